package review

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"yanxi/content"
)

// A Deed is what an entry of a ledger records.
type Deed string

// The deeds.
const (
	DoSubmit   Deed = "submit"
	DoSign     Deed = "sign"
	DoReturn   Deed = "return"
	DoApprove  Deed = "approve"
	DoPublish  Deed = "publish"
	DoWithdraw Deed = "withdraw"
)

var deeds = []Deed{DoSubmit, DoSign, DoReturn, DoApprove, DoPublish, DoWithdraw}

// Ways in which something was decided.
const (
	ViaDesk        = "desk"
	ViaCommandLine = "command line"
)

// An Entry is one line of a ledger; see the package's documentation for its keys.
type Entry struct {
	N        int               `json:"n"`
	Prev     string            `json:"prev"`
	Document string            `json:"document"`
	Do       Deed              `json:"do"`
	Gate     string            `json:"gate,omitempty"`
	Step     string            `json:"step,omitempty"`
	By       string            `json:"by"`
	Role     string            `json:"role,omitempty"`
	At       time.Time         `json:"at"`
	Digest   string            `json:"digest"`
	Path     string            `json:"file,omitempty"` // see [Entry.File]
	Files    map[string]string `json:"files,omitempty"`
	Comment  string            `json:"comment,omitempty"`
	Comments []LineComment     `json:"comments,omitempty"`
	Due      string            `json:"due,omitempty"` // 2026-12-05
	Via      string            `json:"via"`
	Policy   string            `json:"policy,omitempty"`

	Hash string `json:"-"` // SHA-256 of the line
}

// A LineComment is about a line of the text, from 1.
type LineComment struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

// Bounds of what is said. Longer comments are refused.
const (
	MaxComment  = 4000 // characters
	MaxComments = 200
	maxFiles    = 400 // files of one text
)

// File is the path of the text's file.
func (e *Entry) File() string {
	if e.Path != "" {
		return e.Path
	}
	return e.Document + ".md"
}

// setFile says where the text is.
func (e *Entry) setFile(file string) {
	if file != e.Document+".md" {
		e.Path = file
	}
}

// same reports whether two entries are about the same text with the same files at the same place.
func (e *Entry) same(o *Entry) bool {
	return e.Digest == o.Digest && e.File() == o.File() && maps.Equal(e.Files, o.Files)
}

// line is the entry as it stands in a ledger, without line end.
func (e Entry) line() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		panic(err) // nothing in an entry can fail
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// check says what is wrong with an entry by itself; empty if nothing is.
func (e *Entry) check() string {
	switch {
	case !slices.Contains(deeds, e.Do):
		return fmt.Sprintf("there is no deed %q", e.Do)
	case !isName(e.By):
		return "nobody is named"
	case e.At.IsZero():
		return "it has no time"
	case !isDigest(e.Digest):
		return "it names no text"
	case e.Policy != "" && !isDigest(e.Policy):
		return "it names no policy"
	case e.Do == DoSign && e.Gate == "":
		return "it names no gate"
	case content.FileID(e.File()) != e.Document:
		return fmt.Sprintf("%s is not the file of this document", e.File())
	case len(e.Files) > maxFiles:
		return "it names too many files"
	}
	for name, digest := range e.Files {
		if !content.IsAsset(name) || !isDigest(digest) {
			return fmt.Sprintf("%q cannot be a file of a text", name)
		}
	}
	return ""
}

// Paths of what the package keeps in a library.
const (
	Folder         = "yanxi/review"
	textsFolder    = Folder + "/texts"
	filesFolder    = Folder + "/files"
	policiesFolder = Folder + "/policies"
	ledgerExt      = ".jsonl"
)

// LedgerFile is the path of a document's ledger.
func LedgerFile(id string) string { return Folder + "/" + id + ledgerExt }

// TextFile is where an approved text is kept.
func TextFile(digest string) string { return textsFolder + "/" + digest + ".md" }

// keptFile is where a file of an approved text is kept.
func keptFile(digest, name string) string {
	return filesFolder + "/" + digest + strings.ToLower(path.Ext(name))
}
