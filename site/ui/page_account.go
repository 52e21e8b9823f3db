package ui

// SignInPage asks who somebody is.
type SignInPage struct {
	Layout
	Heading string
	Action  string
	Name    string // as it was typed
	To      string // where to go on, within the site; may be empty
	Wrong   string // what was wrong; empty the first time
	Out     bool   // somebody has just signed out
}

// AccountPage is what somebody sees of their own account.
type AccountPage struct {
	Layout
	Heading     string
	Name        string
	Display     string
	RoleLabel   string
	Done        string // what was done, in a sentence
	Problem     string // what was wrong, of Field
	Field       string
	Links       []Link // what the role leads to
	Seen        string // what trainers see of them
	MaxDisplay  int
	MinPassword int
	Tokens      []AccountToken
	Secret      string // of the token just made; shown once
	Scopes      []DeskOption
	Scope       string
	Days        string
}

// AccountToken is a token as its owner sees it.
type AccountToken struct {
	ID, Scope, Expires string
}

// PeoplePage lists who has an account.
type PeoplePage struct {
	Layout
	Heading string
	Tabs    []NavLink
	People  []PersonRow
	Action  string
	Roles   []DeskOption
	Name    string // what was typed, where something was wrong with it
	Display string
	Role    string
	Problem string // of Field
	Field   string
	Made    *MadePassword
	Bounds  PersonBounds
}

// PersonBounds are how long names may be, in characters.
type PersonBounds struct{ Name, Display, Password int }

// PersonRow is somebody in the list.
type PersonRow struct {
	Link
	Name      string
	RoleLabel string
	Since     string
	Disabled  bool
}

// MadePassword is a password that was made for somebody; it is shown once.
type MadePassword struct{ Name, Password string }

// PersonPage is an account as an administrator sees it.
type PersonPage struct {
	Layout
	Heading   string
	Tabs      []NavLink
	Action    string
	Name      string
	Display   string
	Role      string
	RoleLabel string
	Roles     []DeskOption
	Since     string
	Disabled  bool
	Self      bool // it is the administrator's own
	Done      string
	Problem   string
	Made      *MadePassword
	Log       []AuditRow
	More      string // the address of all of it
	Bounds    PersonBounds
}

// AuditPage is the audit log, the newest first.
type AuditPage struct {
	Layout
	Heading string
	Tabs    []NavLink
	About   string // only of this person or text; empty: of all
	Log     []AuditRow
	Older   string // address of what came before; empty: nothing
}

// AuditRow is an entry of the audit log in words.
type AuditRow struct {
	At, Who, What, About, Detail string
}
