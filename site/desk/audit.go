package desk

import (
	"context"

	"yanxi/site/account"
	"yanxi/site/review"
)

// AuditEntries are what an audit log is told of a decision: an entry for each line that it adds to a ledger, with that
// line, so that a ledger which is cut off later is noticed.
func AuditEntries(c review.Change) []account.Entry {
	var out []account.Entry
	for _, e := range c.Entries {
		detail := map[string]any{"text": e.Digest}
		if e.Gate != "" {
			detail["gate"] = e.Gate
		}
		if e.Step != "" {
			detail["step"] = e.Step
		}
		out = append(out, account.Entry{
			Who: e.By, What: "review." + string(e.Do), About: e.Document, Via: e.Via, Detail: detail, Line: int64(e.N), Digest: e.Hash,
		})
	}
	return out
}

// audit notes what was decided. What is written is written: a log that cannot be reached keeps nobody from working.
func (d *desk) audit(ctx context.Context, c review.Change) {
	if d.Record == nil {
		return
	}
	for _, entry := range AuditEntries(c) {
		if err := d.Record(context.WithoutCancel(ctx), entry); err != nil {
			d.Log.Warn("desk: the audit log could not be written", "what", entry.What, "about", entry.About, "error", err)
		}
	}
}
