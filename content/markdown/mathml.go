package markdown

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/wyatt915/treeblood"
)

// maxTeX is how many bytes a formula may have. treeblood is recursive, and
// nobody reads a longer one.
const maxTeX = 4000

// math renders a formula as MathML, or as its source where it cannot be.
func (w *htmlWriter) math(tex string, display bool) {
	m, ok := mathML(tex, display)
	if !ok {
		w.write(`<code class="math">`)
		w.text(tex)
		w.write("</code>")
		return
	}
	w.write(m)
}

// mathBlock renders a formula that stands alone.
func (w *htmlWriter) mathBlock(tex string) {
	w.write(`<div class="math">`)
	w.math(tex, true)
	w.write("</div>\n")
}

// mathML translates TeX. It reports false for what treeblood does not know or
// cannot parse.
//
// Of treeblood only the parser is used, not the functions that render: those
// print to the standard output when they fail, write attributes in the order
// of a map, and let TeX such as \class{…} or \text{…} write any HTML. Its
// tables are shared between calls, hence the lock.
func mathML(tex string, display bool) (out string, ok bool) {
	if !plausibleTeX(tex) {
		return "", false
	}
	mathLock.Lock()
	defer mathLock.Unlock()
	defer func() {
		if recover() != nil {
			out, ok = "", false
		}
	}()
	tokens := treeblood.PrepareMacros(map[string]string{"": balanceBrackets(tex)})[""].Definition
	if len(tokens) == 0 {
		return "", false
	}
	const root = 1 // treeblood's context of a whole formula
	node := treeblood.NewPitziil().ParseTex(treeblood.NewTokenBuffer(tokens), root)
	if node == nil {
		return "", false
	}
	w := mathWriter{}
	w.buf = append(w.buf, "<math"...)
	if display {
		w.buf = append(w.buf, ` display="block"`...)
	}
	w.buf = append(w.buf, ` alttext="`...)
	w.buf = append(appendHTML(w.buf, tex), `">`...)
	w.node(node)
	w.buf = append(w.buf, "</math>"...)
	return string(w.buf), !w.failed
}

var mathLock sync.Mutex

// refusedTeX are commands that define others, which could expand without end;
// those whose output treeblood shares between formulas; those that mean nothing
// without the style attributes that it gives them; and arguments that are
// missing, about which it would complain to the standard error.
var refusedTeX = regexp.MustCompile(`\\(def|newcommand|renewcommand|class|ce|LaTeX|TeX|var(inj|proj)lim|varlim(inf|sup))\b` +
	`|#|(^|[^\\])%` +
	`|\\(math[a-z]+|boldsymbol)\s*([}&]|\\(math|bold)|$)` +
	`|\\begin\{((sub)?array|[A-Za-z]*matrix\*)\}\s*([^{\[\s]|$)`)

