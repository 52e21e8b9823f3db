package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Bounds of passwords.
const (
	MinPassword = 10  // characters
	MaxPassword = 200 // characters
)

// A PasswordError is why a password cannot be used.
type PasswordError struct{ Why string } // "short", "long", "common" or "name"

func (e *PasswordError) Error() string { return "the password cannot be used: " + e.Why }

// What a hash costs, as the OWASP Password Storage Cheat Sheet asks at least.
const (
	hashMemory = 19 << 10 // KiB
	hashTime   = 2
	hashLen    = 32
	saltLen    = 16
	hashWait   = 5 * time.Second
)

// Most that a hash may ask for: a row that somebody wrote must not cost all memory.
const (
	mostMemory = 256 << 10
	mostTime   = 16
)

// hashSlots bounds what is worked out at a time: one or two, and never more than half of the processors, so that whoever guesses does
// not keep readers waiting.
var hashSlots = make(chan struct{}, max(1, min(2, runtime.GOMAXPROCS(0)/2)))

// CheckPassword reports why somebody of a name cannot have a password: the error is a [*PasswordError].
func CheckPassword(name, password string) error {
	n := utf8.RuneCountInString(password)
	low := strings.ToLower(prepared(password))
	switch {
	case n < MinPassword:
		return &PasswordError{"short"}
	case n > MaxPassword || len(password) > 4*MaxPassword:
		return &PasswordError{"long"}
	case isCommon(low):
		return &PasswordError{"common"}
	case name != "" && strings.Trim(strings.ReplaceAll(low, name, ""), "0123456789._-@!#") == "":
		return &PasswordError{"name"} // the name and some digits
	}
	return nil
}

// prepared is a password as it is hashed: keyboards differ in how they compose characters.
func prepared(password string) string { return norm.NFC.String(password) }

//go:embed worst.txt
var worstFile string

var worst = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(worstFile) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out[line] = true
		}
	}
	return out
})

// isCommon reports a password that is among the first to be tried: one of a list, or two characters
// over and over, or a part of the usual rows.
func isCommon(low string) bool {
	distinct := map[rune]bool{}
	for _, r := range low {
		distinct[r] = true
	}
	if worst()[low] || len(distinct) <= 2 {
		return true
	}
	for _, row := range []string{"01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn"} {
		if strings.Contains(row, low) {
			return true
		}
	}
	return false
}

// A hashed is a hash taken apart.
type hashed struct {
	memory, time, threads uint32 // of argon2id: KiB, passes, lanes
	salt, key             []byte
}

// hash makes the hash of a password. The error is [ErrBusy], or ctx's.
func hash(ctx context.Context, password string) (string, error) {
	h := hashed{memory: hashMemory, time: hashTime, threads: 1, salt: make([]byte, saltLen)}
	rand.Read(h.salt) // never fails
	var err error
	if h.key, err = h.derive(ctx, password, hashLen); err != nil {
		return "", err
	}
	return h.String(), nil
}

// String is the hash as it is kept, a PHC string.
func (h hashed) String() string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.memory, h.time, h.threads, b64.EncodeToString(h.salt), b64.EncodeToString(h.key))
}

// derive works out the key of a password, size bytes, with the salt and at the cost of a hash, when it is its turn.
func (h hashed) derive(ctx context.Context, password string, size int) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, hashWait)
	defer cancel()
	select {
	case hashSlots <- struct{}{}:
		defer func() { <-hashSlots }()
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: %w", ErrBusy, ctx.Err())
	}
	return argon2.IDKey([]byte(prepared(password)), h.salt, h.time, h.memory, uint8(h.threads), uint32(size)), nil
}

// parseHash reads a hash; ok is false for one that this program did not write.
func parseHash(s string) (h hashed, ok bool) {
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return h, false
	}
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &h.memory, &h.time, &h.threads); n != 3 || err != nil {
		return h, false
	}
	var err error
	if h.salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil || len(h.salt) < 8 {
		return h, false
	}
	if h.key, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil || len(h.key) < 16 || len(h.key) > 64 {
		return h, false
	}
	return h, h.memory >= 8 && h.memory <= mostMemory && h.time >= 1 && h.time <= mostTime && h.threads >= 1 && h.threads <= 8
}

// nobody's hash is checked for names that nobody has, so that they cost as long. No password has it.
var nobody = hashed{hashMemory, hashTime, 1, make([]byte, saltLen), make([]byte, hashLen)}

// verify reports whether a password has a hash, and whether the hash is of former parameters. An
// empty or damaged hash is nobody's.
func verify(ctx context.Context, encoded, password string) (right, old bool, err error) {
	h, ok := parseHash(encoded)
	if !ok {
		h = nobody
	}
	if len(password) > 4*MaxPassword {
		password, ok = "", false
	}
	key, err := h.derive(ctx, password, len(h.key))
	if err != nil {
		return false, false, err
	}
	right = subtle.ConstantTimeCompare(key, h.key) == 1 && ok
	return right, h.memory != hashMemory || h.time != hashTime || h.threads != 1, nil
}

// NewPassword makes a password that nobody guesses and that can be read out: 100 bits in groups.
func NewPassword() string {
	s := strings.ToLower(rand.Text())[:20]
	return s[:5] + "-" + s[5:10] + "-" + s[10:15] + "-" + s[15:]
}
