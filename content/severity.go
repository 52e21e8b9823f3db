package content

// Severity says how serious the event of a case was, as far as rules care: some
// hold for 特别重大 and 重大突发事件 alone. Authors write it under the key severity:
//
//	severity: major      # or 特别重大, 重大
//	severity: ordinary   # or 较大, 一般; also what is no emergency, as a complaint
type Severity string

const (
	SeverityMajor    Severity = "major"
	SeverityOrdinary Severity = "ordinary"
)

var severities = map[string]Severity{
	"major": SeverityMajor, "特别重大": SeverityMajor, "重大": SeverityMajor,
	"ordinary": SeverityOrdinary, "较大": SeverityOrdinary, "一般": SeverityOrdinary,
}

// severity reads how serious an event was; empty if the author does not say.
func (f *documentFields) severity() Severity {
	n := f.root.get("severity")
	if n == nil || n.kind == nodeNull {
		return ""
	}
	s := severities[fold(n.text)]
	if !n.scalar() || s == "" {
		f.report("unknown-severity", n.at, n.text)
		return ""
	}
	return s
}

// Binds answers whether a window holds for the case: one for major events alone
// does not for an ordinary one, and that is not known where the author says nothing.
func (c *Case) Binds(w Window) Answer {
	switch {
	case !w.Major, c.Severity == SeverityMajor:
		return Yes
	case c.Severity == SeverityOrdinary:
		return No
	}
	return Unknown
}
