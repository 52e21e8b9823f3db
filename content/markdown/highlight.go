package markdown

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// maxHighlighted is how many bytes of code in one block are worth highlighting.
const maxHighlighted = 64 << 10

// A codeColor is how one sort of token looks on a light and on a dark page.
type codeColor struct {
	class       string
	light, dark string
	css         string // further declarations
}

// codeColors are the sorts of tokens that are told apart; a token of any other
// type looks like text. The colours have a contrast of at least 4.5 to 1 on
// backgrounds from white to #f0f0f0, and from black to #24292e.
var codeColors = map[chroma.TokenType]codeColor{
	chroma.Keyword:           {"k", "#8a1f5c", "#ff8fc7", ""},
	chroma.NameBuiltin:       {"nb", "#6b3fa0", "#c9a7ff", ""},
	chroma.NameFunction:      {"nf", "#5b3a9e", "#d0b3ff", ""},
	chroma.NameClass:         {"nc", "#5b3a9e", "#d0b3ff", ""},
	chroma.NameTag:           {"nt", "#0b5a2b", "#7ee787", ""},
	chroma.NameAttribute:     {"na", "#0b4f8a", "#8ec5ff", ""},
	chroma.LiteralString:     {"s", "#0a4470", "#a5d6ff", ""},
	chroma.LiteralNumber:     {"m", "#8a3b00", "#ffb77c", ""},
	chroma.Comment:           {"c", "#57606a", "#a3adb8", ""},
	chroma.CommentPreproc:    {"cp", "#8a1f5c", "#ff8fc7", ""},
	chroma.GenericInserted:   {"gi", "#0b5a2b", "#7ee787", ""},
	chroma.GenericDeleted:    {"gd", "#a3161d", "#ffa198", ""},
	chroma.GenericHeading:    {"gh", "#0b4f8a", "#8ec5ff", "font-weight:600"},
	chroma.GenericSubheading: {"gu", "#0b4f8a", "#8ec5ff", ""},
	chroma.GenericStrong:     {"gs", "inherit", "inherit", "font-weight:600"},
}

// HighlightCSS writes the style sheet for highlighted code, light and dark by
// the reader's preference. The page sets the background.
func HighlightCSS(w io.Writer) error {
	var light, dark strings.Builder
	for _, t := range slices.Sorted(maps.Keys(codeColors)) {
		c := codeColors[t]
		fmt.Fprintf(&light, ".chroma .%s { color: %s;%s }\n", c.class, c.light, c.css)
		fmt.Fprintf(&dark, "\t.chroma .%s { color: %s;%s }\n", c.class, c.dark, c.css)
	}
	_, err := fmt.Fprintf(w, "%s\n@media (prefers-color-scheme: dark) {\n%s}\n", light.String(), dark.String())
	return err
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
		if c, ok := codeColors[t]; ok {
			return c.class
		}
	}
	return ""
}
