package account

import (
	"encoding/base64"
	"fmt"

	"golang.org/x/crypto/argon2"
)

// HashWith is a hash with other parameters.
func HashWith(password string, memory, time uint32) string {
	salt := []byte("sixteen bytes of")
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, memory, time,
		b64.EncodeToString(salt), b64.EncodeToString(argon2.IDKey([]byte(prepared(password)), salt, time, memory, 1, 32)))
}
