package stats

import (
	"context"
	"time"
)

// writeVotes writes votes and counts what they change.
func (w *batchWriter) writeVotes(ctx context.Context, votes []Vote) error {
	changed := map[cell]time.Time{}
	for _, v := range votes {
		day := w.day(v.At.Unix())
		changed[cell{day, v.Document}] = v.At
		// A vote that was cast before the one that is there, and sent again, changes nothing.
		if _, err := w.tx.Exec(ctx, `INSERT INTO likes (day, visitor, document, value, reason, at) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (day, visitor, document) DO UPDATE SET value = excluded.value, reason = excluded.reason, at = excluded.at WHERE likes.at <= excluded.at`,
			day, v.Visitor, v.Document, int(v.Value), v.Reason, max(v.order, v.At.UnixMilli())); err != nil {
			return err
		}
	}
	for c, at := range changed {
		if err := w.countVotes(ctx, c, at); err != nil {
			return err
		}
	}
	return nil
}

// countVotes counts a document's votes of a day anew, and adds by how much that differs from before.
func (w *batchWriter) countVotes(ctx context.Context, c cell, at time.Time) error {
	var likes, dislikes, likesBefore, dislikesBefore int64
	if err := w.tx.QueryRow(ctx, `SELECT COALESCE(SUM(CASE WHEN value > 0 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN value < 0 THEN 1 ELSE 0 END), 0)
		FROM likes WHERE day = ? AND document = ?`, c.day, c.key).Scan(&likes, &dislikes); err != nil {
		return err
	}
	if err := w.tx.QueryRow(ctx, `SELECT COALESCE(SUM(likes), 0), COALESCE(SUM(dislikes), 0)
		FROM likes_spans WHERE span = 1 AND start = ? AND document = ?`, c.day, c.key).Scan(&likesBefore, &dislikesBefore); err != nil {
		return err
	}
	if likes != likesBefore || dislikes != dislikesBefore {
		w.likes.add(c.day, c.key, likes-likesBefore, dislikes-dislikesBefore)
		w.total(at, totalLikes, likes-likesBefore)
		w.total(at, totalDislikes, dislikes-dislikesBefore)
	}
	return nil
}
