package ui

import (
	hexadecimal "encoding/hex"
	"fmt"
	"math"
	"regexp"
	"strings"
	"sync"
)

// Modes are the four looks that a page can have, in the order in which a
// [Colour] has its values: light, dark, and both with high contrast.
var Modes = []string{"day", "night", "day-high", "night-high"}

// A Colour is a custom property of the style sheet, such as "ink".
type Colour struct {
	Name   string
	Values []string // for each of [Modes], #rgb or #rrggbb
}

// A Pair is text, or a shape that means something, on a ground: both are names
// of colours.
type Pair struct {
	Text, Ground string
	Shape        bool // not text: the contrast needed is lower
}

// Least is the contrast that the pair needs in a mode: of text 4.5 (WCAG 2.2,
// 1.4.3, level AA), with high contrast 7 (1.4.6, AAA); of shapes 3 (1.4.11).
func (p Pair) Least(mode string) float64 {
	switch {
	case p.Shape:
		return 3
	case strings.HasSuffix(mode, "-high"):
		return 7
	}
	return 4.5
}

// Pairs are all that the style sheet puts on one another.
var Pairs = pairs()

func pairs() []Pair {
	var out []Pair
	for _, text := range []string{"ink", "soft", "accent", "good", "mixed", "poor"} {
		for _, ground := range []string{"paper", "sunk", "raised", "wash"} {
			out = append(out, Pair{Text: text, Ground: ground})
		}
	}
	for _, ground := range []string{"accent", "ink", "good", "poor"} {
		out = append(out, Pair{Text: "paper", Ground: ground})
	}
	out = append(out, Pair{Text: "ink", Ground: "mark"})
	for _, ground := range []string{"paper", "sunk", "raised"} {
		out = append(out, Pair{Text: "edge", Ground: ground, Shape: true})
	}
	return out
}

// Contrast is the ratio of two colours' luminances, 1 to 21, as WCAG 2.2 defines it.
func Contrast(a, b string) (float64, error) {
	la, err := luminance(a)
	if err != nil {
		return 0, err
	}
	lb, err := luminance(b)
	if err != nil {
		return 0, err
	}
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05), nil
}

// luminance is relative luminance, 0 to 1, of a colour written #rgb or #rrggbb.
func luminance(hex string) (float64, error) {
	if len(hex) == 4 {
		hex = string([]byte{'#', hex[1], hex[1], hex[2], hex[2], hex[3], hex[3]})
	}
	rgb, err := hexadecimal.DecodeString(strings.TrimPrefix(hex, "#"))
	if err != nil || len(rgb) != 3 || hex[0] != '#' {
		return 0, fmt.Errorf("no colour: %q", hex)
	}
	var linear [3]float64
	for i, v := range rgb {
		c := float64(v) / 255
		if c <= 0.04045 {
			linear[i] = c / 12.92
		} else {
			linear[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*linear[0] + 0.7152*linear[1] + 0.0722*linear[2], nil
}

// colourLine is a line of the table in css/10-values.css.
var colourLine = regexp.MustCompile(`(?m)^\s*--([a-z]+):\s*var\(--day, (#\w+)\)\s*var\(--night, (#\w+)\)\s*var\(--day-high, (#\w+)\)\s*var\(--night-high, (#\w+)\);`)

// Colours are those of the style sheet, in its order; what is no plain colour
// (the shade under a list) is left out.
var Colours = sync.OnceValue(func() []Colour {
	source, err := files.ReadFile("static/css/10-values.css")
	if err != nil {
		panic(err) // an embedded file
	}
	var out []Colour
	for _, m := range colourLine.FindAllStringSubmatch(string(source), -1) {
		out = append(out, Colour{Name: m[1], Values: m[2:]})
	}
	return out
})
