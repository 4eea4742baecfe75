package charts

import (
	"parallax/stats"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// The names of rows take up to this part of the page, and are wrapped beyond.
const labelShare = 0.36

// labels are the wrapped names of rows and the room they need.
type labels struct {
	names  [][]string
	width  vg.Length
	height vg.Length // of the highest
}

func layLabels(f font.Face, rows []string) labels {
	var l labels
	lines := 1
	for _, row := range rows {
		name := wrap(f, clean(row), bodyWidth*labelShare)
		l.names = append(l.names, name)
		l.width = max(l.width, widest(f, name...))
		lines = max(lines, len(name))
	}
	l.height = vg.Length(lines) * f.Font.Size * leading
	return l
}

// headPitch is the distance of two lines above a column or panel.
const headPitch = 8.75 * vg.Length(1)

// evenly is how many of n things, one or more, stand side by side where most have room: rows of nearly equal
// number look better than full ones and a rest.
func evenly(n, most int) int {
	most = max(1, min(n, most))
	rows := (n + most - 1) / most
	return (n + rows - 1) / rows
}

// paragraph writes a wrapped text from y on and returns where it ends.
func (p pen) paragraph(f font.Face, y vg.Length, s string) vg.Length {
	pitch := f.Font.Size * leading
	for _, line := range wrap(f, s, bodyWidth) {
		y += pitch
		p.text(f, ink, pageMargin, y, toRight, line)
	}
	return y
}

// A key is a row of swatches with their names, wrapped to the width it has.
type key struct {
	names []string
	marks func(p pen, i int, x, y vg.Length)
}

const (
	keyPitch  = 12 * vg.Length(1)
	keySwatch = 12 * vg.Length(1) // a swatch with the gap to its name
	keyGap    = 12 * vg.Length(1)
)

// voiceKey tells voices apart by the colours and shapes of their points.
func voiceKey(voices []string) key {
	var k key
	for _, v := range voices {
		k.names = append(k.names, voiceName(v))
	}
	k.marks = func(p pen, i int, x, y vg.Length) {
		s := voiceStyles[i%len(voiceStyles)]
		p.dot(s.shape, s.colour, x, y, false)
	}
	return k
}

// draw draws the key between x0 and x1 from y on, and returns its height; without a pen it only measures.
func (k key) draw(p *pen, x0, x1, y vg.Length) vg.Length {
	x, row := x0, vg.Length(0)
	for i, name := range k.names {
		w := keySwatch + smallFace.Width(name)
		if x > x0 && x+w > x1 {
			x, row = x0, row+1
		}
		if p != nil {
			mid := y + row*keyPitch + keyPitch/2
			k.marks(*p, i, x+4, mid)
			p.middle(smallFace, ink, x+keySwatch, mid, toRight, name)
		}
		x += w + keyGap
	}
	return (row + 1) * keyPitch
}

// nothing is the figure that says why there is nothing to draw.
func nothing(r *stats.Results, name, title, why string, header []string) Figure {
	lines := wrap(labelFace, why, bodyWidth)
	return Figure{
		Name: name, Title: title, Notes: join(origin(r)), Data: [][]string{header},
		height: vg.Length(len(lines)) * labelFace.Font.Size * leading,
		draw: func(p pen) {
			for i, s := range lines {
				p.text(labelFace, ink, pageMargin, vg.Length(i+1)*labelFace.Font.Size*leading, toRight, s)
			}
		},
	}
}
