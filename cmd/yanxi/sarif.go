package main

import (
	"io"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"yanxi/content"
)

// SARIF 2.1.0, the OASIS format in which code hosts take findings.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool    sarifTool     `json:"tool"`
	Columns string        `json:"columnKind"`
	Results []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"semanticVersion,omitempty"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID string `json:"id"`
}

type sarifResult struct {
	Rule      string          `json:"ruleId"`
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations"`
	Bag       *sarifBag       `json:"properties,omitempty"`
}

// A sarifBag holds what SARIF has no field for.
type sarifBag struct {
	Gate string `json:"gate"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
	EndLine     int `json:"endLine,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"`
}

// sarifLevels are SARIF's names for ours.
var sarifLevels = map[content.Level]string{
	content.LevelError: "error", content.LevelWarning: "warning", content.LevelInfo: "note",
}

// writeSARIF names files relative to where the command was run, which on a
// code host is the top of the repository.
func writeSARIF(w io.Writer, r report) error {
	run := sarifRun{
		Tool:    sarifTool{sarifDriver{Name: "yanxi", Version: strings.TrimPrefix(release, "v"), Rules: []sarifRule{}}},
		Columns: "unicodeCodePoints",
		Results: []sarifResult{},
	}
	for _, f := range r.findings {
		if r.folder != "" && !filepath.IsAbs(r.folder) {
			f.File = path.Join(filepath.ToSlash(r.folder), f.File)
		}
		if rule := (sarifRule{f.Rule}); !slices.Contains(run.Tool.Driver.Rules, rule) {
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule)
		}
		run.Results = append(run.Results, sarifResultOf(f))
	}
	return writeIndented(w, sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

func sarifResultOf(f content.Finding) sarifResult {
	text := f.Message
	if f.Suggestion != "" {
		text += "\n" + f.Suggestion
	}
	place := sarifPhysical{Artifact: sarifArtifact{(&url.URL{Path: filepath.ToSlash(f.File)}).String()}}
	if f.Line > 0 {
		place.Region = &sarifRegion{f.Line, f.Column, f.EndLine, f.EndColumn}
	}
	result := sarifResult{Rule: f.Rule, Level: sarifLevels[f.Level], Message: sarifText{text}, Locations: []sarifLocation{{place}}}
	if f.Gate != "" {
		result.Bag = &sarifBag{f.Gate}
	}
	return result
}
