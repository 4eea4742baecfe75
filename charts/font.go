package charts

import (
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"maps"
	"slices"

	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// An SVG carries the fonts it was laid out with, so that it looks the same everywhere, and only the glyphs
// it uses: 10 kB a face rather than 400. The tables are those of the OpenType specification 1.9; Liberation
// is TrueType-flavoured, 2048 units to the em.

// tables are the tables of a font by their tags.
type tables map[string][]byte

func readTables(ttf []byte) tables {
	t := tables{}
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		entry := ttf[12+16*i:]
		from, length := binary.BigEndian.Uint32(entry[8:]), binary.BigEndian.Uint32(entry[12:])
		t[string(entry[:4])] = ttf[from : from+length]
	}
	return t
}

// only are the tables with these tags.
func (t tables) only(tags ...string) tables {
	out := tables{}
	for _, tag := range tags {
		if b, ok := t[tag]; ok {
			out[tag] = b
		}
	}
	return out
}

// bytes assembles a font file: the directory, sorted by tag, and the tables, each on a boundary of four bytes.
func (t tables) bytes() []byte {
	n := len(t)
	power := 1 // the largest power of two not above n, for the directory's binary search
	log := 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	head := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{n, 16 * power, log, 16 * (n - power)} {
		head = binary.BigEndian.AppendUint16(head, uint16(v))
	}
	var body []byte
	for _, tag := range slices.Sorted(maps.Keys(t)) {
		b := slices.Clone(t[tag])
		if tag == "head" {
			clear(b[8:12]) // the checksum of the whole file, which readers ignore
		}
		length := len(b)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
		sum := uint32(0)
		for i := 0; i < len(b); i += 4 {
			sum += binary.BigEndian.Uint32(b[i:])
		}
		head = append(head, tag...)
		for _, v := range []int{int(sum), 12 + 16*n + len(body), length} {
			head = binary.BigEndian.AppendUint32(head, uint32(v))
		}
		body = append(body, b...)
	}
	return append(head, body...)
}

// unkerned is a font without kerning: in a chart, figures must stand below one another ("11" is kerned in
// Liberation), and programs that open an SVG must space its letters as the layout did.
func unkerned(ttf []byte) tables {
	return readTables(ttf).only("OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post")
}

// subset keeps the glyphs of letters, numbered anew, and the parts that composite glyphs are made of.
func (t tables) subset(f *opentype.Font, letters []rune) tables {
	var buf sfnt.Buffer
	glyphs := []uint16{0} // .notdef, the box for letters that the font lacks
	number := map[uint16]uint16{0: 0}
	add := func(g uint16) uint16 {
		if _, ok := number[g]; !ok {
			number[g] = uint16(len(glyphs))
			glyphs = append(glyphs, g)
		}
		return number[g]
	}
	var mapped []rune
	for _, r := range slices.Sorted(slices.Values(letters)) {
		if g, err := f.GlyphIndex(&buf, r); err == nil && g != 0 {
			add(uint16(g))
			mapped = append(mapped, r)
		}
	}

	// glyphs grows while it is read: a composite glyph adds its parts.
	var glyf, loca, hmtx []byte
	for i := 0; i < len(glyphs); i++ {
		outline := slices.Clone(t.outline(glyphs[i]))
		renumber(outline, add)
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, outline...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		hmtx = append(hmtx, t.metric(glyphs[i])...)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))

	out := t.only("OS/2", "head", "hhea", "maxp", "name", "post")
	out["glyf"], out["loca"], out["hmtx"] = glyf, loca, hmtx
	out["head"] = slices.Clone(out["head"])
	binary.BigEndian.PutUint16(out["head"][50:], 1) // loca holds long offsets
	out["hhea"] = slices.Clone(out["hhea"])
	binary.BigEndian.PutUint16(out["hhea"][34:], uint16(len(glyphs)))
	out["maxp"] = slices.Clone(out["maxp"])
	binary.BigEndian.PutUint16(out["maxp"][4:], uint16(len(glyphs)))
	out["post"] = slices.Clone(out["post"][:32])
	binary.BigEndian.PutUint32(out["post"], 0x00030000) // no glyph names
	out["cmap"] = charMap(mapped, func(r rune) uint16 {
		g, _ := f.GlyphIndex(&buf, r)
		return number[uint16(g)]
	})
	return out
}

