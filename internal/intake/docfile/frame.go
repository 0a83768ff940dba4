package docfile

import (
	"math"

	"github.com/klippa-app/go-pdfium/structs"
)

// A rect is a rectangle in points, top above bottom: y grows downwards.
type rect struct{ left, top, right, bottom float64 }

func (a rect) union(b rect) rect {
	return rect{min(a.left, b.left), min(a.top, b.top), max(a.right, b.right), max(a.bottom, b.bottom)}
}

func (a rect) width() float64  { return a.right - a.left }
func (a rect) height() float64 { return a.bottom - a.top }

// overlap is how much of the lower of two rectangles' heights they share.
func (a rect) overlap(b rect) float64 {
	low := min(a.height(), b.height())
	if low <= 0 {
		return 0
	}
	return (min(a.bottom, b.bottom) - max(a.top, b.top)) / low
}

// A frame turns coordinates of a PDF, which grow upwards from any origin, into
// those of a page that was turned clockwise by quarters, from its top left
// corner.
type frame struct {
	box      rect // of the page in the PDF's coordinates: here top is the greater
	quarters int
}

func (f frame) point(x, y float64) (float64, float64) {
	switch f.quarters {
	case 1:
		return y - f.box.bottom, x - f.box.left
	case 2:
		return f.box.right - x, y - f.box.bottom
	case 3:
		return f.box.top - y, f.box.right - x
	}
	return x - f.box.left, f.box.top - y
}

func (f frame) rect(left, top, right, bottom float64) rect {
	x0, y0 := f.point(left, top)
	x1, y1 := f.point(right, bottom)
	return rect{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}

// size is width and height of the page as turned.
func (f frame) size() (float64, float64) {
	w, h := f.box.right-f.box.left, f.box.top-f.box.bottom
	if f.quarters%2 == 1 {
		return h, w
	}
	return w, h
}

// tame is a rectangle of the parser within what a page can be: files may state any
// number.
func tame(r structs.FPDF_FS_RECTF) rect {
	return rect{within(float64(r.Left)), within(float64(r.Top)), within(float64(r.Right)), within(float64(r.Bottom))}
}

func within(x float64) float64 {
	const far = 1e6 // points; the largest page of PDF 1.7 has 14,400
	if math.IsNaN(x) {
		return 0
	}
	return max(-far, min(x, far))
}
