package content_test

import (
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"yanxi/content"
)

// countingFS counts how often each file is opened.
type countingFS struct {
	fstest.MapFS
	opened map[string]int
}

func (f countingFS) Open(name string) (fs.File, error) {
	f.opened[name]++
	return f.MapFS.Open(name)
}

func TestReopen(t *testing.T) {
	old := time.Now().Add(-time.Hour)
	tests := []struct {
		name   string
		time   time.Time // of the file when it is read first
		change func(fstest.MapFS)
		read   bool // a.md is read again
		title  string
	}{
		{"nothing", old, func(fstest.MapFS) {}, false, "甲"},
		{"no times", time.Time{}, func(fstest.MapFS) {}, false, "甲"},
		{"just written", time.Now(), func(fstest.MapFS) {}, true, "甲"},
		{"in the future", time.Now().Add(time.Hour), func(fstest.MapFS) {}, true, "甲"},
		{"text", old, func(f fstest.MapFS) {
			f["a.md"] = &fstest.MapFile{Data: []byte("# 乙"), ModTime: old.Add(time.Minute)}
		}, true, "乙"},
		{"size alone", old, func(f fstest.MapFS) {
			f["a.md"] = &fstest.MapFile{Data: []byte("# 乙乙"), ModTime: old}
		}, true, "乙乙"},
		{"written in the same second as read", time.Now(), func(f fstest.MapFS) {
			f["a.md"] = &fstest.MapFile{Data: []byte("# 丙"), ModTime: f["a.md"].ModTime}
		}, true, "丙"},
		{"another file", old, func(f fstest.MapFS) {
			f["b.md"] = &fstest.MapFile{Data: []byte("# 乙"), ModTime: old}
		}, false, "甲"},
		{"time zone", old, func(f fstest.MapFS) {
			f["yanxi/settings.yaml"] = &fstest.MapFile{Data: []byte("timezone: UTC"), ModTime: old}
		}, true, "甲"},
		{"vocabulary", old, func(f fstest.MapFS) {
			f["yanxi/vocabularies/x.yaml"] = &fstest.MapFile{Data: []byte("- {id: a}"), ModTime: old}
		}, true, "甲"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := countingFS{fstest.MapFS{"a.md": {Data: []byte("# 甲"), ModTime: tt.time}}, map[string]int{}}
			l := open(t, fsys)
			tt.change(fsys.MapFS)
			clear(fsys.opened)
			again, err := l.Reopen()
			if err != nil {
				t.Fatal(err)
			}
			if read := fsys.opened["a.md"] > 0; read != tt.read {
				t.Errorf("read again: %v, want %v", read, tt.read)
			}
			if got := again.Document("a").Title; got != tt.title {
				t.Errorf("title %q, want %q", got, tt.title)
			}
			if got := l.Document("a").Title; got != "甲" {
				t.Errorf("the first library has changed: %q", got)
			}
		})
	}
}

func TestReopenRemoved(t *testing.T) {
	fsys := files(map[string]string{"a.md": "# 甲", "b.md": "# 乙"})
	l := open(t, fsys)
	delete(fsys, "a.md")
	again, err := l.Reopen()
	if err != nil || ids(again.Documents()) != "b" {
		t.Errorf("Reopen = %q, %v", ids(again.Documents()), err)
	}
}

// What a document derives from changes its hash, and nothing else does.
func TestDepends(t *testing.T) {
	base := map[string]string{
		"c/index.md":                       "---\nkind: course\ntitle: 课\n---\n",
		"c/a.md":                           "---\nplatform: weibo\n---\n# 甲\n",
		"yanxi/vocabularies/platform.yaml": "- {id: weibo, label: 微博}\n- {id: wechat, label: 微信}\n",
		"yanxi/settings.yaml":              "name: 名\n",
	}
	tests := []struct {
		name, file, text string
		want             bool
	}{
		{"nothing", "c/a.md", base["c/a.md"], false},
		{"its text", "c/a.md", base["c/a.md"] + "\n正文", true},
		{"the course's title", "c/index.md", "---\nkind: course\ntitle: 别的课\n---\n", true},
		{"the course's text", "c/index.md", base["c/index.md"] + "正文", false},
		{"the label of its term", "yanxi/vocabularies/platform.yaml", "- {id: weibo, label: 新浪微博}\n- {id: wechat, label: 微信}\n", true},
		{"the label of another term", "yanxi/vocabularies/platform.yaml", "- {id: weibo, label: 微博}\n- {id: wechat, label: 公众号}\n", false},
		{"another vocabulary", "yanxi/vocabularies/x.yaml", "- {id: a}\n", false},
		{"the zone", "yanxi/settings.yaml", "name: 名\ntimezone: UTC\n", true},
		{"the language", "yanxi/settings.yaml", "name: 名\nlang: en\n", true},
		{"the library's name", "yanxi/settings.yaml", "name: 别名\n", false},
		{"another document", "c/b.md", "# 乙\n", false},
		{"its id", "c/a/index.md", "# 同名\n", true},
	}
	depends := func(all map[string]string) [32]byte {
		l := open(t, files(all))
		for _, d := range l.Documents() {
			if d.File == "c/a.md" {
				return l.Depends(d)
			}
		}
		t.Fatal("no document")
		return [32]byte{}
	}
	want := depends(base)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			changed := map[string]string{tt.file: tt.text}
			for name, text := range base {
				if name != tt.file {
					changed[name] = text
				}
			}
			if got := depends(changed) != want; got != tt.want {
				t.Errorf("changed: %v, want %v", got, tt.want)
			}
		})
	}
}

var _ fs.FS = countingFS{}

func TestTooLarge(t *testing.T) {
	line := "一行很长的文字，说了又说。\n"
	n := content.MaxFileSize/len(line) + 2
	text := make([]byte, 0, n*len(line))
	for range n {
		text = append(text, line...)
	}
	l := open(t, fstest.MapFS{"a.md": {Data: append([]byte("# 长\n"), text...)}})
	d := l.Document("a")
	b, err := l.Read(d)
	if err != nil || len(b.Markdown) > content.MaxFileSize || len(b.Markdown) < content.MaxFileSize-len(line) {
		t.Errorf("read %d bytes, %v", len(b.Markdown), err)
	}
	if got := l.Findings(); len(got) != 1 || got[0].Rule != "too-large" || d.Title != "长" {
		t.Errorf("findings %v, title %q", got, d.Title)
	}
}
