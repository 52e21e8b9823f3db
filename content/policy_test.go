package content

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// describe is a policy in one line.
func describe(p Policy) string {
	var steps []string
	for _, s := range p.Steps {
		var gates []string
		for _, g := range s.Gates {
			gates = append(gates, g.Gate+"/"+g.Role)
		}
		steps = append(steps, s.Name+"["+strings.Join(gates, " ")+"]")
	}
	return fmt.Sprintf("%s order=%v different=%v author=%v most=%d mend=%d hand=%v command=%v block=%v", strings.Join(steps, " "),
		p.InOrder, p.DifferentPeople, p.AuthorMaySign, p.GatesPerPerson, p.MendWithin, p.ByHand, p.CommandLine, p.ErrorsBlock)
}

const usual = " order=true different=false author=false most=0 mend=5 hand=false command=true block=true"

func TestPolicy(t *testing.T) {
	const four = "[policy/reviewer wording/reviewer confidentiality/reviewer law/reviewer]"
	for _, tt := range []struct{ file, want, wrong string }{
		{"", four + usual, ""},
		{"# 都按默认\n", four + usual, ""},
		{"gates: [法律, wording]\n", "[law/reviewer wording/reviewer]" + usual, ""},
		{"gates: {law: admin, 文字关: trainer}\n", "[law/admin wording/trainer]" + usual, ""},
		{"gates: law\nrole: admin\n", "[law/admin]" + usual, ""},
		{"in-order: no\nauthor_may_sign: true\ngates_per_person: 2\nmend_within: 3\npublish: by hand\ncommand_line: false\nerrors: allow\n",
			four + " order=false different=false author=true most=2 mend=3 hand=true command=false block=false", ""},
		{"steps:\n- {step: 初审, gates: [wording, policy], role: trainer}\n- {step: 终审, gates: {policy: admin, law: reviewer}}\n- {step: 一校, gate: 校对}\ndifferent_people: true\n",
			"初审[wording/trainer policy/trainer] 终审[policy/admin law/reviewer] 一校[proofread/reviewer] order=true different=true author=false most=0 mend=5 hand=false command=true block=true", ""},
		{"gates: [taste]\n", four + usual, "1:9 taste; 1:1 gates"},
		{"gates: [law, law]\n", "[law/reviewer]" + usual, "1:14 law"},
		{"gates: []\n", four + usual, "1:1 gates"},
		{"gate: [law]\n", four + usual, "1:1 gate"},
		{"role: reader\n", four + usual, "1:7 reader"},
		{"mend_within: 0\n", four + usual, "1:14 mend_within"},
		{"mend_within: soon\n", four + usual, "1:14 mend_within"},
		{"publish: sometimes\n", four + usual, "1:10 publish"},
		{"command_line: maybe\n", four + usual, "1:15 command_line"},
		{"steps:\n- {gates: [law]}\n", "[law/reviewer]" + usual, "2:4 step"},
		{"steps:\n- {step: a, gates: [law]}\n- {step: a, gates: [law]}\n", "a[law/reviewer] a[law/reviewer]" + usual, "3:4 step"},
		{"steps:\n- {step: a}\n", four + usual, "1:1 gates"},
		{"steps: []\n", four + usual, "1:1 gates"},
		{"gates: [law]\nsteps:\n- {step: a, gates: [law]}\n", "a[law/reviewer]" + usual, "1:8 gates"},
		{"gates: [law\n", four + usual, "1:8 "},
		{"- law\n", four + usual, "1:1 "},
	} {
		fsys := fstest.MapFS{PolicyFile: {Data: []byte(tt.file)}}
		p, findings := ReadPolicy(fsys)
		if got := describe(p); got != tt.want {
			t.Errorf("%q:\n%s, want\n%s", tt.file, got, tt.want)
		}
		var places []string
		for _, f := range findings {
			if f.Rule != "bad-policy" && f.Rule != "wrong-type" || f.Level != LevelError || f.Message == "" || f.Suggestion == "" || f.File != PolicyFile {
				t.Errorf("%q: %+v", tt.file, f)
			}
			places = append(places, fmt.Sprintf("%d:%d", f.Line, f.Column))
		}
		if p.Wrong != (tt.wrong != "") || len(places) != len(strings.Split(tt.wrong, "; ")) && tt.wrong != "" {
			t.Errorf("%q: wrong %v, findings %v", tt.file, p.Wrong, findings)
			continue
		}
		for i, want := range strings.Split(tt.wrong, "; ") {
			if place, _, _ := strings.Cut(want, " "); want != "" && places[i] != place {
				t.Errorf("%q: at %s, want %s", tt.file, places[i], want)
			}
		}
	}
}

// TestPolicyFindings has the check of a library say what is wrong with its policy.
func TestPolicyFindings(t *testing.T) {
	l := openFS(t, fstest.MapFS{"yanxi/review.yaml": {Data: []byte("gatess: [law]\n")}, "yanxi/settings.yaml": {Data: []byte("lang: en\n")}})
	found := l.Findings()
	if len(found) != 1 || found[0].Rule != "bad-policy" || !strings.Contains(found[0].Message, `no key "gatess"`) || !strings.HasPrefix(found[0].Suggestion, "Use gates, role") {
		t.Errorf("%+v", found)
	}
}

func openFS(t *testing.T, fsys fs.FS) *Library {
	t.Helper()
	l, err := Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestTexts lists what is published and what is not.
func TestTexts(t *testing.T) {
	l := openFS(t, fstest.MapFS{
		"index.md": {Data: []byte("# 首页\n")}, "a.md": {Data: []byte("# 一\n")}, "a/index.md": {Data: []byte("# 二\n")},
		"d.md": {Data: []byte("---\ndraft: true\n---\n")}, "f.md": {Data: []byte("---\npublishDate: 2999-01-01\n---\n")},
	})
	var got []string
	for _, text := range l.Texts() {
		got = append(got, fmt.Sprintf("%s=%s draft=%v twin=%v", text.ID, text.File, text.Draft, text.Twin))
	}
	const want = "a=a/index.md draft=false twin=false|a-2=a.md draft=false twin=true|d=d.md draft=true twin=false|f=f.md draft=false twin=false|index=index.md draft=false twin=false"
	if strings.Join(got, "|") != want {
		t.Errorf("%s", strings.Join(got, "|"))
	}
	for file, want := range map[string]string{
		"a/index.md": "a", "README.md": "index", "a/b.markdown": "a/b", "课/é.md": "课/é", "a.png": "", "yanxi/a.md": "", "../a.md": "", ".x/a.md": "", "": "",
	} {
		if got := FileID(file); got != want {
			t.Errorf("%s: %q", file, got)
		}
	}
}

func FuzzPolicy(f *testing.F) {
	f.Add("gates: [law]\n")
	f.Add("steps:\n- {step: a, gates: {law: admin}}\n")
	f.Add("steps: {gates: 1}\ngates_per_person: -1\n")
	f.Fuzz(func(t *testing.T, src string) {
		p, findings := ReadPolicy(fstest.MapFS{PolicyFile: {Data: []byte(src)}})
		if len(p.Steps) == 0 || p.MendWithin < 1 || p.GatesPerPerson < 0 || p.Wrong && len(findings) == 0 {
			t.Fatalf("%+v", p)
		}
		for _, s := range p.Steps {
			if len(s.Gates) == 0 {
				t.Fatal("a step without gates")
			}
		}
	})
}
