package index

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"yanxi/content/library"
)

// A judgedQuery is a query with the documents that answer it.
type judgedQuery struct {
	text   string
	grades map[string]int // by document: 3 meant, 2 very useful, 1 acceptable
}

// A rankFile is a theme of short queries over the sample library. The format
// is described in testdata/rank/README.md.
type rankFile struct {
	name    string
	queries []judgedQuery
}

const rankFolder = "testdata/rank"

// readRankFiles reads all themes, by name.
func readRankFiles(t testing.TB) []rankFile {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(rankFolder, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var files []rankFile
	for _, path := range paths {
		if filepath.Base(path) == goldenRanks {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		queries, err := parseRankFile(text)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		files = append(files, rankFile{strings.TrimSuffix(filepath.Base(path), ".txt"), queries})
	}
	return files
}

// parseRankFile reads one theme. The error names the line.
func parseRankFile(text []byte) ([]judgedQuery, error) {
	if !utf8.Valid(text) {
		return nil, fmt.Errorf("not UTF-8")
	}
	var p rankParser
	lines := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		if err := p.line(lines.Text()); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if err := p.end(); err != nil {
		return nil, fmt.Errorf("at the end: %w", err)
	}
	return p.queries, nil
}

// rankParser holds the query whose lines are being read.
type rankParser struct {
	queries []judgedQuery
	open    bool // a query has begun
	why     bool // its reason was given
	last    int  // the grade of its last line, 4 before the first
}

func (p *rankParser) line(line string) error {
	if strings.HasPrefix(line, "#") {
		return nil
	}
	if line == "" {
		return p.end()
	}
	key, value, ok := strings.Cut(line, ": ")
	if !ok || value == "" || value != strings.TrimSpace(value) {
		return fmt.Errorf("%q is not of the form “key: value”", line)
	}
	switch {
	case key == "query" && !p.open:
		p.open, p.why, p.last = true, false, 4
		p.queries = append(p.queries, judgedQuery{value, map[string]int{}})
		return checkLength(value)
	case key == "why" && p.open && !p.why:
		p.why = true
		return nil
	case len(key) == 1 && key >= "1" && key <= "3" && p.why:
		return p.grade(int(key[0]-'0'), value)
	}
	return fmt.Errorf("%q does not belong here", key)
}

func (p *rankParser) grade(grade int, ids string) error {
	if grade >= p.last || p.last == 4 && grade != 3 {
		return fmt.Errorf("grade %d is out of order", grade)
	}
	p.last = grade
	grades := p.queries[len(p.queries)-1].grades
	for id := range strings.SplitSeq(ids, " ") {
		if id == "" || grades[id] != 0 {
			return fmt.Errorf("id %q is empty or stands twice", id)
		}
		grades[id] = grade
	}
	return nil
}

func (p *rankParser) end() error {
	if p.open && p.last == 4 {
		return fmt.Errorf("query %q has no grades", p.queries[len(p.queries)-1].text)
	}
	p.open = false
	p.why = false
	return nil
}

func checkLength(query string) error {
	most := 8
	if !strings.ContainsFunc(query, func(r rune) bool { return r >= 0x2E80 }) {
		most = 20
	}
	if n := utf8.RuneCountInString(query); n > most {
		return fmt.Errorf("%q has %d characters, %d are allowed", query, n, most)
	}
	return nil
}

func TestParseRankFile(t *testing.T) {
	const good = "# theme\n\nquery: 丽江 古城\nwhy: a reason\n3: cases/a cases/b\n1: c\n\nquery: yqhy\nwhy: another\n3: d\n"
	queries, err := parseRankFile([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	if len(queries) != 2 || queries[0].text != "丽江 古城" || queries[0].grades["cases/b"] != 3 || queries[0].grades["c"] != 1 || queries[1].grades["d"] != 3 {
		t.Errorf("parsed %v", queries)
	}
	for name, bad := range map[string]string{
		"no reason":        "query: a\n3: b\n",
		"no grades":        "query: a\nwhy: b\n",
		"two queries":      "query: a\nquery: b\nwhy: c\n3: d\n",
		"grade zero":       "query: a\nwhy: b\n0: c\n",
		"no highest grade": "query: a\nwhy: b\n2: c\n",
		"rising grades":    "query: a\nwhy: b\n3: c\n1: d\n2: e\n",
		"grade twice":      "query: a\nwhy: b\n3: c\n3: d\n",
		"id twice":         "query: a\nwhy: b\n3: c\n1: c\n",
		"two spaces":       "query: a\nwhy: b\n3: c  d\n",
		"space at the end": "query: a\nwhy: b\n3: c \n",
		"no space":         "query:a\nwhy: b\n3: c\n",
		"unknown key":      "query: a\nwhy: b\n3: c\nnote: d\n",
		"grade alone":      "3: c\n",
		"long query":       "query: 一二三四五六七八九\nwhy: b\n3: c\n",
		"not UTF-8":        "query: \xff\nwhy: b\n3: c\n",
	} {
		if _, err := parseRankFile([]byte(bad)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestRankFiles: they can be read, fit the sample, and are many.
func TestRankFiles(t *testing.T) {
	lib := openLibrary(t, library.FS())
	seen := map[string]string{}
	for _, f := range readRankFiles(t) {
		for _, q := range f.queries {
			if other, ok := seen[q.text]; ok {
				t.Errorf("query %q stands in %s and in %s", q.text, other, f.name)
			}
			seen[q.text] = f.name
			for id := range q.grades {
				if lib.Document(id) == nil {
					t.Errorf("%s: query %q: there is no document %q", f.name, q.text, id)
				}
			}
		}
	}
	if len(seen) < 170 {
		t.Errorf("%d queries, 170 are the least", len(seen))
	}
}

// grade is a document's grade as the golden file shows it.
func (q judgedQuery) grade(id string) string {
	if g := q.grades[id]; g > 0 {
		return fmt.Sprint(g)
	}
	return "-"
}
