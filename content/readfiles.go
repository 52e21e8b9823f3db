package content

import (
	"errors"
	"io"
	"io/fs"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// read makes the entries of all texts, taking over those that are known and
// unchanged.
func (l *Library) read(texts []textFile, known map[string]*entry) {
	l.entries = make(map[string]*entry, len(texts))
	var stale []textFile
	for _, t := range texts {
		if e := known[t.path]; e != nil && e.stamp.unchanged(t.stamp) {
			l.entries[t.path] = e
		} else {
			stale = append(stale, t)
		}
	}
	p := &fileParser{settings: l.settings, vocabularies: l.vocabularies}
	entries := make([]*entry, len(stale))
	parallel(len(stale), func() func(int) {
		var buffer []byte // one for each worker
		return func(i int) {
			entries[i] = p.readEntry(l.fsys, stale[i], &buffer)
		}
	})
	for i, t := range stale {
		l.entries[t.path] = entries[i]
	}
}

// parallel calls, for each number below n, one of the functions that worker
// makes, each of which is used by one goroutine.
func parallel(n int, worker func() func(int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			work := worker()
			for i := int(next.Add(1) - 1); i < n; i = int(next.Add(1) - 1) {
				work(i)
			}
		})
	}
	wg.Wait()
}

// readEntry reads one file. A file that can't be read becomes an entry that
// is not published and says why, so that it is tried again next time.
func (p *fileParser) readEntry(fsys fs.FS, t textFile, buffer *[]byte) *entry {
	now := time.Now()
	src, err := readInto(fsys, t.real, t.stamp.size, buffer)
	if err != nil {
		r := &reporter{file: t.path, lang: p.settings.Lang}
		r.report("unreadable-file", span{}, reason(err))
		return &entry{draft: true, findings: r.findings, stamp: stamp{size: -1}}
	}
	e := p.parse(t.path, src, max(t.stamp.size, int64(len(src))))
	e.stamp = t.stamp
	e.stamp.read = now
	e.doc.Arrived = e.from
	if e.doc.Arrived.Before(t.stamp.modified) {
		e.doc.Arrived = t.stamp.modified.In(p.settings.Location)
	}
	return e
}

// readInto reads a file of about that size, at most one byte past
// MaxFileSize, into the buffer, which it enlarges as needed.
func readInto(fsys fs.FS, name string, size int64, buffer *[]byte) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	limit := int(min(max(size, 0), MaxFileSize)) + 1
	if cap(*buffer) < limit {
		*buffer = make([]byte, limit+limit/2)
	}
	b := (*buffer)[:limit]
	n, err := io.ReadFull(file, b)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return b[:n], nil
	}
	if err != nil || n > MaxFileSize {
		return b[:n], err
	}
	// The file has grown since it was listed.
	rest, err := io.ReadAll(io.LimitReader(file, int64(MaxFileSize+1-n)))
	return append(b[:n:n], rest...), err
}
