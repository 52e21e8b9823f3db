package desk

import (
	"context"
	"maps"
	"path"
	"slices"

	"yanxi/content"
	"yanxi/site/ui"
)

// flaws are what is wrong with a text, by gate; of the empty gate is what is wrong with its form.
type flaws map[string][]content.Finding

// count tells how many there are of each level at a gate.
func (f flaws) count(gate string) (errors, warnings, infos int) {
	for _, one := range f[gate] {
		switch one.Level {
		case content.LevelError:
			errors++
		case content.LevelWarning:
			warnings++
		default:
			infos++
		}
	}
	return errors, warnings, infos
}

// flawsOf looks for what is wrong with a text of the library, and with the pictures that it shows.
func (d *desk) flawsOf(ctx context.Context, s *standing, src []byte) flaws {
	out := d.gateFlaws(s, src)
	for _, f := range d.Library().CheckDocument(ctx, s.Document) {
		out[f.Gate] = append(out[f.Gate], f)
	}
	return out
}

// gateFlaws looks for what the gates say alone.
func (d *desk) gateFlaws(s *standing, src []byte) flaws {
	out := flaws{}
	gates := d.gates()
	found := gates.Check(s.File, src)
	for _, name := range slices.Sorted(maps.Keys(s.Files)) {
		found = append(found, d.Library().CheckAsset(gates, name)...)
	}
	for _, f := range found {
		out[f.Gate] = append(out[f.Gate], f)
	}
	return out
}

// mostFlaws bounds what is listed of a gate, the worst first.
const mostFlaws = 20

var levelOrder = []content.Level{content.LevelError, content.LevelWarning, content.LevelInfo}

// listed puts the findings of a gate into words. target names the line of the page for a line of the text; empty: it is not shown.
func (d *desk) listed(found []content.Finding, target func(line int) string) (list []ui.ReviewFinding, more int) {
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b content.Finding) int {
		return slices.Index(levelOrder, a.Level) - slices.Index(levelOrder, b.Level)
	})
	for _, f := range found[:min(len(found), mostFlaws)] {
		item := d.flaw(f)
		item.Gate = ""
		if f.Line > 0 {
			item.Target = target(f.Line)
		}
		list = append(list, item)
	}
	return list, len(found) - len(list)
}

// atLines are the findings by their lines.
func (d *desk) atLines(all flaws) map[int][]ui.ReviewFinding {
	out := map[int][]ui.ReviewFinding{}
	for _, gate := range append(content.GateNames(), "") {
		for _, f := range all[gate] {
			if f.Line > 0 {
				out[f.Line] = append(out[f.Line], d.flaw(f))
			}
		}
	}
	return out
}

func (d *desk) flaw(f content.Finding) ui.ReviewFinding {
	words := d.Words()
	item := ui.ReviewFinding{
		Level: string(f.Level), LevelLabel: words.T("desk.level." + string(f.Level)),
		Message: f.Message, Suggestion: f.Suggestion, Line: f.Line,
	}
	if content.IsPicture(f.File) {
		item.Message = path.Base(f.File) + words.T("deskreview.colon") + item.Message
	}
	if f.Gate != "" {
		item.Gate = d.gateLabel(f.Gate)
	}
	return item
}
