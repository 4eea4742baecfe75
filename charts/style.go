package charts

import (
	"image/color"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// Sizes of the page. Journals ask for 174 to 183 mm across two columns, 300 dpi, and letters of at least
// 6 to 8 points.
const (
	pageWidth  = 180 * vg.Millimeter
	pageMargin = 8 * vg.Length(1)
	gap        = 6 * vg.Length(1) // between a column and its neighbour
	bodyWidth  = pageWidth - 2*pageMargin
	pngDPI     = 300

	thin   = 0.5 * vg.Length(1) // grid, frames, leader lines
	medium = 1.0 * vg.Length(1) // whiskers
	thick  = 3.8 * vg.Length(1) // comparison intervals
	radius = 2.7 * vg.Length(1) // points
)

// Faces: Liberation Sans, which the program carries with it, so that no machine's fonts show in a figure.
var (
	titleFace = fonts.Lookup(bold, 9)
	headFace  = fonts.Lookup(bold, 7)
	labelFace = fonts.Lookup(regular, 8)
	smallFace = fonts.Lookup(regular, 7)
	markFace  = fonts.Lookup(regular, 6)
)

var (
	regular = font.Font{Typeface: "Liberation", Variant: "Sans", Weight: xfont.WeightNormal}
	bold    = font.Font{Typeface: "Liberation", Variant: "Sans", Weight: xfont.WeightBold}

	faceTables = map[font.Font]tables{
		regular: unkerned(liberationsansregular.TTF),
		bold:    unkerned(liberationsansbold.TTF),
	}
	fonts = font.NewCache(font.Collection{face(regular), face(bold)})
)

func face(f font.Font) font.Face {
	parsed, err := opentype.Parse(faceTables[f].bytes())
	if err != nil {
		panic(err) // the font is part of the program
	}
	return font.Face{Font: f, Face: parsed}
}

// capHeight is the height of Liberation Sans' capitals and figures as a part of the font size; texts are
// centred on a row by half of it.
const capHeight = 0.69

// leading is the distance of two baselines, as a part of the font size.
const leading = 1.25

// Colours that colour-blind readers tell apart: Okabe and Ito (2008), "Color Universal Design". None of
// them ever stands for a party.
var (
	black      = color.RGBA{0x00, 0x00, 0x00, 0xff}
	orange     = color.RGBA{0xe6, 0x9f, 0x00, 0xff}
	skyBlue    = color.RGBA{0x56, 0xb4, 0xe9, 0xff}
	green      = color.RGBA{0x00, 0x9e, 0x73, 0xff}
	yellow     = color.RGBA{0xf0, 0xe4, 0x42, 0xff}
	blue       = color.RGBA{0x00, 0x72, 0xb2, 0xff}
	vermillion = color.RGBA{0xd5, 0x5e, 0x00, 0xff}
	purple     = color.RGBA{0xcc, 0x79, 0xa7, 0xff}

	white = color.RGBA{0xff, 0xff, 0xff, 0xff}
	grid  = color.RGBA{0xe4, 0xe4, 0xe4, 0xff}
	faint = color.RGBA{0x99, 0x99, 0x99, 0xff}
	ink   = color.RGBA{0x33, 0x33, 0x33, 0xff}
)

type voiceStyle struct {
	colour color.RGBA
	shape  shape
}

// Voices differ in colour and in shape, so that a grey print still tells them apart.
var voiceStyles = []voiceStyle{{blue, circle}, {vermillion, square}, {green, triangle}, {purple, diamond}, {black, cup}}

// The variant that a concept's profile is read by, and the others, dark and light by turns.
var (
	firstVariant  = orange
	otherVariants = []color.RGBA{blue, skyBlue, green, yellow, purple, {0xbb, 0xbb, 0xbb, 0xff}}
)

// diverging gives the colour of a deviation from the mean, from -1 (blue) over 0 (white) to 1 (orange).
// The ends are of unequal lightness, so that they differ in grey too, and light enough for black numbers.
func diverging(d float64) color.RGBA {
	if d < 0 {
		return mix(white, blue, 0.8*min(-d, 1))
	}
	return mix(white, orange, min(d, 1))
}

// mix goes from a to b by the part t, 0 to 1.
func mix(a, b color.RGBA, t float64) color.RGBA {
	t = min(max(t, 0), 1)
	part := func(x, y uint8) uint8 { return uint8(float64(x) + t*(float64(y)-float64(x)) + 0.5) }
	return color.RGBA{part(a.R, b.R), part(a.G, b.G), part(a.B, b.B), 0xff}
}

// readable is black or white, whichever has the greater contrast on the ground (WCAG 2.2, relative luminance).
func readable(ground color.RGBA) color.RGBA {
	l := luminance(ground)
	if (l+0.05)/0.05 >= 1.05/(l+0.05) {
		return black
	}
	return white
}
