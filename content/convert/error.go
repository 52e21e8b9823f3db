package convert

// An Error says why nothing could be made of a file. Reasons are: too-large,
// long, many, empty, old-word (or a password), pdf, rtf, mhtml, picture, unknown, not-zip, not-word,
// damaged, bomb, too-deep, doctype.
type Error struct {
	Reason string // stable, kebab-case
	Err    error  // the cause, if another error is
	args   []any
}

func fail(reason string, cause error, args ...any) *Error { return &Error{reason, cause, args} }

// damaged says which part of a file is not what it should be.
func damaged(part string, cause error) *Error { return fail("damaged", cause, part) }

// Error is the sentence in English, without what to do.
func (e *Error) Error() string {
	said, _ := e.Say("en")
	return said
}

func (e *Error) Unwrap() error { return e.Err }

// Say gives the sentence, and what to do, in English for "en" and its variants, else in Chinese.
func (e *Error) Say(lang string) (said, hint string) {
	return failures[e.Reason].in(lang, e.args)
}
