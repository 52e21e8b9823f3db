package site

import (
	"bytes"
	"container/list"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
)

// cacheBytes bounds the compressed pages of one edition that are kept.
const cacheBytes = 24 << 20

// compressibleSize is the size below which compression gains nothing.
const compressibleSize = 1024

// A pageCache keeps the pages of one edition that were asked for last. It is
// safe for concurrent use. A page that many ask for at once is built once.
type pageCache struct {
	mu       sync.Mutex
	pages    map[string]*list.Element // of *cachedPage
	used     list.List                // most recently used first
	bytes    int
	building map[string]*build
	slots    chan struct{} // bounds the builds at a time
	now      func() time.Time
}

// A build is a page on its way, for all who ask for it.
type build struct {
	done chan struct{}
	page *cachedPage
	err  error
}

// A cachedPage is a page as it goes over the wire.
type cachedPage struct {
	key         string
	contentType []string
	etag        []string
	location    string
	body        []byte // gzip, or plain if small
	gzipped     bool
	length      []string
	until       time.Time // see [Page.Until]
	changed     func() bool
}

func newPageCache(now func() time.Time) *pageCache {
	return &pageCache{
		pages:    map[string]*list.Element{},
		building: map[string]*build{},
		now:      now,
		slots:    make(chan struct{}, 2*runtime.GOMAXPROCS(0)),
	}
}

// get returns a page, making it if it is not there. Errors are not kept, nor
// is a page without a key.
func (c *pageCache) get(key string, produce func() (*Page, error)) (*cachedPage, error) {
	if key == "" {
		return c.produce(key, produce)
	}
	c.mu.Lock()
	if e, ok := c.pages[key]; ok && c.outdated(e) {
		c.drop(e)
	} else if ok {
		c.used.MoveToFront(e)
		c.mu.Unlock()
		return e.Value.(*cachedPage), nil
	}
	if b, ok := c.building[key]; ok {
		c.mu.Unlock()
		<-b.done
		return b.page, b.err
	}
	b := &build{done: make(chan struct{}), err: errBuild}
	c.building[key] = b
	c.mu.Unlock()
	defer func() { // also when produce panics: those who wait get errBuild
		c.mu.Lock()
		delete(c.building, key)
		c.mu.Unlock()
		close(b.done)
	}()
	b.page, b.err = c.produce(key, produce)
	if b.err == nil {
		c.put(b.page)
	}
	return b.page, b.err
}

// errBuild is what those get who waited for a page whose making did not end.
var errBuild = errors.New("the page could not be made")

func (c *pageCache) produce(key string, produce func() (*Page, error)) (*cachedPage, error) {
	c.slots <- struct{}{}
	defer func() { <-c.slots }()
	p, err := produce()
	if err != nil {
		return nil, err
	}
	return newCachedPage(key, p), nil
}

func (c *pageCache) put(p *cachedPage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.pages[p.key]; ok {
		return
	}
	c.pages[p.key] = c.used.PushFront(p)
	c.bytes += p.size()
	for c.bytes > cacheBytes && c.used.Len() > 1 {
		c.drop(c.used.Back())
	}
}

func (c *pageCache) drop(e *list.Element) {
	p := c.used.Remove(e).(*cachedPage)
	delete(c.pages, p.key)
	c.bytes -= p.size()
}

// outdated reports whether time, or what was asked for meanwhile, has made a page another one.
func (c *pageCache) outdated(e *list.Element) bool {
	p := e.Value.(*cachedPage)
	return !p.until.IsZero() && !c.now().Before(p.until) || p.changed != nil && p.changed()
}

func (p *cachedPage) size() int { return len(p.body) + len(p.key) + 256 }

func newCachedPage(key string, p *Page) *cachedPage {
	c := &cachedPage{key: key, contentType: []string{p.ContentType}, location: p.Location, body: p.Body, until: p.Until, changed: p.Outdated}
	c.etag = []string{etag(p.Body)}
	if len(p.Body) >= compressibleSize {
		c.body, c.gzipped = compress(p.Body), true
	}
	c.length = []string{strconv.Itoa(len(c.body))}
	return c
}

// compress makes gzip of a body. Writing to memory cannot fail.
func compress(body []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(body)
	if err := errors.Join(err, z.Close()); err != nil {
		panic(err)
	}
	return bytes.Clone(b.Bytes())
}

// etag is a weak validator: the same for the compressed and the plain form.
func etag(body []byte) string {
	sum := sha256.Sum256(body)
	return `W/"` + hex.EncodeToString(sum[:12]) + `"`
}

var (
	noCache        = []string{"no-cache"} // keep, but ask whether it changed
	varyEncoding   = []string{"Accept-Encoding"}
	gzipEncoding   = []string{"gzip"}
	headerEtag     = http.CanonicalHeaderKey("ETag")
	headerEncoding = http.CanonicalHeaderKey("Content-Encoding")
)

// serve writes the page, or says that the reader has it already. Header values
// are shared between answers and must not be changed.
func (p *cachedPage) serve(w http.ResponseWriter, r *http.Request, cache []string) {
	h := w.Header()
	h["Content-Type"] = p.contentType
	h["Cache-Control"] = cache
	h["Vary"] = varyEncoding
	h[headerEtag] = p.etag
	if matchesEtag(r.Header.Get("If-None-Match"), p.etag[0]) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if p.gzipped && !acceptsGzip(r.Header.Get("Accept-Encoding")) {
		p.servePlain(w, r)
		return
	}
	if p.gzipped {
		h[headerEncoding] = gzipEncoding
	}
	h["Content-Length"] = p.length
	if r.Method != http.MethodHead {
		w.Write(p.body)
	}
}

// servePlain is for the rare client that takes no compression.
func (p *cachedPage) servePlain(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodHead {
		return
	}
	z, err := gzip.NewReader(bytes.NewReader(p.body))
	if err == nil {
		_, err = io.Copy(w, z)
	}
	if err != nil {
		panic(http.ErrAbortHandler) // cut the answer off: the client sees that it is not whole
	}
}

// acceptsGzip reads the header Accept-Encoding (RFC 9110, section 12.5.3).
func acceptsGzip(header string) bool {
	others := false
	for part := range strings.SplitSeq(header, ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		switch strings.ToLower(strings.TrimSpace(coding)) {
		case "gzip":
			return wanted(weight)
		case "*":
			others = wanted(weight)
		}
	}
	return others
}

// wanted reports that a weight, as "q=0.5", is not zero.
func wanted(weight string) bool {
	q, ok := strings.CutPrefix(strings.TrimSpace(weight), "q=")
	return !ok || strings.Trim(q, "0.") != ""
}

func matchesEtag(header, tag string) bool {
	if header == "" {
		return false
	}
	for part := range strings.SplitSeq(header, ",") {
		part = strings.TrimSpace(part)
		if part == "*" || strings.TrimPrefix(part, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
