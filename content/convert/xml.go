package convert

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// Bounds of an XML part.
const (
	maxXMLDepth    = 250
	maxXMLElements = 1_200_000
)

// An element is a part of an XML document with all in it. Names are without
// namespaces: in what a DOCX holds they tell enough.
type element struct {
	name string
	attr []xml.Attr
	kids []*element
	text string // of an element that has text alone
}

// get is the value of an attribute.
func (e *element) get(name string) string {
	if e == nil {
		return ""
	}
	for _, a := range e.attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// child is the first one of that name; nil of none, or of nil.
func (e *element) child(name string) *element {
	if e == nil {
		return nil
	}
	for _, k := range e.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// path goes down by names.
func (e *element) path(names ...string) *element {
	for _, n := range names {
		e = e.child(n)
	}
	return e
}

// find calls do for each element of a name below e, and none below one of those.
func (e *element) find(name string, do func(*element)) {
	if e == nil {
		return
	}
	for _, k := range e.kids {
		if k.name == name {
			do(k)
		} else {
			k.find(name, do)
		}
	}
}

// first is the first element of a name below e.
func (e *element) first(name string) *element {
	var out *element
	e.find(name, func(k *element) {
		if out == nil {
			out = k
		}
	})
	return out
}

// on reads a switch such as <w:b/>: present and not turned off.
func (e *element) on() bool {
	switch e.get("val") {
	case "0", "false", "off", "none":
		return false
	}
	return e != nil
}

// An xmlReader reads XML within bounds.
type xmlReader struct {
	d     *xml.Decoder
	part  string // for errors
	depth int
	count int
}

func newXMLReader(part string, src []byte) *xmlReader {
	d := xml.NewDecoder(bytes.NewReader(src))
	// Word writes UTF-8 alone; another encoding that says so is as good as damaged.
	d.CharsetReader = func(label string, input io.Reader) (io.Reader, error) {
		if strings.EqualFold(label, "utf-8") || strings.EqualFold(label, "us-ascii") {
			return input, nil
		}
		return nil, errors.New("encoding " + label)
	}
	return &xmlReader{d: d, part: part}
}

// token is the next token; io.EOF at the end.
func (r *xmlReader) token() (xml.Token, error) {
	t, err := r.d.Token()
	if err != nil {
		if errors.Is(err, io.EOF) {
			return nil, io.EOF
		}
		return nil, damaged(r.part, err)
	}
	switch t.(type) {
	case xml.Directive:
		return nil, fail("doctype", nil)
	case xml.StartElement:
		r.depth++
		r.count++
		if r.depth > maxXMLDepth {
			return nil, fail("too-deep", nil)
		}
		if r.count > maxXMLElements {
			return nil, fail("many", nil)
		}
	case xml.EndElement:
		r.depth--
	}
	return t, nil
}

// element reads all of the element that begins with start.
func (r *xmlReader) element(start xml.StartElement) (*element, error) {
	e := &element{name: start.Name.Local, attr: start.Attr}
	var text strings.Builder
	for {
		t, err := r.token()
		if errors.Is(err, io.EOF) {
			return nil, damaged(r.part, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			k, err := r.element(t)
			if err != nil {
				return nil, err
			}
			e.kids = append(e.kids, k)
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			if len(e.kids) == 0 {
				e.text = text.String()
			}
			return e, nil
		}
	}
}

// parseXML reads a whole part.
func parseXML(part string, src []byte) (*element, error) {
	r := newXMLReader(part, src)
	for {
		t, err := r.token()
		if errors.Is(err, io.EOF) {
			return nil, damaged(part, io.ErrUnexpectedEOF)
		}
		if err != nil {
			return nil, err
		}
		if start, ok := t.(xml.StartElement); ok {
			return r.element(start)
		}
	}
}
