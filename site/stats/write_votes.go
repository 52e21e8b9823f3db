package stats

import (
	"context"
	"time"
)

// ballot is who votes on what, and when: one vote counts.
type ballot struct {
	cell
	visitor string
}

// writeVotes writes votes and counts what they change.
func (w *batchWriter) writeVotes(ctx context.Context, votes []Vote) error {
	changed := map[cell]time.Time{}
	last := map[ballot]Vote{}
	for _, v := range votes {
		c := cell{w.day(v.At.Unix()), v.Document}
		changed[c] = v.At
		b := ballot{c, v.Visitor}
		if before, ok := last[b]; !ok || before.when() <= v.when() {
			last[b] = v
		}
	}
	values := make([]any, 0, 6*len(last))
	for b, v := range last {
		values = append(values, b.day, b.visitor, b.key, int(v.Value), v.Reason, v.when())
	}
	// A vote that was cast before the one that is there, and sent again, changes nothing.
	if err := w.insert(ctx, "likes (day, visitor, document, value, reason, at)",
		`ON CONFLICT (day, visitor, document) DO UPDATE SET value = excluded.value, reason = excluded.reason, at = excluded.at WHERE likes.at <= excluded.at`,
		6, values, nil); err != nil {
		return err
	}
	for c, at := range changed {
		if err := w.countVotes(ctx, c, at); err != nil {
			return err
		}
	}
	return nil
}

// when orders votes.
func (v Vote) when() int64 { return max(v.order, v.At.UnixMilli()) }

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
