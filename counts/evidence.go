package counts

import (
	"cmp"
	"hash/fnv"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// perCell is how many occurrences are kept for each outlet × feature × voice.
const perCell = 5

// A Sample keeps a few occurrences of each outlet × feature × voice, chosen by a hash of the occurrence:
// the same ones whatever the order and the sharding, and as good as drawn by lot.
type Sample struct {
	kept map[sampleKey][]sampled // sorted by hash, at most perCell
}

type sampleKey struct {
	outlet  string
	feature Feature
	voice   Voice
}

type sampled struct {
	hash    uint64
	article string
	Evidence
}

// NewSample returns an empty sample.
func NewSample() *Sample { return &Sample{map[sampleKey][]sampled{}} }

// Add offers one occurrence.
func (s *Sample) Add(article, outlet string, e Evidence) {
	h := fnv.New64a()
	io.WriteString(h, article)
	var b [8]byte
	for i := range 4 {
		b[i], b[4+i] = byte(e.Start>>(8*i)), byte(e.End>>(8*i))
	}
	h.Write(b[:])
	io.WriteString(h, string(e.Feature))
	// FNV leaves near-by inputs near each other; one round of mixing spreads them.
	hash := h.Sum64()
	hash ^= hash >> 33
	hash *= 0xff51afd7ed558ccd
	hash ^= hash >> 33

	key := sampleKey{outlet, e.Feature, e.Voice}
	kept := s.kept[key]
	if len(kept) == perCell && hash >= kept[perCell-1].hash {
		return
	}
	e.Sentence = strings.Clone(e.Sentence) // it was part of the article, which must not stay in memory
	at, found := slices.BinarySearchFunc(kept, hash, func(k sampled, h uint64) int { return cmp.Compare(k.hash, h) })
	if found {
		return // the same occurrence
	}
	kept = slices.Insert(kept, at, sampled{hash, article, e})
	s.kept[key] = kept[:min(len(kept), perCell)]
}

// Read adds the evidence of a scored folder.
func (s *Sample) Read(dir string) error {
	return readParquet(filepath.Join(dir, evidenceFile), func(r evidenceRow) error {
		v, err := ParseVoice(r.Voice)
		if err != nil {
			return err
		}
		s.Add(r.Article, r.Outlet, Evidence{Feature(r.Feature), v, r.Sentence, int(r.Start), int(r.End), r.Rule})
		return nil
	})
}

// An Occurrence is a sampled match with the article it stands in.
type Occurrence struct {
	Article, Outlet string
	Evidence
}

// Occurrences returns the sample, sorted by article, voice, feature and position.
func (s *Sample) Occurrences() []Occurrence {
	var all []Occurrence
	for key, kept := range s.kept {
		for _, k := range kept {
			all = append(all, Occurrence{k.article, key.outlet, k.Evidence})
		}
	}
	slices.SortFunc(all, func(a, b Occurrence) int {
		return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Voice, b.Voice), cmp.Compare(a.Feature, b.Feature),
			cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	return all
}

func (s *Sample) write(w io.Writer) error {
	out := parquet.NewGenericWriter[evidenceRow](w, parquetOptions...)
	for _, o := range s.Occurrences() {
		row := evidenceRow{o.Article, o.Outlet, o.Voice.String(), string(o.Feature), o.Sentence, int64(o.Start), int64(o.End), o.Rule}
		if _, err := out.Write([]evidenceRow{row}); err != nil {
			return err
		}
	}
	return out.Close()
}
