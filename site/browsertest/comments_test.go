package browsertest

import (
	"io/fs"
	"strings"
	"testing"
	"time"

	"yanxi/site/review"
	"yanxi/site/sitetest"
)

// sentBack is the text of which a reviewer has said something at two of its lines.
const sentBack = "notes/back"

// sendBack puts it into the library, submitted and returned.
func (w *writingSite) sendBack(t testing.TB, fsys fs.FS) {
	t.Helper()
	sitetest.Write(t, w.folder, sentBack+".md", flawed+"\n再核一遍。\n") // no other draft is it
	for _, decide := range []func(*review.Board) (review.Change, error){
		func(b *review.Board) (review.Change, error) {
			return b.Submit(review.Submission{ID: sentBack}, review.Actor{Name: "zhou", Role: "reviewer", Via: review.ViaDesk}, time.Now())
		},
		func(b *review.Board) (review.Change, error) {
			return b.Return(review.Refusal{ID: sentBack, Comment: "两处要改，别的都好。", Comments: []review.LineComment{
				{Line: 12, Text: "“没办完的事”举一个例子。"}, {Line: 14, Text: "证件号码不能写，举例也不行。"},
			}}, review.Actor{Name: "li", Role: "reviewer", Via: review.ViaDesk}, time.Now())
		},
	} {
		change, err := decide(review.NewBoard(sitetest.Open(t, fsys), fsys))
		if err != nil {
			t.Fatal(err)
		}
		for name, data := range change.Files {
			sitetest.Write(t, w.folder, name, string(data))
		}
	}
}

// What a reviewer said of a line goes with it while its author writes above it, and quotes it when it is gone.
func TestEditorComments(t *testing.T) {
	t.Parallel()
	w := newWritingSite(t)
	b := newTab(t)
	b.width(phone)
	b.open(w.URL + "/desk/edit/" + w.back + "/")
	const first = `document.querySelector(".editor-comments li")`
	b.wait(first + `.innerText.startsWith("第12行 “没办完的事”")`)
	eval[bool](b, `(() => { const a = document.getElementById("text"); a.focus(); const at = a.value.indexOf("## 要点"); a.setSelectionRange(at, at); return document.execCommand("insertText", false, "先说一句。\n\n"); })()`)
	b.wait(first + `.innerText.startsWith("第14行（原第12行）")`)
	eval[bool](b, `(`+first+`.querySelector("a").click(), true)`)
	if line := eval[string](b, `(() => { const a = document.getElementById("text"); return a.value.slice(a.selectionStart).split("\n")[0]; })()`); !strings.HasPrefix(line, "交接的时候") {
		t.Errorf("the comment leads to %q", line)
	}
	b.wait(first + `.classList.contains("here")`)
	eval[bool](b, `(() => { const a = document.getElementById("text"); const from = a.selectionStart; a.setSelectionRange(from, a.value.indexOf("\n", from)); return document.execCommand("delete"); })()`)
	b.wait(first + `.innerText.includes("原第12行，现在没有了")`)
	if said := eval[string](b, first+`.innerText`); !strings.Contains(said, "交接的时候，先说没办完的事") || strings.Contains(said, "第14行") {
		t.Errorf("it says %q", said)
	}
	b.picture("desk-comments.png")
	b.wait(stateText + `.startsWith("已保存")`)
	b.healthy(w.URL)
}
