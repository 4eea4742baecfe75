package counts

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"iter"
	"os"
	"slices"
)

// A spool takes rows in any order and gives them back sorted by article. Only the articles' IDs stay in
// memory; the rows wait in a temporary file, so that a corpus may be larger than memory.
type spool struct {
	file     *os.File
	out      *bufio.Writer
	size     int64
	index    []spooled
	features []Feature
	ids      map[Feature]uint64
	buf      []byte
}

type spooled struct {
	article string
	at      int64
	length  int
}

func newSpool(dir string) (*spool, error) {
	f, err := os.CreateTemp(dir, ".spool-*")
	if err != nil {
		return nil, err
	}
	return &spool{file: f, out: bufio.NewWriterSize(f, 1<<16), ids: map[Feature]uint64{}}, nil
}

// add appends a row; its evidence is kept elsewhere.
func (s *spool) add(r Row) error {
	b := s.buf[:0]
	for _, v := range r.Meta.texts() {
		b = binary.AppendUvarint(b, uint64(len(*v)))
		b = append(b, *v...)
	}
	b = binary.AppendVarint(b, r.Tokens)
	b = binary.AppendVarint(b, r.Sentences)
	b = binary.AppendUvarint(b, uint64(len(r.Cells)))
	for _, c := range r.Cells {
		id, ok := s.ids[c.Feature]
		if !ok {
			id = uint64(len(s.features))
			s.features = append(s.features, c.Feature)
			s.ids[c.Feature] = id
		}
		b = binary.AppendUvarint(b, id)
		b = append(b, byte(c.Voice))
		b = binary.AppendVarint(b, c.N)
	}
	s.buf = b
	s.index = append(s.index, spooled{r.Article, s.size, len(b)})
	s.size += int64(len(b))
	_, err := s.out.Write(b)
	return err
}

// rows yields every row, sorted by article.
func (s *spool) rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		if err := s.out.Flush(); err != nil {
			yield(Row{}, err)
			return
		}
		slices.SortFunc(s.index, func(a, b spooled) int { return cmp.Compare(a.article, b.article) })
		for _, e := range s.index {
			b := make([]byte, e.length)
			_, err := s.file.ReadAt(b, e.at)
			if err != nil {
				yield(Row{}, err)
				return
			}
			if r, err := s.decode(b); !yield(r, err) || err != nil {
				return
			}
		}
	}
}

func (s *spool) decode(b []byte) (r Row, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("the spool file was damaged while in use")
		}
	}()
	unsigned := func() uint64 { v, n := binary.Uvarint(b); b = b[n:]; return v }
	signed := func() int64 { v, n := binary.Varint(b); b = b[n:]; return v }
	for _, v := range r.Meta.texts() {
		n := unsigned()
		*v, b = string(b[:n]), b[n:]
	}
	r.Tokens, r.Sentences = signed(), signed()
	r.Cells = make([]Cell, unsigned())
	for i := range r.Cells {
		f := s.features[unsigned()]
		v := Voice(b[0])
		b = b[1:]
		r.Cells[i] = Cell{f, v, signed()}
	}
	return r, nil
}

func (s *spool) close() error {
	return cmp.Or(s.file.Close(), os.Remove(s.file.Name()))
}

// texts lists the text columns of articles.csv, in their order.
func (m *Meta) texts() []*string {
	return []*string{&m.Article, &m.Outlet, &m.Published, &m.Title, &m.URL, &m.Story, &m.Wire, &m.TextSHA256}
}
