package charts

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"hash/crc32"
	"image/png"
	"math"
	"strconv"
	"strings"

	"parallax/stats"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// A Figure is one picture, ready to be rendered, with the data behind it.
type Figure struct {
	Name  string     // of its files, without extension: "dots-loaded-share"
	Title string     // what is measured, in one sentence; also the alternative text
	Notes []string   // the caption: sample, whiskers, doubts; a paragraph each
	Data  [][]string // the rows of the CSV, the header first

	height vg.Length // of the body
	draw   func(pen) // draws the body, y running from 0 to height
}

// Formats are the formats of [Render].
var Formats = []string{"png", "svg", "csv"}

// Render returns the bytes of a figure's file: a PNG of 300 dots per inch, an SVG that carries its fonts,
// or the CSV with the data behind it. The same figure gives the same bytes. SVGs may stand in one page of
// HTML: each declares its part of the fonts, and browsers look for a letter in all of them.
func Render(f Figure, format string) ([]byte, error) {
	switch format {
	case "png":
		return f.png(pngDPI)
	case "svg":
		return f.svg()
	case "csv":
		return f.csv()
	}
	return nil, fmt.Errorf("figure %s: unknown format %q; formats are %v", f.Name, format, Formats)
}

// page draws title, body and notes from top to bottom on a canvas of some height, and returns the height
// that they need.
func (f Figure) page(c vg.Canvas, height vg.Length) vg.Length {
	p := pen{c, height}
	y := p.paragraph(titleFace, pageMargin, f.Title) + gap
	f.draw(pen{c, height - y})
	y += f.height + gap
	for _, note := range f.Notes {
		y = p.paragraph(smallFace, y, note) + 1
	}
	return y + pageMargin
}

// measure is the height of the page and the letters on it.
func (f Figure) measure() (vg.Length, *typesetter) {
	var t typesetter
	return f.page(&t, 0), &t
}

func (f Figure) png(dpi int) ([]byte, error) {
	height, _ := f.measure()
	c := vgimg.NewWith(vgimg.UseWH(pageWidth, height), vgimg.UseDPI(dpi))
	f.page(c, height)
	var b bytes.Buffer
	if err := png.Encode(&b, c.Image()); err != nil {
		return nil, fmt.Errorf("figure %s: %w", f.Name, err)
	}
	return withResolution(b.Bytes(), dpi), nil
}

// withResolution adds to a PNG the pHYs chunk that says how large it prints (PNG specification, 11.3.4.3),
// right after the header, which always ends at byte 33.
func withResolution(b []byte, dpi int) []byte {
	perMetre := uint32(math.Round(float64(dpi) / 0.0254))
	chunk := []byte{0, 0, 0, 9, 'p', 'H', 'Y', 's'}
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	return append(b[:33:33], append(chunk, b[33:]...)...)
}

func (f Figure) svg() ([]byte, error) {
	height, letters := f.measure()
	faces, err := letters.subsets()
	if err != nil {
		return nil, fmt.Errorf("figure %s: %w", f.Name, err)
	}
	c := vgsvg.NewWith(vgsvg.UseWH(pageWidth, height), vgsvg.EmbedFonts(true))
	pen{c, height}.rect(0, 0, pageWidth, height, white, nil)
	f.page(fonted{c, faces}, height)
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("figure %s: %w", f.Name, err)
	}
	return b.Bytes(), nil
}

func (f Figure) csv() ([]byte, error) {
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(f.Data); err != nil {
		return nil, fmt.Errorf("figure %s: %w", f.Name, err)
	}
	return b.Bytes(), nil
}

// cell is a number in a CSV: the shortest text that reads back, empty where it is absent.
func cell(v *float64) string {
	x, ok := known(v)
	if !ok {
		return ""
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// codes are the warnings of a row of a CSV.
func codes(ws []stats.Warning) string {
	var s []string
	for _, w := range ws {
		s = append(s, string(w))
	}
	return strings.Join(s, ";")
}

// distinct gives every figure a name that is a safe file name and its own.
func distinct(figs []Figure) []Figure {
	seen := map[string]bool{}
	for i := range figs {
		base := strings.Map(fileLetter, figs[i].Name)
		name := base
		for n := 2; seen[name]; n++ {
			name = base + "-" + strconv.Itoa(n)
		}
		seen[name] = true
		figs[i].Name = name
	}
	return figs
}

func fileLetter(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-':
		return r
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	}
	return '-'
}
