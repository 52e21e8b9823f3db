package content

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the library's zone must be known on any machine

	"golang.org/x/text/language"
)

// Settings are what a library says about itself in yanxi/settings.yaml, of
// which every key may be missing:
//
//	name: 研习                # of the site
//	description: 课程与案例    # a sentence
//	timezone: Asia/Shanghai  # in which a time without zone is read, and shown
//	lang: zh-CN              # of the texts, the site's words and the findings
//	owner: 研习编辑部          # who keeps it
//	ask: mailto:a@b.example  # where readers ask what they did not find, https or mailto
//	answer_within: 5         # working days in which a reader's question is to be answered, 1 to 60
type Settings struct {
	Name        string
	Description string
	Location    *time.Location // never nil
	Lang        string         // BCP 47, never empty
	Owner       string
	Ask         string // an https or mailto address; empty: nowhere

	AnswerWithin int // working days, see [Library.Due]
}

const (
	defaultZone = "Asia/Shanghai"
	defaultLang = "zh-CN"

	defaultAnswerWithin = 5
	maxAnswerWithin     = 60
)

func defaultSettings() Settings {
	zone, err := time.LoadLocation(defaultZone)
	if err != nil { // not with the zones embedded
		zone = time.FixedZone("CST", 8*60*60)
	}
	return Settings{Location: zone, Lang: defaultLang, AnswerWithin: defaultAnswerWithin}
}

// readSettings reads yanxi/settings.yaml; what can't be used has its default.
func readSettings(fsys fs.FS) (Settings, []Finding) {
	s := defaultSettings()
	r := &reporter{file: path.Join(settingsFolder, "settings.yaml"), lang: s.Lang}
	root, ok := readKeys(fsys, r, "bad-settings")
	if !ok || root == nil {
		return s, r.findings
	}
	if root.kind != nodeMap {
		if root.kind != nodeNull {
			r.reportHint("bad-settings", root.at, phrase(r.lang, "syntax"), phrase(r.lang, "no-keys"))
		}
		return s, r.findings
	}
	f := &fields{reporter: r, root: root}
	if n := root.get("lang", "language"); n != nil {
		if tag, ok := languageTag(n); ok {
			s.Lang = tag
		} else {
			r.reportHint("bad-setting", n.at, phrase(r.lang, "tag"), "lang", n.text, defaultLang)
		}
		r.lang = s.Lang
	}
	if n := root.get("timezone"); n != nil {
		if zone, err := time.LoadLocation(n.text); err == nil && n.scalar() && n.text != "" && n.text != "Local" {
			s.Location = zone
		} else {
			r.reportHint("bad-setting", n.at, phrase(r.lang, "zone"), "timezone", n.text, defaultZone)
		}
	}
	s.Name, s.Description, s.Owner = f.text("name"), f.text("description"), f.text("owner")
	s.Ask = f.contact("ask")
	if n := root.get("answer_within"); n != nil && n.kind != nodeNull {
		if days, err := strconv.Atoi(strings.TrimSpace(n.text)); err == nil && n.scalar() && days >= 1 && days <= maxAnswerWithin {
			s.AnswerWithin = days
		} else {
			r.reportHint("bad-setting", n.at, phrase(r.lang, "days", maxAnswerWithin), "answer_within", n.text, strconv.Itoa(defaultAnswerWithin))
		}
	}
	return s, r.findings
}

// languageTag reads a BCP 47 tag.
func languageTag(n *node) (string, bool) {
	tag, err := language.Parse(strings.TrimSpace(n.text))
	if !n.scalar() || err != nil || tag == language.Und {
		return "", false
	}
	return tag.String(), true
}

// readKeys reads the YAML file that r reports on. Without such a file the
// result is nil; ok is false if there is one that can't be used, which is
// reported by the message of that name.
func readKeys(fsys fs.FS, r *reporter, message string) (root *node, ok bool) {
	src, err := readBounded(fsys, r.file, maxFrontMatter)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, true
	}
	if err != nil {
		r.reportHint("unreadable-file", span{}, "", reason(err))
		return nil, false
	}
	d := decode(src)
	r.encoding(d)
	return parseKeys(string(d.text), false, 1, message, r)
}

// readBounded reads at most limit bytes of a file.
func readBounded(fsys fs.FS, name string, limit int64) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, limit))
}

// reason is the part of an error that says why, without path and call.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}
