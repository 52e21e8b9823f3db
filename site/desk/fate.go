package desk

import (
	"context"
	"io/fs"
	"net/http"
	"slices"

	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/review"
	"yanxi/site/ui"
)

// mostFates bounds the submitted texts of a person of which the desk says what became of them.
const mostFates = 60

// board is where single texts of the library stand now. Of the texts that are there it knows what was noticed last.
func (d *desk) board() *review.Board {
	b := review.NewBoard(d.Library(), d.FS())
	b.Now = d.Now()
	return b
}

// fullBoard is where all texts of the library stand now, whatever was noticed of its folder yet.
func (d *desk) fullBoard() *review.Board {
	b, err := d.memory.Board(d.Library(), d.FS())
	if err != nil {
		d.Log.Warn("desk: the library's folder cannot be read; its last state counts", "error", err)
		return d.board()
	}
	b.Now = d.Now()
	return b
}

// fate is what became of a text that was submitted; nil if that is not known.
func (d *desk) fate(b *review.Board, t *draft.Draft) *review.Status {
	if t.Document == "" {
		return nil
	}
	st, err := b.Load(t.Document)
	if err != nil {
		d.Log.Debug("desk: no state of a text", "document", t.Document, "error", err)
		return nil
	}
	return st
}

// addDrafts sorts a person's drafts by what is to be done about them.
func (d *desk) addDrafts(p *ui.DeskPage, list []*draft.Draft) {
	b := d.board()
	asked := 0
	for _, t := range list {
		text := d.deskText(t)
		var st *review.Status
		if t.Document != "" && asked < mostFates {
			asked++
			st = d.fate(b, t)
		}
		switch {
		case st != nil && st.State == review.Returned:
			p.Returned = append(p.Returned, d.returned(text, st))
		case st != nil && st.State == review.Withdrawn && st.File != "":
			p.Returned = append(p.Returned, d.withdrawn(text, st))
		case t.State == draft.Open:
			p.Drafts = append(p.Drafts, text)
		default:
			p.Waiting = append(p.Waiting, d.sent(text, st))
		}
	}
}

// sent says how far a text is that was submitted. One that waits cannot be thrown away.
func (d *desk) sent(text ui.DeskText, st *review.Status) ui.DeskText {
	remove := text.Remove
	text.Remove, text.Change = "", false
	if st == nil || st.File == "" {
		return text
	}
	text.State = d.stateWords(st)
	if st.State != review.InReview {
		text.Remove = remove
	}
	if st.Published != nil {
		text.Page = documentURL(st.ID)
	}
	return text
}

// returned says why a text came back, and until when it is to be mended.
func (d *desk) returned(text ui.DeskText, st *review.Status) ui.DeskText {
	if !st.Due.IsZero() {
		text.Due, text.Overdue = d.due(st.Due), st.Overdue
	}
	if st.Return != nil {
		text.Reason, text.By = st.Return.Comment, d.called(st.Return.By)
	}
	return text
}

// withdrawn says why a text was taken from readers.
func (d *desk) withdrawn(text ui.DeskText, st *review.Status) ui.DeskText {
	text.Withdrawn = true
	for _, e := range slices.Backward(st.Ledger.Entries) {
		if e.Do == review.DoWithdraw {
			text.Reason, text.By = e.Comment, d.called(e.By)
			break
		}
	}
	return text
}

// stateWords are how far a text is.
func (d *desk) stateWords(st *review.Status) string {
	words := d.Words()
	if st.State == review.InReview {
		return words.T("desk.state.in-review", len(st.Needs)-len(st.Missing()), len(st.Needs))
	}
	return words.T("desk.state." + string(st.State))
}

// comeBack opens a submitted draft again when its text was returned or withdrawn: as it is in the library now, with what is
// to be mended.
func (d *desk) comeBack(ctx context.Context, t *draft.Draft) (*draft.Draft, *review.Status, error) {
	st := d.fate(d.board(), t)
	if st == nil || st.File == "" || t.State != draft.Submitted || st.State != review.Returned && st.State != review.Withdrawn {
		return t, st, nil
	}
	src, err := fs.ReadFile(d.FS(), st.File)
	if err != nil {
		return nil, nil, err
	}
	text := normal(src)
	t, err = d.Drafts.Reopen(ctx, t.ID, d.titleOf(text), text, review.Digest(src))
	return t, st, err
}

// reopen is comeBack for a request, before the draft is shown. found says that it was submitted, which was not noted.
func (d *desk) reopen(r *http.Request, me account.Person) (t *draft.Draft, st *review.Status, found bool, err error) {
	if t, err = d.draftOf(r, me); err != nil {
		return nil, nil, false, err
	}
	if t, found, err = d.find(r.Context(), me, t); err != nil {
		return nil, nil, false, err
	}
	t, st, err = d.comeBack(r.Context(), t)
	return t, st, found && err == nil && t.State == draft.Submitted, err
}

// addFate says on the editor's page what became of the text.
func (d *desk) addFate(p *ui.DeskEditPage, t *draft.Draft, st *review.Status) {
	if st == nil {
		return
	}
	if d.Shown().Document(st.ID) == nil {
		p.Document = nil // where readers see approved texts only, it has no page yet
	}
	if t.State == draft.Submitted {
		p.State = d.stateWords(st)
		p.Removable = st.File != "" && st.State != review.InReview
		return
	}
	if st.State == review.Withdrawn {
		text := d.withdrawn(ui.DeskText{}, st)
		p.Returned = &text
		return
	}
	if st.State != review.Returned || st.Return == nil {
		return
	}
	text := d.returned(ui.DeskText{}, st)
	p.Returned = &text
	p.Comments = d.comments(st, t.Text)
}
