package ui

// DeskClassPage is what the readers with an account have learnt, for trainers.
type DeskClassPage struct {
	Layout
	Heading   string
	Tabs      []NavLink
	Courses   []DeskOption // to choose from
	Course    string       // chosen; empty: all
	Action    string
	Lead      string
	Each      []ClassCourse // how far the class is with each course; empty: one is chosen, or there is none
	Problem   string        // why there is nothing to be seen
	People    []ClassPerson
	Questions []ClassQuestion
	Quizzes   []ClassQuiz
	PeopleCSV string
	AnswerCSV string
}

// ClassCourse is how far a class is with a course; it names nobody.
type ClassCourse struct {
	Link            // to the class in this course
	Texts           int
	Began, Finished int // people
}

// ClassPerson is how far somebody is.
type ClassPerson struct {
	Name, Called string
	Done, Total  int
	Finished     bool
	Last         string // day, in words; may be empty
	Passed       int    // quizzes
	Tried        int
}

// ClassQuiz is how a quiz went.
type ClassQuiz struct {
	Link
	Tried, Passed int
	First         string // mean of the first scores, as "3.2/5"
}

// ClassQuestion is a question that was answered wrongly.
type ClassQuestion struct {
	Link                             // the question, and its place
	Document                  string // title
	People, FirstWrong, Still int
}
