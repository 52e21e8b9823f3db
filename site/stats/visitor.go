package stats

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"yanxi/site/store"
)

// salts are the keys of visitors, one a day. All nodes of a database have the same.
type salts struct {
	mu     sync.Mutex
	byDay  map[int64]string
	shared map[int64]bool // agreed on with the database
}

// of is the key of a day: the one that the nodes share, as soon as the database
// has answered, else one of this node's own, which it then offers to the others.
func (s *salts) of(day int64) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if salt, ok := s.byDay[day]; ok {
		return salt
	}
	if s.byDay == nil {
		s.byDay, s.shared = map[int64]string{}, map[int64]bool{}
	}
	s.byDay[day] = newSecret()
	return s.byDay[day]
}

// share agrees with the other nodes on the keys of today and tomorrow (so that
// one is there at midnight even if the database is not) and deletes those
// before. What was agreed is to be kept once the transaction is through.
func (s *salts) share(ctx context.Context, tx *store.Tx, today int64) (agreed map[int64]string, err error) {
	agreed = map[int64]string{}
	for _, day := range []int64{today, today + 1} {
		if _, err := tx.Exec(ctx, "INSERT INTO transient_salts (day, salt) VALUES (?, ?) ON CONFLICT (day) DO NOTHING", day, s.of(day)); err != nil {
			return nil, err
		}
		var salt string
		if err := tx.QueryRow(ctx, "SELECT salt FROM transient_salts WHERE day = ?", day).Scan(&salt); err != nil {
			return nil, err
		}
		agreed[day] = salt
	}
	_, err = tx.Exec(ctx, "DELETE FROM transient_salts WHERE day < ?", today)
	return agreed, err
}

func (s *salts) known(day int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shared[day]
}

func (s *salts) keep(agreed map[int64]string, today int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for day, salt := range agreed {
		s.byDay[day], s.shared[day] = salt, true
	}
	for day := range s.byDay {
		if day < today {
			delete(s.byDay, day)
			delete(s.shared, day)
		}
	}
}

// visitor is a hash of 64 bits: enough to tell visitors of a day apart, and
// no help to find an address without the key.
func visitor(salt, address, agent string) string {
	mac := hmac.New(sha256.New, []byte(salt))
	fmt.Fprintf(mac, "%s\n%s", address, agent)
	return hex.EncodeToString(mac.Sum(nil)[:8])
}

// newSecret is 128 random bits.
func newSecret() string {
	var secret [16]byte
	rand.Read(secret[:]) // never fails
	return hex.EncodeToString(secret[:])
}

// Visitor is who somebody with an address and a browser's name is today. The next
// day they are somebody else.
func (r *Recorder) Visitor(address, agent string) string {
	return visitor(r.salts.of(DayOf(r.now())), address, agent)
}

func (r *Recorder) now() time.Time { return r.options.Now().In(r.options.Zone) }
