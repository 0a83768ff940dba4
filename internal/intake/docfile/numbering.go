package docfile

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

// The numbers of paragraphs in a DOCX are not in its text: a paragraph names a
// list and a level, and the numbers come of counting. Acts are cited by those
// numbers, so they are counted here as Word does (ECMA-376, 17.9).

// maxLevels is how many levels a list has.
const maxLevels = 9

// A level is how the paragraphs of one level of a list are marked.
type level struct {
	start     int
	style     string // as in numeral; "bullet", "none"
	text      string // "%1." or "(%2)"
	paraStyle string // that puts a paragraph on this level
	legal     bool   // all its numbers in digits
	restart   int    // 0: never starts again; otherwise, after a paragraph of a level below this number
	after     string // what stands between mark and text
}

// An outline is the definition of a list; several lists may share one, and then
// count on.
type outline struct {
	levels    [maxLevels]level
	linkStyle string // the style whose outline stands for this one
}

// A numbered is a list of a document.
type numbered struct {
	outline string          // id
	starts  map[int]int     // by level: where this list starts again
	levels  map[int]level   // by level: what differs from the outline
	began   [maxLevels]bool // starts was used
}

// A styleRef is what a paragraph style says of lists.
type styleRef struct {
	base  string
	list  string // id of a list, "" if none is named, "0" for none at all
	level int
	named bool // a level is named
}

// A numbering is the lists of a document with how far each was counted.
type numbering struct {
	outlines map[string]*outline
	lists    map[string]*numbered
	styles   map[string]*styleRef
	counts   map[string]*[maxLevels]int // by outline; 0: not begun
	usual    string                     // the style of paragraphs that name none
}

func newNumbering() *numbering {
	return &numbering{
		outlines: map[string]*outline{}, lists: map[string]*numbered{}, styles: map[string]*styleRef{},
		counts: map[string]*[maxLevels]int{},
	}
}

// placed finds the list and level of a paragraph: those it names itself, or
// those of its style or of the style that one is based on.
func (n *numbering) placed(style, list string, lvl int, named bool) (string, int) {
	from := style
	if list == "" {
		if style == "" {
			style, from = n.usual, n.usual
		}
		for range 32 { // styles are based on each other in a few steps; a circle ends here
			s := n.styles[style]
			if s == nil {
				return "", 0
			}
			if s.named && !named {
				lvl, named = s.level, true
			}
			if list = s.list; list != "" {
				from = style
				break
			}
			style = s.base
		}
	}
	if l := n.lists[list]; l != nil && !named {
		if o := n.outline(l.outline); o != nil {
			for i := range o.levels {
				if s := o.levels[i].paraStyle; s != "" && s == from {
					return list, i
				}
			}
		}
	}
	return list, lvl
}

// outline finds an outline, following the style that stands for it.
func (n *numbering) outline(id string) *outline {
	for range 8 {
		o := n.outlines[id]
		if o == nil || o.linkStyle == "" {
			return o
		}
		s := n.styles[o.linkStyle]
		if s == nil || n.lists[s.list] == nil || n.lists[s.list].outline == id {
			return o
		}
		id = n.lists[s.list].outline
	}
	return nil
}

// mark counts a paragraph and is what it bears, with what stands behind it: "1. ",
// "(a) ". It is "" for a paragraph of no list.
func (n *numbering) mark(list string, lvl int) string {
	l := n.lists[list]
	if l == nil || lvl < 0 || lvl >= maxLevels {
		return ""
	}
	o := n.outline(l.outline)
	if o == nil {
		return ""
	}
	counts := n.counts[l.outline]
	if counts == nil {
		counts = new([maxLevels]int)
		n.counts[l.outline] = counts
	}
	for i := range lvl { // a level that was left out counts as begun
		if counts[i] == 0 {
			n.count(l, o, counts, i)
		}
	}
	n.count(l, o, counts, lvl)
	for i := lvl + 1; i < maxLevels; i++ {
		if r := o.at(l, i).restart; r > lvl {
			counts[i] = 0
		}
	}
	lv := o.at(l, lvl)
	s := lv.text
	switch lv.style {
	case "none":
		s = dropNumbers.ReplaceAllString(s, "")
	case "bullet":
		s = bullet(s)
	default:
		for i := range maxLevels {
			style := o.at(l, i).style
			if lv.legal {
				style = "decimal"
			}
			s = strings.ReplaceAll(s, "%"+strconv.Itoa(i+1), numeral(shown(counts[i], o.at(l, i).start), style))
		}
	}
	if s = strings.TrimSpace(s); s == "" {
		return ""
	}
	return s + lv.after
}

// shown is the number of a level that may not have begun.
func shown(count, start int) int {
	if count == 0 {
		return start
	}
	return count - 1
}

