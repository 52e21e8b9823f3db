package stats

import "context"

// votes writes votes and counts the days and documents anew that they change.
func (w *batchWriter) votes(ctx context.Context, votes []Vote) error {
	changed := counts{}
	for _, v := range votes {
		day := w.day(v.At.Unix())
		changed[cell{day, v.Document}] = 1
		// A vote that was cast before the one that is there, and sent again, changes nothing.
		if _, err := w.tx.Exec(ctx, `INSERT INTO likes (day, visitor, document, value, reason, at) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (day, visitor, document) DO UPDATE SET value = excluded.value, reason = excluded.reason, at = excluded.at WHERE likes.at <= excluded.at`,
			day, v.Visitor, v.Document, int(v.Value), v.Reason, v.At.UnixMilli()); err != nil {
			return err
		}
	}
	for at := range changed {
		if _, err := w.tx.Exec(ctx, `INSERT INTO likes_daily (day, document, likes, dislikes)
			SELECT day, document, SUM(CASE WHEN value > 0 THEN 1 ELSE 0 END), SUM(CASE WHEN value < 0 THEN 1 ELSE 0 END)
			FROM likes WHERE day = ? AND document = ? GROUP BY day, document
			ON CONFLICT (day, document) DO UPDATE SET likes = excluded.likes, dislikes = excluded.dislikes`, at.when, at.document); err != nil {
			return err
		}
	}
	return nil
}
