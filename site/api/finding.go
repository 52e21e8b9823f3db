package api

import "context"

// Findings lists what is wrong with a library, as `yanxi check --format json` does.
type Findings struct {
	Findings []Finding `json:"findings"`
}

// Finding is one thing wrong with a file. Lines and columns count from 1,
// columns in characters, the end exclusive; 0 means the whole file.
type Finding struct {
	File       string `json:"file" doc:"Relative to the library, with slashes"`
	Line       int    `json:"line" doc:"From 1; 0 means the whole file"`
	Column     int    `json:"column" doc:"In characters, from 1"`
	EndLine    int    `json:"end_line"`
	EndColumn  int    `json:"end_column" doc:"Just past the last character"`
	Gate       string `json:"gate" doc:"policy, wording or law; empty for the rules of the format"`
	Rule       string `json:"rule" example:"broken-link" doc:"Stable id"`
	Level      string `json:"level" enum:"error,warning,info"`
	Message    string `json:"message"`
	Suggestion string `json:"suggestion" doc:"How to mend it"`
}

func (s *service) findings(ctx context.Context, _ *struct{}) (*Findings, error) {
	answer := &Findings{Findings: []Finding{}}
	for _, f := range s.Findings(ctx) {
		answer.Findings = append(answer.Findings, Finding{
			File: f.File, Line: f.Line, Column: f.Column, EndLine: f.EndLine, EndColumn: f.EndColumn,
			Gate: f.Gate, Rule: f.Rule, Level: string(f.Level), Message: f.Message, Suggestion: f.Suggestion,
		})
	}
	return answer, nil
}
