package counts

import (
	"cmp"
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
	outlets  map[string]uint32 // numbered
	features map[Feature]sampledFeature
	kept     map[sampleKey][]sampled
	last     struct { // articles come one after another
		article string
		hash    uint64
		outlet  uint32
		texts   map[string]string // copies of its texts, of which many occurrences share a few
	}
}

// A sampleKey holds the numbers of outlet, feature and voice, from the highest bits down: maps of whole numbers are fast.
type sampleKey uint64

type sampledFeature struct {
	number uint32
	hash   uint64
}

type sampled struct {
	hash uint64
	Occurrence
}

// An Occurrence is a sampled match with the article it stands in.
type Occurrence struct {
	Article, Outlet string
	Evidence
}

// NewSample returns an empty sample.
func NewSample() *Sample {
	s := &Sample{outlets: map[string]uint32{}, features: map[Feature]sampledFeature{}, kept: map[sampleKey][]sampled{}}
	s.last.texts = map[string]string{}
	return s
}

// Add offers one occurrence.
func (s *Sample) Add(article, outlet string, e Evidence) {
	if s.last.article != article {
		s.last.article, s.last.hash, s.last.outlet = article, fingerprint(article), s.number(outlet)
		clear(s.last.texts)
	}
	feature, ok := s.features[e.Feature]
	if !ok {
		feature = sampledFeature{uint32(len(s.features)), fingerprint(string(e.Feature))}
		s.features[Feature(strings.Clone(string(e.Feature)))] = feature
	}
	hash := mix(mix(s.last.hash^uint64(e.Start)<<32^uint64(e.End)) ^ feature.hash)
	key := sampleKey(s.last.outlet)<<40 | sampleKey(feature.number)<<8 | sampleKey(e.Voice)
	kept := s.kept[key]
	if len(kept) == perCell && hash >= kept[perCell-1].hash {
		return
	}
	at, same := slices.BinarySearchFunc(kept, hash, func(k sampled, h uint64) int { return cmp.Compare(k.hash, h) })
	if same {
		return
	}
	e.Sentence = s.copied(e.Sentence)
	if len(kept) == perCell {
		kept = kept[:perCell-1]
	}
	s.kept[key] = slices.Insert(kept, at, sampled{hash, Occurrence{s.copied(article), s.copied(outlet), e}})
}

// copied returns a copy of a text of the article at hand, which must not stay in memory whole.
func (s *Sample) copied(text string) string {
	c, ok := s.last.texts[text]
	if !ok {
		c = strings.Clone(text)
		s.last.texts[c] = c
	}
	return c
}

func (s *Sample) number(outlet string) uint32 {
	n, ok := s.outlets[outlet]
	if !ok {
		n = uint32(len(s.outlets))
		s.outlets[strings.Clone(outlet)] = n
	}
	return n
}

// fingerprint is FNV-1a, which is the same on every machine.
func fingerprint(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// mix spreads inputs that are near each other (the finalizer of MurmurHash3).
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
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

// Occurrences returns the sample, sorted by article, voice, feature and position.
func (s *Sample) Occurrences() []Occurrence {
	var all []Occurrence
	for _, kept := range s.kept {
		for _, k := range kept {
			all = append(all, k.Occurrence)
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
	var rows []evidenceRow
	for slice := range slices.Chunk(s.Occurrences(), writtenRows) {
		rows = rows[:0]
		for _, o := range slice {
			rows = append(rows, evidenceRow{o.Article, o.Outlet, o.Voice.String(), string(o.Feature), o.Sentence, int64(o.Start), int64(o.End), o.Rule})
		}
		if _, err := out.Write(rows); err != nil {
			return err
		}
	}
	return out.Close()
}
