package desk

import (
	"strings"
	"testing"

	"yanxi/site/diff"
	"yanxi/site/ui"
)

// drawn writes lines with their numbers, as they are shown.
func drawn(c ui.Comparison) string {
	var out strings.Builder
	for _, b := range c.Blocks {
		if b.Folded > 0 {
			out.WriteString("folded\n")
			continue
		}
		for _, line := range b.Lines {
			out.WriteString(string(rune('0'+line.Number)) + " ")
			for _, s := range line.Spans {
				text := s.Text
				if s.Unseen != "" {
					text = "<" + s.Unseen + ">"
				}
				switch s.Op {
				case "ins":
					text = "{" + text + "}"
				case "del":
					text = "[" + text + "]"
				}
				out.WriteString(text)
			}
			for _, f := range line.Findings {
				out.WriteString(" !" + f.Message)
			}
			out.WriteString("\n")
		}
	}
	return out.String()
}

func TestComparedLines(t *testing.T) {
	c := commentary{findings: map[int][]ui.ReviewFinding{2: {{Message: "此行"}}}}
	tests := []struct{ name, old, new, want string }{
		{"a word", "一样的一行\n第二行写的是立即处理\n", "一样的一行\n第二行写的是马上处理\n", "1 一样的一行\n2 第二行写的是[立即]{马上}处理 !此行\n"},
		{"a line that was split", "先说事实，再说原因，最后说办法。\n", "先说事实，再说原因，\n最后说办法。\n", "1 先说事实，再说原因，{<break>}\n2 最后说办法。 !此行\n"},
		{"lines that were joined", "先说事实，再说原因，\n最后说办法。\n尾\n", "先说事实，再说原因，最后说办法。\n尾\n", "1 先说事实，再说原因，[<break>]最后说办法。\n2 尾 !此行\n"},
		{"a space", "政务 新媒体的规矩\n", "政务新媒体的规矩\n", "1 政务[<space>]新媒体的规矩\n"},
		{"gone and new", "删掉这一段没有用的话。\n", "完全另外写了一句。\n", "0 [删掉这一段没有用的话。]\n1 {完全另外写了一句。}\n"},
		{"the last line end", "一样\n", "一样", "1 一样[<break>]\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := drawn(compared(diff.Texts(tt.old, tt.new), c)); got != tt.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

// TestComparedFolds keeps in sight what has a finding, and numbers lines through what is folded.
func TestComparedFolds(t *testing.T) {
	old := strings.Repeat("没有变的一段。\n", 9)
	if got := drawn(compared(diff.Texts(old+"尾\n", old+"尾改\n"), commentary{})); !strings.HasPrefix(got, "folded\n8 没有") {
		t.Errorf("got:\n%s", got)
	}
	c := commentary{findings: map[int][]ui.ReviewFinding{2: {{Message: "此行"}}}}
	if got := drawn(compared(diff.Texts(old+"尾\n", old+"尾改\n"), c)); !strings.Contains(got, "2 没有变的一段。 !此行\n") {
		t.Errorf("got:\n%s", got)
	}
}