// count moves a level on. Counts are kept one higher than they are shown, so that
// 0 can mean that the level has not begun: lists may start at 0.
func (n *numbering) count(l *numbered, o *outline, counts *[maxLevels]int, lvl int) {
	if start, ok := l.starts[lvl]; ok && !l.began[lvl] {
		l.began[lvl] = true
		counts[lvl] = start + 1
		return
	}
	if counts[lvl] == 0 {
		counts[lvl] = o.at(l, lvl).start + 1
		if start, ok := l.starts[lvl]; ok {
			counts[lvl] = start + 1
		}
		return
	}
	counts[lvl]++
}

// at is a level as a list has it.
func (o *outline) at(l *numbered, i int) level {
	if lv, ok := l.levels[i]; ok {
		return lv
	}
	return o.levels[i]
}

var dropNumbers = regexp.MustCompile(`%\d`)

// bullet is a bullet as a character that every font has. Word takes most of them
// from symbol fonts, where a letter or a paragraph sign is drawn as a dot.
func bullet(s string) string {
	if s == "" || strings.ContainsAny(s, "•◦▪▫■□●○‣⁃·–—-*") {
		return s
	}
	return "•"
}

// numberingPart reads word/numbering.xml.
type numberingPart struct {
	*numbering
	outline *outline
	list    *numbered
	level   *level
	at      int // of level
}

func (p *numberingPart) start(e xml.StartElement) bool {
	val := xmlAttr(e, "val")
	switch e.Name.Local {
	case "abstractNum":
		p.outline, p.list = &outline{}, nil
		for i := range p.outline.levels {
			p.outline.levels[i] = usualLevel(i)
		}
		p.outlines[xmlAttr(e, "abstractNumId")] = p.outline
	case "num":
		p.list, p.outline = &numbered{starts: map[int]int{}, levels: map[int]level{}}, nil
		p.lists[xmlAttr(e, "numId")] = p.list
	case "abstractNumId":
		if p.list != nil {
			p.list.outline = val
		}
	case "numStyleLink":
		if p.outline != nil {
			p.outline.linkStyle = val
		}
	case "lvlOverride":
		p.at = number(xmlAttr(e, "ilvl"))
	case "startOverride":
		if p.list != nil && p.at >= 0 && p.at < maxLevels {
			p.list.starts[p.at] = bounded(number(val))
		}
	case "lvl":
		i, err := strconv.Atoi(xmlAttr(e, "ilvl"))
		if err != nil || i < 0 || i >= maxLevels {
			return false
		}
		lv := usualLevel(i)
		p.level, p.at = &lv, i
	}
	if p.level == nil {
		return true
	}
	switch e.Name.Local {
	case "start":
		p.level.start = bounded(number(val))
	case "numFmt":
		p.level.style = val
	case "lvlText":
		if len(val) <= 200 { // bytes; a mark is a few
			p.level.text = val
		}
	case "pStyle":
		p.level.paraStyle = val
	case "isLgl":
		p.level.legal = isOn(e)
	case "lvlRestart":
		p.level.restart = number(val)
	case "suff":
		if val == "nothing" {
			p.level.after = ""
		}
	}
	return true
}

// usualLevel is a level of which nothing is said.
func usualLevel(i int) level {
	return level{start: 0, style: "decimal", restart: i, after: " "}
}

// bounded keeps numbers within what a document can count.
func bounded(n int) int { return max(0, min(n, 1_000_000)) }

func (p *numberingPart) end(name xml.Name) {
	if name.Local != "lvl" || p.level == nil {
		return
	}
	switch {
	case p.list != nil:
		p.list.levels[p.at] = *p.level
	case p.outline != nil:
		p.outline.levels[p.at] = *p.level
	}
	p.level = nil
}

func (p *numberingPart) text([]byte) {}

// stylesPart reads word/styles.xml.
type stylesPart struct {
	*numbering
	style *styleRef
}

func (p *stylesPart) start(e xml.StartElement) bool {
	switch e.Name.Local {
	case "style":
		p.style = nil
		if kind := xmlAttr(e, "type"); kind == "paragraph" || kind == "numbering" {
			id := xmlAttr(e, "styleId")
			p.style = &styleRef{}
			p.styles[id] = p.style
			if d := xmlAttr(e, "default"); kind == "paragraph" && (d == "1" || d == "true") {
				p.usual = id
			}
		}
	case "basedOn":
		if p.style != nil {
			p.style.base = xmlAttr(e, "val")
		}
	case "numId":
		if p.style != nil {
			p.style.list = xmlAttr(e, "val")
		}
	case "ilvl":
		if p.style != nil {
			p.style.level, p.style.named = number(xmlAttr(e, "val")), true
		}
	}
	return true
}

func (p *stylesPart) end(xml.Name) {}
func (p *stylesPart) text([]byte)  {}

// isOn is the value of an element that is a switch: on unless it says otherwise.
func isOn(e xml.StartElement) bool {
	val := xmlAttr(e, "val")
	return val == "" || isOnAttr(val)
}

func isOnAttr(val string) bool { return val == "1" || val == "true" || val == "on" }

// number reads a number, 0 if it is none.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
