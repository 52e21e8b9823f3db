package convert

import (
	"regexp"
	"strconv"
	"strings"
)

// drawing reads pictures and text boxes.
func (l *line) drawing(e *element) {
	shown := len(l.runs)
	boxes := len(l.boxes)
	alt := altOf(e.first("docPr"))
	e.find("blipFill", func(f *element) { l.blip(f, alt) })
	if shown == len(l.runs) {
		e.find("blip", func(b *element) { l.picture(b.get("embed"), b.get("link"), alt, crop{}) })
	}
	e.find("shape", func(s *element) {
		if d := s.child("imagedata"); d != nil {
			a := alt
			if a == "" {
				a = altText(s.get("alt"))
			}
			l.picture(d.get("id"), d.get("href"), a, cropVML(d))
		}
	})
	l.textBoxes(e)
	if shown != len(l.runs) || boxes != len(l.boxes) {
		return
	}
	switch {
	case e.first("chart") != nil, e.first("relIds") != nil, e.first("OLEObject") != nil, e.name == "object":
		l.note(l.converter.notes.count("object"))
	case e.first("wsp") != nil, e.first("shape") != nil, e.first("rect") != nil, e.first("line") != nil, e.first("group") != nil:
		l.note(l.converter.notes.count("drawing"))
	}
}

// textBoxes reads the text boxes of a drawing.
func (l *line) textBoxes(e *element) {
	e.find("txbxContent", func(box *element) {
		s := l.story()
		s.elements(box)
		blocks := s.end()
		if len(blocks) == 0 {
			return
		}
		n := l.converter.notes.add("textbox", plain(flat(blocks, 0)))
		blocks[0].notes = append(blocks[0].notes, n)
		l.boxes = append(l.boxes, blocks)
	})
}

// blip reads a picture that may be cropped.
func (l *line) blip(fill *element, alt string) {
	b, r := fill.child("blip"), fill.child("srcRect")
	side := func(name string) int {
		n, _ := strconv.Atoi(strings.TrimSuffix(r.get(name), "%"))
		return max(0, n)
	}
	if b != nil {
		l.picture(b.get("embed"), b.get("link"), alt, crop{side("l"), side("t"), side("r"), side("b")})
	}
}

// cropVML reads how an old picture is cropped: 6554f is 6554/65536, or else a fraction.
func cropVML(e *element) crop {
	side := func(name string) int {
		v := e.get(name)
		n, err := strconv.ParseFloat(strings.TrimSuffix(v, "f"), 64)
		if err != nil || n <= 0 {
			return 0
		}
		if strings.HasSuffix(v, "f") {
			n /= 65536
		}
		return int(min(n, 1) * 100_000)
	}
	return crop{side("cropleft"), side("croptop"), side("cropright"), side("cropbottom")}
}

// picture shows a picture of the file, or one that stands elsewhere.
func (l *line) picture(embed, linked, alt string, cut crop) {
	r, ok := l.relations[embed]
	if !ok {
		r, ok = l.relations[linked]
	}
	if !ok {
		if embed != "" || linked != "" {
			l.note(l.converter.notes.add("picture-missing", embed+linked))
		}
		return
	}
	if r.external {
		if to, _ := l.safeLink(r.target); strings.HasPrefix(to, "http") {
			l.note(l.converter.notes.add("picture-remote", to))
			l.runs = append(l.runs, run{kind: picture, text: alt, dest: to})
		} else {
			l.note(l.converter.notes.add("picture-missing", r.target))
		}
		return
	}
	src, err := l.read(r.target)
	if err != nil || src == nil {
		l.note(l.converter.notes.add("picture-missing", r.target))
		return
	}
	name, n := l.pictures.add(src, cut)
	if n != nil {
		l.note(n)
		return
	}
	if alt == "" {
		l.note(l.converter.notes.count("picture-alt"))
	}
	l.runs = append(l.runs, run{kind: picture, text: alt, dest: name})
}

func altOf(docPr *element) string {
	if alt := altText(docPr.get("descr")); alt != "" {
		return alt
	}
	return altText(docPr.get("title"))
}

// noAlt matches what programs write where a description should be: file names
// (which may tell a path of the author's computer) and numbers.
var noAlt = regexp.MustCompile(`(?i)[\\/]|\.(?:png|jpe?g|gif|bmp|tiff?|webp|emf|wmf)$|^(?:图片|图像|图形|picture|image|graphic|grafik|pic|img)[ _-]*\d*$|^\d+$|^[0-9a-f]{16,}$`)

// altText is a description if it is one.
func altText(s string) string {
	s = oneLine(s)
	if noAlt.MatchString(s) {
		return ""
	}
	return cutTo(s, maxTitle)
}
