package ui

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/goccy/go-yaml"
)

// Messages is the catalogue of one language: a folder of YAML files, one for each
// room of the site, of keys and texts with the verbs of [fmt.Sprintf] where a
// value goes. Where a word depends on a number before it, it has both forms: "%d {text|texts}".
type Messages struct {
	Lang      string
	DayFormat string // layout of a date for [time.Time.Format]
	texts     map[string]string
}

// defaultLang is used for a language without a catalogue.
const defaultLang = "zh-CN"

func loadMessages(lang string) (Messages, error) {
	folder := catalogue(lang)
	rooms, err := fs.Glob(files, "messages/"+folder+"/*.yaml")
	if err != nil {
		return Messages{}, err
	}
	texts := map[string]string{}
	for _, room := range rooms {
		data, err := files.ReadFile(room)
		if err != nil {
			return Messages{}, err
		}
		own := map[string]string{}
		if err := yaml.Unmarshal(data, &own); err != nil {
			return Messages{}, fmt.Errorf("%s: %w", room, err)
		}
		for key, text := range own {
			if _, twice := texts[key]; twice {
				return Messages{}, fmt.Errorf("%s: %s is in another file as well", room, key)
			}
			texts[key] = text
		}
	}
	return Messages{Lang: folder, DayFormat: texts["format.day"], texts: texts}, nil
}

// catalogue names the folder for a language tag by its primary subtag.
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
	return fmt.Sprintf(chooseForms(text, args), args...)
}
