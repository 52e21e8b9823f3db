package trie

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

// random returns n entries over a small alphabet with some high codes, and the cheapest cost of each key.
func random(n int) ([]Entry, map[string]uint16) {
	r := rand.New(rand.NewPCG(1, 2))
	var list []Entry
	costs := make(map[string]uint16)
	for range n {
		key := make([]uint16, 1+r.IntN(5))
		for i := range key {
			key[i] = uint16(1 + r.IntN(40))
			if r.IntN(20) == 0 {
				key[i] = uint16(1 + r.IntN(MaxCode))
			}
		}
		e := Entry{Key: key, Cost: uint16(1 + r.IntN(300))}
		list = append(list, e)
		if c, ok := costs[text(key)]; !ok || e.Cost < c {
			costs[text(key)] = e.Cost
		}
	}
	return list, costs
}

func text(key []uint16) string {
	var b []byte
	for _, c := range key {
		b = binary.BigEndian.AppendUint16(b, c)
	}
	return string(b)
}

func build(t *testing.T, entries []Entry) *Trie {
	t.Helper()
	tr, err := Build(entries)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func TestBuild(t *testing.T) {
	entries, costs := random(5000)
	built := build(t, entries)
	decoded, rest, err := Decode(append(built.Append(nil), "rest"...))
	if err != nil || string(rest) != "rest" {
		t.Fatalf("Decode: rest %q, error %v", rest, err)
	}
	if !slices.Equal(built.slots, decoded.slots) {
		t.Error("the decoded trie differs from the built one")
	}
	for _, e := range entries {
		for n := 1; n <= len(e.Key); n++ {
			key := e.Key[:n]
			if got, want := decoded.Cost(key), costs[text(key)]; got != want {
				t.Fatalf("Cost(%v) = %d, want %d", key, got, want)
			}
		}
		longer := append(slices.Clone(e.Key), 7, 7, 7, 7, 7)
		if got := decoded.Cost(longer); got != 0 {
			t.Fatalf("Cost(%v) = %d, want 0", longer, got)
		}
	}
}

func TestBuildOrder(t *testing.T) {
	entries, _ := random(500)
	first := build(t, entries)
	slices.Reverse(entries)
	if !slices.Equal(first.slots, build(t, entries).slots) {
		t.Error("the order of the entries changes the trie")
	}
}

func TestEmpty(t *testing.T) {
	var zero Trie
	built := build(t, nil)
	decoded, _, err := Decode(built.Append(nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, tr := range []*Trie{&zero, built, decoded} {
		for _, key := range [][]uint16{nil, {0}, {1}, {MaxCode, MaxCode}} {
			if c := tr.Cost(key); c != 0 {
				t.Errorf("Cost(%v) = %d in an empty trie", key, c)
			}
		}
	}
}

func TestBuildBad(t *testing.T) {
	for _, e := range []Entry{
		{},
		{Key: []uint16{1}},
		{Cost: 1},
		{Key: []uint16{1, 0}, Cost: 1},
		{Key: make([]uint16, MaxKey+1), Cost: 1},
	} {
		if _, err := Build([]Entry{e}); err == nil {
			t.Errorf("Build took %v", e)
		}
	}
}

func TestDecodeCut(t *testing.T) {
	entries, _ := random(50)
	data := build(t, entries).Append(nil)
	for n := range data {
		if _, _, err := Decode(data[:n]); !errors.Is(err, ErrFormat) {
			t.Fatalf("cut to %d of %d bytes: error %v", n, len(data), err)
		}
	}
}

// FuzzDecode checks that whatever is decoded can be walked through to every depth, and stored again.
func FuzzDecode(f *testing.F) {
	entries, _ := random(20)
	tr, err := Build(entries)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(tr.Append(nil))
	f.Add([]byte{})
	f.Add([]byte{4, 1, 2, 1})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Fuzz(func(t *testing.T, data []byte) {
		tr, rest, err := Decode(data)
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Errorf("error %v is no ErrFormat", err)
			}
			return
		}
		if len(rest) > len(data) {
			t.Errorf("%d bytes left of %d", len(rest), len(data))
		}
		for code := range 300 {
			key := make([]uint16, MaxKey)
			for i := range key {
				key[i] = uint16(code)
			}
			tr.Cost(key)
		}
	})
}
