package content

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"yanxi/content/rules"
)

// readGates reads the files of all gates, so that waivers of every rule are known, and reports on those asked for.
func (l *Library) readGates(names []string) (files []rules.File, findings []Finding) {
	for _, gate := range GateNames() {
		r := &reporter{file: path.Join(settingsFolder, gatesFolder, gate+".yaml"), lang: l.settings.Lang}
		src, err := readBounded(l.fsys, r.file, rules.MaxFile+1)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			r.report("unreadable-file", span{}, reason(err))
		} else {
			d := decode(src)
			r.encoding(d)
			f, problems := rules.ParseFile(gate, d.text)
			files = append(files, f)
			for _, p := range problems {
				said := p.Message
				if english(r.lang) {
					said = p.MessageEN
				}
				r.report("bad-gate-rule", span{p.Line, p.Column, p.Line, p.Column}, said)
			}
		}
		if slices.Contains(names, gate) {
			findings = append(findings, r.findings...)
		}
	}
	return files, findings
}

// strayGates reports files beside those of the gates: a misspelt name would switch nothing off.
func (l *Library) strayGates() []Finding {
	entries, err := fs.ReadDir(l.fsys, path.Join(settingsFolder, gatesFolder))
	if err != nil {
		return nil
	}
	r := &reporter{lang: l.settings.Lang}
	for _, e := range entries {
		r.file = path.Join(settingsFolder, gatesFolder, e.Name())
		if gate, ok := strings.CutSuffix(e.Name(), ".yaml"); (!ok || !slices.Contains(GateNames(), gate)) && !strings.HasPrefix(e.Name(), ".") {
			r.report("unknown-gate-file", span{}, e.Name())
		}
	}
	return r.findings
}