// outline is a glyph's entry in glyf.
func (t tables) outline(g uint16) []byte {
	loca := t["loca"]
	if binary.BigEndian.Uint16(t["head"][50:]) == 0 {
		return t["glyf"][2*int(binary.BigEndian.Uint16(loca[2*int(g):])) : 2*int(binary.BigEndian.Uint16(loca[2*int(g)+2:]))]
	}
	return t["glyf"][binary.BigEndian.Uint32(loca[4*int(g):]):binary.BigEndian.Uint32(loca[4*int(g)+4:])]
}

// metric is a glyph's advance and side bearing; glyphs beyond the last full entry share its advance.
func (t tables) metric(g uint16) []byte {
	full := binary.BigEndian.Uint16(t["hhea"][34:])
	hmtx := t["hmtx"]
	if g < full {
		return hmtx[4*int(g) : 4*int(g)+4]
	}
	advance := hmtx[4*int(full-1):][:2]
	bearing := hmtx[4*int(full)+2*int(g-full):][:2]
	return slices.Concat(advance, bearing)
}

// renumber gives the parts of a composite glyph their new numbers (OpenType, glyf, composite glyph description).
func renumber(outline []byte, number func(uint16) uint16) {
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return
	}
	const words, scale, more, twoScales, matrix = 1 << 0, 1 << 3, 1 << 5, 1 << 6, 1 << 7
	for at := 10; ; {
		flags := binary.BigEndian.Uint16(outline[at:])
		binary.BigEndian.PutUint16(outline[at+2:], number(binary.BigEndian.Uint16(outline[at+2:])))
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&more == 0 {
			return
		}
	}
}

// charMap is a cmap table of format 12, for the whole of Unicode, with a group for each letter.
func charMap(letters []rune, glyph func(rune) uint16) []byte {
	length := 16 + 12*len(letters)
	b := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0}
	for _, v := range []int{length, 0, len(letters)} {
		b = binary.BigEndian.AppendUint32(b, uint32(v))
	}
	for _, r := range letters {
		for _, v := range []uint32{uint32(r), uint32(r), uint32(glyph(r))} {
			b = binary.BigEndian.AppendUint32(b, v)
		}
	}
	return b
}

// A typesetter is a canvas that draws nothing and remembers the letters of each face.
type typesetter struct{ letters map[font.Font][]rune }

func (t *typesetter) FillString(f font.Face, _ vg.Point, s string) {
	style := f.Font
	style.Size = 0
	if t.letters == nil {
		t.letters = map[font.Font][]rune{}
	}
	for _, r := range s {
		if !slices.Contains(t.letters[style], r) {
			t.letters[style] = append(t.letters[style], r)
		}
	}
}

func (*typesetter) SetLineWidth(vg.Length)              {}
func (*typesetter) SetLineDash([]vg.Length, vg.Length)  {}
func (*typesetter) SetColor(color.Color)                {}
func (*typesetter) Rotate(float64)                      {}
func (*typesetter) Translate(vg.Point)                  {}
func (*typesetter) Scale(float64, float64)              {}
func (*typesetter) Push()                               {}
func (*typesetter) Pop()                                {}
func (*typesetter) Stroke(vg.Path)                      {}
func (*typesetter) Fill(vg.Path)                        {}
func (*typesetter) DrawImage(vg.Rectangle, image.Image) {}

// fonted is a canvas that writes with other faces of the same styles.
type fonted struct {
	vg.Canvas
	faces map[font.Font]*opentype.Font
}

func (c fonted) FillString(f font.Face, at vg.Point, s string) {
	style := f.Font
	style.Size = 0
	f.Face = c.faces[style]
	c.Canvas.FillString(f, at, s)
}

// subsets are the faces that a figure's texts need, with just their letters.
func (t *typesetter) subsets() (map[font.Font]*opentype.Font, error) {
	faces := map[font.Font]*opentype.Font{}
	for style, letters := range t.letters {
		f, err := opentype.Parse(faceTables[style].subset(fonts.Lookup(style, 1).Face, letters).bytes())
		if err != nil {
			return nil, fmt.Errorf("subset of %s: %w", style.Name(), err)
		}
		faces[style] = f
	}
	return faces, nil
}
