package zh

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"yanxi/index/zh/internal/lexicon"
)

func ExampleDictionary_With() {
	text := []byte("沉睡的政务号被唤醒")
	d := Default().With([]string{"政务号"})
	for _, dict := range []*Dictionary{Default(), d} {
		for _, t := range dict.Words(nil, text) {
			fmt.Print("/", string(t.Term))
		}
		fmt.Println()
	}
	// Output:
	// /沉睡/的/政务/号/被/唤醒
	// /沉睡/的/政务号/政务/被/唤醒
}

func TestWith(t *testing.T) {
	d := Default().With([]string{"蓝底白字通报", "龘𪚥", "的的的", "x", "", strings.Repeat("长", 40), "ＡＢ組織"}).With([]string{"慎報"})
	testSplit(t, d.Words, false, []splitTest{
		{"一份蓝底白字通报", "一份 蓝底白字通报[蓝底白字 白字 通报]"},
		{"龘𪚥龘", "龘𪚥 龘"},
		{"的的的", "的的的"},
		{"ab组织", "ab组织[ab 组织]"},
		{"慎报的", "慎报 的"},
	})
	// The dictionary it was made of stays as it was.
	testSplit(t, Default().Words, false, []splitTest{{"慎报的", "慎 报 的"}, {"ab组织", "ab 组织"}})
}

// TestOwnWordWins checks that a word of the library is preferred to the likeliest words that it can be read as.
func TestOwnWordWins(t *testing.T) {
	for _, w := range []string{"的是", "我们的", "中国人民银行行长", "在于是", "一个人", "不得不说的秘密"} {
		tokens := Default().With([]string{w}).Words(nil, []byte(w))
		if string(tokens[0].Term) != FoldString(w) {
			t.Errorf("%s became %s", w, show(tokens))
		}
	}
}

func TestWithManyWords(t *testing.T) {
	var words []string
	for i := range MaxWords + 100 {
		words = append(words, "词"+string(rune(0x4E00+i%20000))+string(rune(0x4E00+i/20000)))
	}
	d := Default().With(words)
	last := words[MaxWords-1]
	if got := show(d.Words(nil, []byte(last))); !strings.HasPrefix(got, FoldString(last)) {
		t.Errorf("%s became %s", last, got)
	}
	if len(d.words) != MaxWords {
		t.Errorf("%d words", len(d.words))
	}
}

func TestConcurrentUse(t *testing.T) {
	d := Default().With([]string{"慎报"})
	want := show(d.Words(nil, []byte(sample)))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if got := show(d.Words(nil, []byte(sample))); got != want {
					t.Errorf("got %s", got)
				}
			}
		})
	}
	wg.Wait()
}

// TestData checks the embedded files against each other and against what is promised of their size.
func TestData(t *testing.T) {
	alphabet, tr, err := lexicon.Decode(wordData)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range alphabet {
		if Fold(r) != r {
			t.Fatalf("words.dict was made with another fold.txt: it has %c, which folds to %c", r, Fold(r))
		}
	}
	if len(wordData) > 3<<20 || tr.Size() > 8<<20 {
		t.Errorf("the dictionary takes %d bytes, %d in memory", len(wordData), tr.Size())
	}
}

func TestLoadDamaged(t *testing.T) {
	for _, data := range [][]byte{nil, wordData[:len(wordData)/2], bytes.Replace(wordData, []byte("的"), []byte("地"), 1)} {
		if _, err := load(data); !errors.Is(err, lexicon.ErrFormat) {
			t.Errorf("load of %d bytes: error %v", len(data), err)
		}
	}
}

func TestEmptyDictionary(t *testing.T) {
	empty := &Dictionary{alphabet: &alphabet{far: map[rune]uint16{}}}
	testSplit(t, empty.Words, false, []splitTest{{"新媒體 B站 2019年6月", "新 媒 体 b 站 2019-06[2019 6月]"}})
	testSplit(t, empty.With([]string{"媒体"}).Words, false, []splitTest{{"新媒體", "新 媒体"}})
}

func TestFingerprint(t *testing.T) {
	if a, b := Fingerprint(), Fingerprint(); a == "" || a != b {
		t.Errorf("fingerprints %q and %q", a, b)
	}
}
