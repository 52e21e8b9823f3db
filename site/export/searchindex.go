package export

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"yanxi/content"
	"yanxi/index/zh"
	"yanxi/site"
)

// formatVersion is that of the exported index; site/ui/static/search-index.js, where
// the format is described, checks it.
const formatVersion = 1

// A searchDocument is what the search page shows of a hit before it has read
// the page itself.
type searchDocument struct {
	ID        string `json:"id"`
	URL       string `json:"u"` // relative to the site's root
	Title     string `json:"t"`
	Kind      string `json:"k"`
	KindLabel string `json:"kl"`
	Date      string `json:"d,omitempty"`
	Summary   string `json:"s,omitempty"`
	Course    string `json:"c,omitempty"`
	Term      string `json:"ct,omitempty"` // of the response clock
	Span      string `json:"cs,omitempty"` // of the response clock, in words
}

// searchIndex stages the index for the search in the browser. With an API
// configured there is none: the API is asked.
func (b *builder) searchIndex(ctx context.Context) error {
	if b.Options.API != "" {
		return nil
	}
	p := newPostings()
	docs := b.Library.Documents()
	described := make([]searchDocument, len(docs))
	for i, d := range docs {
		described[i] = b.describe(d)
	}
	for _, texts := range b.fieldTexts(ctx, docs) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		p.add(<-texts)
	}
	var file bytes.Buffer
	if err := writeIndex(&file, described, p); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	b.warnIfLarge(file.Len())
	return b.stage(indexName, file.Bytes())
}

func (b *builder) warnIfLarge(size int) {
	if size > largeIndex {
		b.warn("the search index is %d MB, slow to load in a browser: a yanxi server can answer instead (--api)", size>>20)
	}
}

func (b *builder) describe(d *content.Document) searchDocument {
	out := searchDocument{
		ID:        d.ID,
		URL:       strings.TrimPrefix(site.DocumentURL(d.ID), "/"),
		Title:     d.Title,
		Kind:      string(d.Kind),
		KindLabel: b.edition.Label("kind", string(d.Kind)),
		Summary:   d.Summary,
	}
	if !d.Date.IsZero() {
		out.Date = d.Date.Format(time.DateOnly)
	}
	if course := b.Library.Document(d.CourseID); course != nil {
		out.Course = course.Title
	}
	if clock := b.edition.Clock(d); clock != nil {
		out.Term, out.Span = clock.Term, clock.Span
	}
	return out
}

// fieldTexts reads documents ahead on all cores, a few at a time, and hands
// their texts out in order.
func (b *builder) fieldTexts(ctx context.Context, docs []*content.Document) func(func(int, chan [fieldCount]string) bool) {
	return func(yield func(int, chan [fieldCount]string) bool) {
		queue := make(chan chan [fieldCount]string, 4*runtime.GOMAXPROCS(0))
		slots := make(chan struct{}, runtime.GOMAXPROCS(0))
		ctx, cancel := context.WithCancel(ctx)
		var wg sync.WaitGroup
		defer wg.Wait()
		defer cancel()
		wg.Go(func() {
			defer close(queue)
			for _, d := range docs {
				result := make(chan [fieldCount]string, 1)
				select {
				case queue <- result:
				case <-ctx.Done():
					return
				}
				slots <- struct{}{}
				wg.Go(func() {
					result <- b.texts(d)
					<-slots
				})
			}
		})
		i := 0
		for result := range queue {
			if !yield(i, result) {
				return
			}
			i++
		}
	}
}

// texts are a document's title, headings with what is said about it, and body.
func (b *builder) texts(d *content.Document) [fieldCount]string {
	var head, text strings.Builder
	for _, s := range slices.Concat([]string{d.Summary}, d.Tags, d.People) {
		head.WriteString(s + "\n")
	}
	body, err := b.Library.Read(d)
	if err == nil {
		for _, s := range b.Library.Sections(d, body) {
			head.WriteString(s.Heading + "\n")
			text.WriteString(s.Text + "\n")
		}
	}
	return [fieldCount]string{fieldTitle: d.Title, fieldHead: head.String(), fieldBody: text.String()}
}

// writeIndex writes the exported index: what the page needs of each document,
// the characters to fold, and MiniSearch's own serialisation (version 2).
func writeIndex(w io.Writer, docs []searchDocument, p *postings) error {
	described, err := json.Marshal(docs)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(w, 1<<16)
	fmt.Fprintf(b, `{"v":%d,"fold":%s,"docs":%s,"index":`, formatVersion, quoted(foldPairs()), described)
	fmt.Fprintf(b, `{"documentCount":%d,"nextId":%d,"documentIds":{`, len(docs), len(docs))
	for i := range docs {
		fmt.Fprintf(b, `%s"%d":%d`, comma(i), i, i)
	}
	b.WriteString(`},"fieldIds":{"title":0,"head":1,"body":2},"fieldLength":{`)
	var sum [fieldCount]uint64
	for i, lengths := range p.lengths {
		fmt.Fprintf(b, `%s"%d":[%d,%d,%d]`, comma(i), i, lengths[0], lengths[1], lengths[2])
		for field, n := range lengths {
			sum[field] += uint64(n)
		}
	}
	n := float64(max(1, len(docs)))
	fmt.Fprintf(b, `},"averageFieldLength":[%g,%g,%g],"storedFields":{},"dirtCount":0,"index":[`,
		float64(sum[0])/n, float64(sum[1])/n, float64(sum[2])/n)
	writePostings(b, p)
	b.WriteString(`],"serializationVersion":2}}` + "\n")
	return b.Flush()
}

// writePostings writes [term, {field: {document: count}}] for each term.
func writePostings(b *bufio.Writer, p *postings) {
	for i, id := range p.sorted() {
		b.WriteString(comma(i) + "[" + quoted(p.terms[id]) + ",{")
		fields := 0
		for field := range uint16(fieldCount) {
			if writeField(b, p.lists[id], field, fields) {
				fields++
			}
		}
		b.WriteString("}]")
	}
}

// writeField writes the postings of one field, if there are any, behind
// before others.
func writeField(b *bufio.Writer, list []posting, field uint16, before int) bool {
	n := 0
	for _, posting := range list {
		if posting.field != field {
			continue
		}
		if n == 0 {
			b.WriteString(comma(before) + `"` + strconv.Itoa(int(field)) + `":{`)
		}
		b.WriteString(comma(n) + `"`)
		b.Write(strconv.AppendUint(b.AvailableBuffer(), uint64(posting.doc), 10))
		b.WriteString(`":`)
		b.Write(strconv.AppendUint(b.AvailableBuffer(), uint64(posting.count), 10))
		n++
	}
	if n > 0 {
		b.WriteByte('}')
	}
	return n > 0
}

func comma(i int) string {
	if i == 0 {
		return ""
	}
	return ","
}

func quoted(s string) string {
	out, err := json.Marshal(s)
	if err != nil {
		return `""` // a string can always be marshalled
	}
	return string(out)
}

// foldPairs lists the characters that fold to another one, each followed by
// that one. Letters and full-width forms fold by rule and are left out.
func foldPairs() string {
	var b strings.Builder
	for r := rune(0x2E80); r < 0xFB00; r++ {
		if to := zh.Fold(r); to != r && zh.IsHan(r) && utf8.ValidRune(r) {
			b.WriteRune(r)
			b.WriteRune(to)
		}
	}
	return b.String()
}
