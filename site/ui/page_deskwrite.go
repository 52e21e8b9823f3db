package ui

// DeskEditPage is the editor.
type DeskEditPage struct {
	Layout
	Heading    string
	Action     string // the address of the draft; what belongs to it is below
	Who        string // the name of the account that writes
	Version    int64
	Text       string
	File       string // where the text goes
	Decided    bool   // that is settled
	Saved      string // when, in words
	Notice     string // what was done
	MaxText    int    // bytes
	MaxPicture int    // MB
	Locked     bool   // it was submitted
	Removable  bool   // it can be thrown away
	State      string // what has become of it since, in words
	Document   *Link  // the text of the library that it changes
	Returned   *DeskText
	Comments   []DeskComment // of who sent it back
	Pictures   []DeskPicture
	Imported   []DeskFinding // what could not be kept of the file that it was made of
	Findings   []DeskFinding
	Counts     string
}

// DeskFinding is something wrong with a text. Lines and columns count from 1; 0 is the whole text.
type DeskFinding struct {
	Line       int    `json:"line"`
	Column     int    `json:"column"`
	EndLine    int    `json:"end_line"`
	EndColumn  int    `json:"end_column"`
	Level      string `json:"level"` // error, warning, info
	LevelLabel string `json:"level_label"`
	Gate       string `json:"gate"` // empty: the format's own rules
	GateLabel  string `json:"gate_label"`
	Message    string `json:"message"`
	Suggestion string `json:"suggestion"`
	Use        string `json:"use"` // what to write instead
	Fixable    bool   `json:"fixable"`
}

// DeskComment is what a reviewer said of a line.
type DeskComment struct {
	Line  int    `json:"line"`  // where it stands now; 0: it is gone, or the comment is about the whole text
	Place string `json:"place"` // that, in words
	Was   string `json:"was"`   // where it stood, in words; empty: there
	Quote string `json:"quote"` // its former words, if they are others now
	Text  string `json:"text"`
}

// DeskPicture is a picture of a draft.
type DeskPicture struct {
	Name, URL, Size string
	Used            bool // the text shows it
}

// DeskNewPage asks for the kind of a new text, or for what a text of a kind begins with.
type DeskNewPage struct {
	Layout
	Heading string
	Kinds   []DeskKind // to choose from; none: it is chosen
	Kind    string
	Action  string
	More    bool // more rows can be asked for
	Wrong   string

	Name, Summary, Author, Tags, Day      string
	Start, End, Place, Host, Audience     string
	Lecturers, Taught                     string
	Unit, Field, Severity, Grade, Outcome string
	Lessons                               string
	Platform                              []string
	Moments                               []DeskMoment
	Sources                               []DeskSource
	Questions                             []DeskQuestion
	Fields, Platforms                     []DeskOption
	MomentTypes, QuestionKinds            []DeskOption
}

// DeskKind is a kind of text to begin.
type DeskKind struct {
	Link
	Kind, Says string
}

// DeskOption is a value to choose.
type DeskOption struct{ Value, Text string }

// DeskMoment is a row of a case's timeline.
type DeskMoment struct{ At, Type, Actor, Text, Statement, Sources string }

// DeskSource is a row of a case's sources.
type DeskSource struct{ Title, Publisher, Date, URL string }

// DeskQuestion is a row of a quiz.
type DeskQuestion struct{ Kind, Stem, Answers, Explanation string }

// DeskChangePage asks whether a text of the library is to be changed.
type DeskChangePage struct {
	Layout
	Heading, Action, ID, File string
	Document                  Link
}

// DeskConfirmPage asks before something is done that cannot be undone.
type DeskConfirmPage struct {
	Layout
	Heading, Text, Action, Button string
	Back                          Link
}

// DeskConflictPage shows two texts of which one is to be chosen.
type DeskConflictPage struct {
	Layout
	Heading, Lead, Action string
	Version               int64
	Base                  string // digest of the library's text, if it is theirs
	Mine, Theirs          string
	TheirsLabel           string
}

// DeskHistoryPage lists what a draft was.
type DeskHistoryPage struct {
	Layout
	Heading, Action string
	Version         int64
	Versions        []DeskVersion
	Shown           int64 // the version beside the present one; 0: none
	ShownLabel      string
	Same            bool       // it is what the draft is now
	Comparison      Comparison // from then to now
	Locked          bool
	Back            Link
}

// DeskVersion is what a draft was once.
type DeskVersion struct {
	NavLink
	Title string
	Now   bool // it is what the draft is
}

// DeskSubmitPage asks where a text goes before others read it.
type DeskSubmitPage struct {
	Layout
	Heading, Action, Text string
	Version               int64
	File                  string // where the text stands; empty: that is to be chosen
	Folders               []DeskOption
	Folder, Name          string
	Comment               string
	Untitled              bool
	Counts                string // of what is wrong with the text
	Found                 bool   // something is
	Errors                bool   // some of it keeps it from being signed
	Wrong                 string
	Back                  Link
}

// DeskImportPage asks for a file to make a text of.
type DeskImportPage struct {
	Layout
	Heading, Action string
	Most            int // MB
	Wrong, Hint     string
	Made            *Link // the text that was made
	Notes           []DeskFinding
}
