package content

import (
	"cmp"
	"fmt"
	"slices"
)

// Level says how much a finding matters.
type Level string

const (
	LevelError   Level = "error"   // part of the file could not be used
	LevelWarning Level = "warning" // the file is used, a reader will stumble
	LevelInfo    Level = "info"
)

// A Finding is one thing wrong with a file of a library, and how to mend it.
// Lines and columns count from 1, columns in characters; 0 means the whole
// file. End is exclusive. The JSON form is part of the public contract.
type Finding struct {
	File       string `json:"file"` // relative to the library, with slashes
	Line       int    `json:"line"`
	Column     int    `json:"column"`
	EndLine    int    `json:"end_line"`
	EndColumn  int    `json:"end_column"`
	Gate       string `json:"gate"` // policy, wording, confidentiality, law; empty for the format's own rules
	Rule       string `json:"rule"` // stable, kebab-case: broken-link
	Level      Level  `json:"level"`
	Message    string `json:"message"`
	Suggestion string `json:"suggestion"`
}

func (f Finding) String() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s [%s]", f.File, f.Line, f.Column, f.Level, f.Message, f.Rule)
}

// compareFindings orders by place, then rule, so that output is stable.
func compareFindings(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Message, b.Message),
	)
}

// SortFindings orders findings by place, then rule, as [Library.Check] does.
func SortFindings(findings []Finding) { slices.SortFunc(findings, compareFindings) }
