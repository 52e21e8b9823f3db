package ui

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
)

// Messages is the catalogue of one language: a YAML file of keys and texts,
// with the verbs of [fmt.Sprintf] where a value goes.
type Messages struct {
	Lang      string
	DayFormat string // layout of a date for [time.Time.Format]
	texts     map[string]string
}

// defaultLang is used for a language without a catalogue.
const defaultLang = "zh-CN"

func loadMessages(lang string) (Messages, error) {
	file := catalogue(lang)
	data, err := files.ReadFile("messages/" + file + ".yaml")
	if err != nil {
		return Messages{}, err
	}
	texts := map[string]string{}
	if err := yaml.Unmarshal(data, &texts); err != nil {
		return Messages{}, fmt.Errorf("messages/%s.yaml: %w", file, err)
	}
	return Messages{Lang: file, DayFormat: texts["format.day"], texts: texts}, nil
}

// catalogue names the file for a language tag by its primary subtag.
func catalogue(lang string) string {
	primary, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if primary == "en" {
		return "en"
	}
	return defaultLang
}

// Text is the message for a key. A key without a message is shown between
// white brackets, which a test of all templates does not let happen.
func (m Messages) Text(key string, args ...any) string {
	text, ok := m.texts[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}
