//go:build relevance

package index

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"yanxi/content"
	"yanxi/content/library"
)

// A corpus is a library with sets of queries about it.
type corpus struct {
	lib  *content.Library
	sets []judgedSet
}

type judgedSet struct {
	name    string
	queries []judgedQuery
	like    string // the set whose MRR@10 this one's must not fall short of by more than [scriptLoss]
}

// rankCorpus is the sample with the project's own short queries, by theme and
// all together.
func rankCorpus(t *testing.T) corpus {
	c := corpus{lib: openLibrary(t, library.FS())}
	all := judgedSet{name: "rank"}
	for _, f := range readRankFiles(t) {
		c.sets = append(c.sets, judgedSet{name: "rank/" + f.name, queries: f.queries})
		all.queries = append(all.queries, f.queries...)
	}
	c.sets = append(c.sets, all)
	return c
}

// squad is the layout of SQuAD's files: questions about paragraphs.
type squad struct {
	Data []struct {
		Paragraphs []struct {
			Context string
			QAs     []struct{ Question string } `json:"qas"`
		}
	}
}

// squadCorpora reads the JSON files of a folder. A set has the name of its
// file. If most of its questions are in Traditional characters, the same
// questions in Simplified ones are a second set.
func squadCorpora(t *testing.T, dir string) []corpus {
	paths, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("RELEVANCE_SETS: no *.json in %s (the path has to be absolute)", dir)
	}
	var out []corpus
	for _, path := range paths {
		c := readSQuAD(t, path)
		if simplified, changed := simplify(newConverter(t), c.sets[0]); changed > len(simplified.queries)/2 {
			c.sets = append(c.sets, simplified)
		}
		out = append(out, c)
	}
	return out
}

// readSQuAD makes each different paragraph a document that has a body only,
// and each question a query that its paragraph alone answers.
func readSQuAD(t *testing.T, path string) corpus {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var file squad
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	set := judgedSet{name: strings.TrimSuffix(filepath.Base(path), ".json")}
	fsys, known := fstest.MapFS{}, map[string]string{}
	for _, article := range file.Data {
		for _, p := range article.Paragraphs {
			id, ok := known[p.Context]
			if !ok {
				id = meaningless(len(known))
				known[p.Context] = id
				// The empty line keeps a first line of dashes from being front matter.
				fsys[id+".md"] = &fstest.MapFile{Data: []byte("\n" + p.Context + "\n")}
			}
			for _, qa := range p.QAs {
				set.queries = append(set.queries, judgedQuery{qa.Question, map[string]int{id: 3}})
			}
		}
	}
	return corpus{openLibrary(t, fsys), []judgedSet{set}}
}

// meaningless is the n-th file name. The name of a file without a heading is
// its title, so it must hold nothing that a question could.
func meaningless(n int) string {
	name := []byte("qzxaaaa")
	for i := len(name) - 1; n > 0; i-- {
		name[i] += byte(n % 26)
		n /= 26
	}
	return string(name)
}
