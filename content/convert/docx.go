package convert

import (
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// A docx is the reading of one Word document: ECMA-376 part 1, in the form that
// Word, WPS and LibreOffice write, transitional or strict.
type docx struct {
	*converter
	*archive
	main      string // the part with the body
	styles    styles
	numbers   *numbering
	relations map[string]relation // of the part at hand
	comments  map[string]*element
	notes     map[string]*element // footnotes and endnotes, by docNote keys
	order     []string            // of those referred to, by their keys
	place     map[string]int      // in order, from 1
	fields    []*field
	depth     int // of tables within each other
}

// readDOCX reads a Word document.
func readDOCX(c *converter, src []byte) (*text, error) {
	a, err := openArchive(src)
	if err != nil {
		return nil, err
	}
	d := &docx{converter: c, archive: a, place: map[string]int{}}
	if err := d.open(); err != nil {
		return nil, err
	}
	t := &text{}
	if err := d.properties(t); err != nil {
		return nil, err
	}
	if t.blocks, err = d.body(); err != nil {
		return nil, err
	}
	if t.footnote, err = d.allNotes(); err != nil {
		return nil, err
	}
	return t, d.headers()
}

// open reads all that the body refers to.
func (d *docx) open() error {
	root, err := d.archive.relations("")
	if err != nil {
		return err
	}
	d.main = "word/document.xml"
	for _, r := range root {
		if r.kind == "officeDocument" && !r.external {
			d.main = r.target
		}
	}
	if !d.has(d.main) || !strings.HasPrefix(d.main, "word/") && !d.has("word/styles.xml") && !strings.HasSuffix(d.main, "document.xml") {
		return fail("not-word", nil)
	}
	if d.relations, err = d.archive.relations(d.main); err != nil {
		return err
	}
	if d.styles, err = d.readStyles(); err != nil {
		return err
	}
	if d.numbers, err = d.readNumbering(); err != nil {
		return err
	}
	d.notes = map[string]*element{}
	for _, kind := range []string{"footnote", "endnote"} {
		if err := d.byID(kind+"s", kind, kind+" ", d.notes); err != nil {
			return err
		}
	}
	d.comments = map[string]*element{}
	return d.byID("comments", "comment", "", d.comments)
}

// part finds the part that the main one refers to by a kind; its usual name if it doesn't.
func (d *docx) part(kind string) string {
	for _, r := range d.relations {
		if r.kind == kind && !r.external {
			return r.target
		}
	}
	return path.Join(path.Dir(d.main), kind+".xml")
}

// byID reads a part whose elements have an id.
func (d *docx) byID(kind, name, prefix string, into map[string]*element) error {
	root, err := d.xml(d.part(kind))
	if err != nil || root == nil {
		return err
	}
	for _, e := range root.kids {
		if e.name == name && (e.get("type") == "" || e.get("type") == "normal") {
			into[prefix+e.get("id")] = e
		}
	}
	return nil
}

// body reads the body, one block of it at a time, so that a long document is never in memory as a whole.
func (d *docx) body() ([]*block, error) {
	src, err := d.read(d.main)
	if err != nil {
		return nil, err
	}
	r := newXMLReader(path.Base(d.main), src)
	s := d.story()
	inBody := false
	for {
		t, err := r.token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		start, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case r.depth == 1 && start.Name.Local != "document":
			return nil, fail("not-word", nil)
		case r.depth == 2 && start.Name.Local == "body":
			inBody = true
		case r.depth >= 2:
			e, err := r.element(start)
			if err != nil {
				return nil, err
			}
			if inBody {
				s.element(e)
			}
		}
		if err := d.ctx.Err(); err != nil {
			return nil, err
		}
	}
	if !inBody {
		return nil, damaged(path.Base(d.main), nil)
	}
	return s.end(), nil
}

// allNotes reads the footnotes that the text refers to, and those that these refer to.
func (d *docx) allNotes() ([][]*block, error) {
	var out [][]*block
	for i := 0; i < len(d.order); i++ {
		key := d.order[i]
		kind, _, _ := strings.Cut(key, " ")
		relations, err := d.archive.relations(d.part(kind + "s"))
		if err != nil {
			return nil, err
		}
		d.relations = relations
		s := d.story()
		for _, e := range d.notes[key].kids {
			s.element(e)
		}
		blocks := s.end()
		if len(blocks) == 0 {
			blocks = []*block{{runs: []run{{text: "（空）"}}}}
		}
		out = append(out, blocks)
	}
	return out, nil
}

// noteMark is the mark of a footnote or endnote; false if there is no such note.
func (d *docx) noteMark(key string) (run, bool) {
	if d.notes[key] == nil {
		return run{}, false
	}
	n := d.place[key]
	if n == 0 {
		d.order = append(d.order, key)
		n = len(d.order)
		d.place[key] = n
	}
	return run{kind: noteMark, n: n}, true
}

// headers notes what stands above and below each page.
func (d *docx) headers() error {
	main, err := d.archive.relations(d.main)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, id := range sortedKeys(main) {
		r := main[id]
		if r.external || r.kind != "header" && r.kind != "footer" || len(seen) > 20 {
			continue
		}
		root, err := d.xml(r.target)
		if err != nil {
			return err
		}
		var b strings.Builder
		root.find("t", func(e *element) { b.WriteString(e.text) })
		said := strings.TrimFunc(b.String(), func(r rune) bool { return isSpace(r) || strings.ContainsRune("-—–－·/第页共0123456789", r) })
		if said != "" && !seen[said] {
			seen[said] = true
			d.converter.notes.add(r.kind, said)
		}
	}
	return nil
}
