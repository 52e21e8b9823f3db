package markdown

import (
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// maxHighlighted is how many bytes of code in one block are worth highlighting.
const maxHighlighted = 64 << 10

// codeClasses are the sorts of tokens that are told apart, with the classes
// that chroma's own style sheets have for them; a token of any other type looks
// like text.
var codeClasses = map[chroma.TokenType]string{
	chroma.Keyword:           "k",
	chroma.NameAttribute:     "na",
	chroma.NameBuiltin:       "nb",
	chroma.NameClass:         "nc",
	chroma.NameFunction:      "nf",
	chroma.NameTag:           "nt",
	chroma.LiteralString:     "s",
	chroma.LiteralNumber:     "m",
	chroma.Comment:           "c",
	chroma.CommentPreproc:    "cp",
	chroma.GenericDeleted:    "gd",
	chroma.GenericHeading:    "gh",
	chroma.GenericInserted:   "gi",
	chroma.GenericStrong:     "gs",
	chroma.GenericSubheading: "gu",
}

// lexerFor returns the lexer of a language, or nil if none is worth it.
func lexerFor(lang string) chroma.Lexer {
	switch lang {
	case "", "text", "txt", "plain", "plaintext", "none", "math", "mermaid":
		return nil
	}
	if !languages()[lang] {
		return nil
	}
	return lexers.Get(lang)
}

// languages are the names that chroma knows, in lower case. Asked for any
// other it would match it against the file names of every language.
var languages = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, name := range lexers.Names(true) {
		names[strings.ToLower(name)] = true
	}
	return names
})

// A highlighter marks up the code of one page. Some of chroma's lexers take
// time with the square of certain input, so what remains of the code when the
// time for the page is over stays plain.
type highlighter struct {
	until time.Time // zero until the first block
}

// highlightTime is how long the code of one page may take. Ordinary code takes
// a few milliseconds for each block.
const highlightTime = time.Second

// highlight appends code with its tokens marked up; it reports false if the
// code is too long or its language unknown.
func (h *highlighter) highlight(dst, code []byte, lang string) (out []byte, ok bool) {
	lexer := lexerFor(lang)
	if lexer == nil || len(code) > maxHighlighted {
		return dst, false
	}
	defer func() {
		if recover() != nil {
			out, ok = dst, false
		}
	}()
	if h.until.IsZero() {
		h.until = time.Now().Add(highlightTime)
	}
	rest := string(code)
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, rest)
	if err != nil {
		return dst, false
	}
	out = dst
	for time.Now().Before(h.until) {
		t := tokens()
		if t == chroma.EOF {
			return out, true
		}
		rest = rest[min(len(t.Value), len(rest)):]
		out = appendToken(out, t)
	}
	return appendHTML(out, rest), true
}

func appendToken(dst []byte, t chroma.Token) []byte {
	class := codeClass(t.Type)
	if class == "" || strings.TrimSpace(t.Value) == "" {
		return appendHTML(dst, t.Value)
	}
	dst = append(append(append(dst, `<span class="`...), class...), `">`...)
	return append(appendHTML(dst, t.Value), "</span>"...)
}

// codeClass returns the class of a type of token: its own, or that of the
// sort of types which it belongs to.
func codeClass(t chroma.TokenType) string {
	for ; t > 0; t = t.Parent() {
		if class, ok := codeClasses[t]; ok {
			return class
		}
	}
	return ""
}
