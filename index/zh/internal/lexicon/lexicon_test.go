package lexicon

import (
	"errors"
	"testing"

	"yanxi/index/zh/internal/trie"
)

func sample(t testing.TB) []byte {
	t.Helper()
	tr, err := trie.Build([]trie.Entry{{Key: []uint16{1}, Cost: 9}, {Key: []uint16{1, 2}, Cost: 5}, {Key: []uint16{3, 2}, Cost: 300}})
	if err != nil {
		t.Fatal(err)
	}
	return Append(nil, []rune("新媒体"), tr)
}

func TestDecode(t *testing.T) {
	alphabet, tr, err := Decode(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	if string(alphabet) != "新媒体" {
		t.Errorf("alphabet %q", string(alphabet))
	}
	for _, c := range []struct {
		key  []uint16
		want uint16
	}{{[]uint16{1}, 9}, {[]uint16{1, 2}, 5}, {[]uint16{3, 2}, 300}, {[]uint16{3}, 0}, {[]uint16{2}, 0}} {
		if got := tr.Cost(c.key); got != c.want {
			t.Errorf("Cost(%v) = %d, want %d", c.key, got, c.want)
		}
	}
}

func TestDecodeDamaged(t *testing.T) {
	data := sample(t)
	for i := range data {
		bad := append([]byte{}, data...)
		bad[i] ^= 0x10
		if _, _, err := Decode(bad); !errors.Is(err, ErrFormat) {
			t.Errorf("byte %d changed: error %v", i, err)
		}
		if _, _, err := Decode(data[:i]); !errors.Is(err, ErrFormat) {
			t.Errorf("cut to %d bytes: error %v", i, err)
		}
	}
	if _, _, err := Decode(append(data, 0)); !errors.Is(err, ErrFormat) {
		t.Errorf("a byte more: error %v", err)
	}
}

// FuzzDecode reads bodies, as a wrong checksum would keep the fuzzer out of what comes behind it.
func FuzzDecode(f *testing.F) {
	f.Add(sample(f)[len(magic)+4:])
	f.Add([]byte{})
	f.Add([]byte{3, 0xe6, 0x96, 0xb0})
	f.Fuzz(func(t *testing.T, body []byte) {
		alphabet, tr, err := decodeBody(body)
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Errorf("error %v is no ErrFormat", err)
			}
			return
		}
		for i := range alphabet {
			tr.Cost([]uint16{uint16(i + 1), uint16(i), uint16(i + 1)})
		}
	})
}
