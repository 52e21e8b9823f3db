package content

import "time"

// Kind is what sort of material a document is.
type Kind string

const (
	KindCourse Kind = "course" // a training course: a folder with index.md
	KindNote   Kind = "note"   // a training note, in a course or anywhere
	KindCase   Kind = "case"   // an event with a timeline, statements, outcome, lessons, sources
)

// A Document is what the library knows of one Markdown file without reading
// its body: see [Library.Read] for that. It is immutable.
type Document struct {
	ID      string // the path without .md; a folder's page has the folder's path; the root's is "index"
	File    string // path in the library, with slashes
	Kind    Kind
	Title   string
	Summary string // plain text, may be empty

	Date     time.Time // of the event or the text, in the library's zone; zero if not given
	Updated  time.Time // last change as the author states it; zero if not given
	ReviewBy time.Time // when the text should be checked again; zero if not given
	Arrived  time.Time // when it came out or its file was changed, whichever is later; zero if neither is known

	Authors []string
	People  []string // everyone named: authors, lecturers, people; no duplicates
	Unit    string   // the organisation responsible
	Owner   string   // who keeps the text current
	Status  string   // as given; "published" if not
	Tags    []string
	Terms   map[string][]string // vocabulary name -> term ids, for each vocabulary of the library
	Weight  int                 // order among siblings, lower first; 0 means not given and comes last
	Aliases []string            // further URL paths that lead here (slugs, aliases), raw UTF-8 with leading and trailing slash

	CourseID string  // the course that it belongs to: the nearest folder above that is one; empty if none
	Course   *Course // set for KindCourse
	Case     *Case   // set for KindCase

	Question string // number of the reader's question that the text answers; empty if it answers none
	About    string // id of the document that was asked about; empty if none is named or there

	Lang string         // BCP 47 tag of the text; empty means the library's
	Meta map[string]any // front matter keys that mean nothing to us; kept, shown nowhere

	Quiz bool     // the text holds a quiz: see [Body.Quizzes]
	Size int64    // of the file in bytes
	Hash [32]byte // SHA-256 of all that this document's index entry and page derive from in its own file
}

// Course holds the facts of a training course.
type Course struct {
	Start, End time.Time // days; zero if not given
	Place      string
	Host       string // who organised it
	Audience   string
	Lecturers  []Lecturer
	Units      []Unit   // teaching units in order
	Taught     []string // what it taught, a sentence each
	Path       bool     // a path: units name documents of any course, in any order
}

// Lecturer is a person who taught in a course.
type Lecturer struct {
	Name  string
	Title string // post and organisation
	Topic string
}

// Unit is a part of a course with its material in order.
type Unit struct {
	Title     string
	Lecturer  string
	Documents []string // ids, resolved against the course's folder and the library's root
}

// MomentType says what happened at a [Moment] of a case.
type MomentType string

const (
	MomentOutbreak      MomentType = "outbreak"
	MomentFirstResponse MomentType = "first_response"
	MomentFact          MomentType = "fact"
	MomentCause         MomentType = "cause"
	MomentAttitude      MomentType = "attitude"
	MomentEscalation    MomentType = "escalation"
	MomentCorrection    MomentType = "correction"
	MomentClose         MomentType = "close"
)

// Precision says how much of a moment's time is known.
type Precision string

const (
	PrecisionExact       Precision = "exact" // to the minute or second
	PrecisionDay         Precision = "day"
	PrecisionApproximate Precision = "approximate"
	PrecisionUnknown     Precision = "unknown"
)

// Case holds the facts of an event and how it was answered.
type Case struct {
	Place    string
	Severity Severity // empty if the author does not say
	Timeline []Moment // in the author's order
	Outcome  Outcome
	Lessons  []string
	Review   []Judgement // the course's five questions as far as the author answered them, in its order
	Sources  []Source

	rules *ClockRules // of the library; nil: the product's own
}

// Moment is one dated entry of a case's timeline.
type Moment struct {
	At        time.Time // zero if Precision is unknown
	Precision Precision
	Type      MomentType // empty if not given or not known
	Actor     string
	Text      string   // inline Markdown
	Statement string   // what was said, where the moment is a public statement; inline Markdown
	Acts      []string // what the statement did: fact, cause, attitude, action
	Worsened  []Wording
	Platform  string // a term of the vocabulary "platform"; may be empty
	Sources   []int  // numbers into Case.Sources, from 1
	Line      int    // in the file
}

// Outcome is how an event ended for the public account.
type Outcome struct {
	Grade string // good, mixed, poor or empty
	Text  string // inline Markdown
}

// Source is where a fact of a case comes from.
type Source struct {
	Title     string
	Publisher string
	Date      string // as the author wrote it
	URL       string // may be empty for a printed source
	Note      string
}
