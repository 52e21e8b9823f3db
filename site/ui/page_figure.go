package ui

import "yanxi/site/figure"

// A CaseFigure is the timeline of a case as a picture, for wide and for narrow
// pages, with what it says in words.
type CaseFigure struct {
	Caption string   // the finding
	Key     []Link   // how times are drawn, of those kinds that there are; URL is the precision
	Rules   []string // what the further lines of the picture mean
	Wide    *figure.Timeline
	Narrow  *figure.Timeline
	Moments []Moment
}