// plausibleTeX refuses what is not worth or not safe parsing.
func plausibleTeX(tex string) bool {
	const deepest = 30
	if strings.TrimSpace(tex) == "" || len(tex) > maxTeX || refusedTeX.MatchString(tex) {
		return false
	}
	depth := 0
	for i := 0; i < len(tex); i++ {
		switch tex[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth < 0 || depth > deepest {
			return false
		}
	}
	return depth == 0 && pairedTeX(tex, deepest)
}

// texPair finds what opens and closes environments and stretched brackets.
var texPair = regexp.MustCompile(`\\\\|\\(begin|end)\{([^{}]*)\}|\\(left|right)([^a-zA-Z]|$)`)

// pairedTeX reports whether every environment and every \left has its end, and
// none are nested deeper than that.
func pairedTeX(tex string, deepest int) bool {
	var open []string
	for _, m := range texPair.FindAllStringSubmatch(tex, -1) {
		switch {
		case m[1] == "begin":
			open = append(open, m[2])
		case m[3] == "left":
			open = append(open, "left")
		case m[1] == "end", m[3] == "right":
			if m[3] == "right" {
				m[2] = "left"
			}
			if len(open) == 0 || open[len(open)-1] != m[2] {
				return false
			}
			open = open[:len(open)-1]
		}
		if len(open) > deepest {
			return false
		}
	}
	return len(open) == 0
}

// balanceBrackets names the brackets of a formula such as [0, 1), about which
// treeblood would complain to the standard error.
func balanceBrackets(tex string) string {
	var open []byte
	for i := 0; i < len(tex); i++ {
		switch c := tex[i]; c {
		case '\\':
			i++
		case '(', '[', '{':
			open = append(open, c)
		case ')', ']', '}':
			if len(open) == 0 || open[len(open)-1] != map[byte]byte{')': '(', ']': '[', '}': '{'}[c] {
				return nameBrackets(tex)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return nameBrackets(tex)
	}
	return tex
}

var bracketNames = strings.NewReplacer("(", `\lparen `, ")", `\rparen `, "[", `\lbrack `, "]", `\rbrack `)

// commandBracket finds the brackets that belong to a command.
var commandBracket = regexp.MustCompile(`\\(left|right|middle|[bB]igg?[lrm]?)\s*[()\[\]]|\\(sqrt|\\)\s*\[[^\[\]]*\]|\\.`)

// nameBrackets replaces the brackets that belong to no command.
func nameBrackets(tex string) string {
	var b strings.Builder
	at := 0
	for _, m := range commandBracket.FindAllStringIndex(tex, -1) {
		_, _ = bracketNames.WriteString(&b, tex[at:m[0]])
		b.WriteString(tex[m[0]:m[1]])
		at = m[1]
	}
	_, _ = bracketNames.WriteString(&b, tex[at:])
	return b.String()
}

// A mathWriter writes the elements and attributes of MathML that are known to
// be harmless.
type mathWriter struct {
	buf    []byte
	failed bool
}

// mathElements are those that treeblood makes, but for errors.
var mathElements = map[string]bool{
	"menclose": true, "mfrac": true, "mi": true, "mmultiscripts": true, "mn": true, "mo": true,
	"mover": true, "mpadded": true, "mphantom": true, "mprescripts": true, "mroot": true,
	"mrow": true, "ms": true, "mspace": true, "msqrt": true, "mstyle": true, "msub": true,
	"msubsup": true, "msup": true, "mtable": true, "mtd": true, "mtext": true, "mtr": true,
	"munder": true, "munderover": true, "none": true,
}

var mathAttributes = map[string]bool{
	"accent": true, "accentunder": true, "columnalign": true, "columnlines": true, "columnspan": true,
	"depth": true, "displaystyle": true, "fence": true, "form": true, "height": true,
	"largeop": true, "linethickness": true, "lspace": true, "mathcolor": true, "mathsize": true,
	"mathvariant": true, "maxsize": true, "minsize": true, "movablelimits": true, "notation": true,
	"rowalign": true, "rowspacing": true, "rowspan": true, "rspace": true, "scriptlevel": true,
	"separator": true, "stretchy": true, "symmetric": true, "voffset": true, "width": true,
}

var mathValue = regexp.MustCompile(`^[A-Za-z0-9#.%+ -]{1,100}$`)

// node writes an element with all below it.
func (w *mathWriter) node(n *treeblood.MMLNode) {
	const hidden = 2 // treeblood's property of nodes that leave no trace
	if n == nil || n.Properties&hidden != 0 {
		return
	}
	if !mathElements[n.Tag] {
		w.failed = true
		return
	}
	w.buf = append(append(w.buf, '<'), n.Tag...)
	w.attributes(n)
	w.buf = append(w.buf, '>')
	if len(n.Children) == 0 {
		// The text holds character references for some symbols.
		w.buf = appendHTML(w.buf, html.UnescapeString(n.Text))
	}
	for _, c := range n.Children {
		w.node(c)
	}
	w.buf = append(append(append(w.buf, "</"...), n.Tag...), '>')
}

func (w *mathWriter) attributes(n *treeblood.MMLNode) {
	names := make([]string, 0, len(n.Attrib))
	for name, value := range n.Attrib {
		if mathAttributes[name] && mathValue.MatchString(value) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		w.buf = append(append(append(append(append(w.buf, ' '), name...), `="`...), n.Attrib[name]...), '"')
	}
	// Browsers align the columns of a table by style only.
	switch n.CSS["text-align"] {
	case "left", "right":
		w.buf = append(append(append(w.buf, ` class="math-`...), n.CSS["text-align"]...), '"')
	}
}
