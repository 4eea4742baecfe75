package experiment

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"parallax"
	"parallax/corpus"
	"parallax/internal/aside"
)

// ManifestFile is the name of the manifest in every folder that parallax writes.
const ManifestFile = "manifest.json"

// A Manifest says what made a folder: enough to make it again and to see what differs. Its inputs decide
// every byte of the outputs; how many workers ran, where and when does not matter and is not in it.
type Manifest struct {
	Parallax string                `json:"parallax"`           // version of the program
	Revision string                `json:"revision,omitempty"` // of its source, where the build knows it
	Verb     string                `json:"verb"`               // run, score, estimate, experiment
	Complete bool                  `json:"complete"`           // false: interrupted, what is there is whole
	Inputs   Inputs                `json:"inputs"`
	Hash     string                `json:"hash"`     // sha256 of the inputs; captions carry its first digits
	Articles int                   `json:"articles"` // scored
	Excluded map[corpus.Reason]int `json:"excluded"` // left out, by reason
	Outputs  []HashedFile          `json:"outputs"`  // sorted by path; not the manifest itself

	strangers int      // articles of the stories' table that were not scored
	blank     []string // columns that no article has
}

// Inputs is all that decides the outputs.
type Inputs struct {
	Config   *Config       `json:"config"`
	Corpus   []HashedFile  `json:"corpus,omitempty"`  // files of the corpus, relative to it
	Stories  []HashedFile  `json:"stories,omitempty"` // the table of stories, where one is given
	Scored   []HashedFile  `json:"scored,omitempty"`  // manifests of the scored folders, for estimate
	Lexicons []UsedLexicon `json:"lexicons,omitempty"`
	Model    []HashedFile  `json:"attribution_model,omitempty"` // the model of attribution, where it is the user's own
	Study    *Study        `json:"study,omitempty"`             // of an experiment
}

// A HashedFile is a file with its hash.
type HashedFile struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// A UsedLexicon is a lexicon as it was used.
type UsedLexicon struct {
	Name     string `json:"name"`
	Version  string `json:"version"`
	SHA256   string `json:"sha256"` // of its canonical form
	Replaces bool   `json:"replaces_built_in,omitempty"`
}

// hash returns the sha256 of the inputs and of the program's version. Where corpus, stories, lexicons and model lie is
// not part of it, only what they hold.
func (m *Manifest) hash() string {
	inputs := m.Inputs
	if inputs.Config != nil {
		config := *inputs.Config
		config.Corpus, config.Stories, config.Lexicons = "", "", nil
		if isModelFile(config.Attribution) {
			config.Attribution = ""
		}
		inputs.Config = &config
	}
	inputs.Scored = slices.Clone(inputs.Scored)
	for i := range inputs.Scored {
		inputs.Scored[i].Path = ""
	}
	slices.SortFunc(inputs.Scored, func(a, b HashedFile) int { return strings.Compare(a.SHA256, b.SHA256) })
	data, err := json.Marshal([]any{m.Parallax, m.Verb, inputs})
	if err != nil {
		panic(err) // plain data always marshals
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// short is the part of the hash that captions show.
func (m *Manifest) short() string { return m.Hash[:12] }

func newManifest(verb string, p *Plan) *Manifest {
	m := &Manifest{Parallax: parallax.Version, Verb: verb, Excluded: map[corpus.Reason]int{}, Inputs: Inputs{Config: p.Config, Model: p.model}}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				m.Revision = s.Value
			}
		}
	}
	for _, l := range p.Lexicons {
		m.Inputs.Lexicons = append(m.Inputs.Lexicons, UsedLexicon{l.Name, l.Version, l.SHA256, slices.Contains(p.Replaced, l.Name)})
	}
	return m
}

// Summary says in a line how many articles were scored and how many left out, and why.
func (m *Manifest) Summary() string {
	s := tally(m.Articles, "scored", m.Excluded, "; see excluded.csv")
	if m.Articles == 0 {
		s += "\nwarning: no article was scored, so that there is nothing to count or to estimate"
	}
	if m.strangers > 0 {
		s += fmt.Sprintf("\nwarning: %d of the articles in %s were not scored; do their ids agree with the corpus?", m.strangers, m.Inputs.Config.Stories)
	}
	for _, column := range m.blank {
		s += fmt.Sprintf("\nwarning: no article has anything under %s, one of the columns; are its keys spelled so?", column)
	}
	return s
}

// tally says how many articles there were, how many were left out and why; where follows the reasons.
func tally(articles int, done string, excluded map[corpus.Reason]int, where string) string {
	var reasons []string
	left := 0
	for reason, n := range excluded {
		left += n
		reasons = append(reasons, fmt.Sprintf("%d %s", n, reason))
	}
	slices.Sort(reasons)
	s := fmt.Sprintf("%d articles %s, %d left out", articles, done, left)
	if left > 0 {
		s += " (" + strings.Join(reasons, ", ") + where + ")"
	}
	return s
}

// finish writes the manifest of a folder in which nothing is missing any more.
func (m *Manifest) finish(dir string, outputs []string) error {
	m.Complete = true
	return m.write(dir, outputs)
}

// write fills the manifest with the outputs in dir and writes it. Files that an earlier manifest of the
// folder lists and this run did not write are removed: a folder shows one run.
func (m *Manifest) write(dir string, outputs []string) error {
	before, _ := ReadManifest(dir)
	slices.Sort(outputs)
	m.Outputs = nil
	for _, name := range slices.Compact(outputs) {
		h, err := hashFile(filepath.Join(dir, filepath.FromSlash(name)), name)
		if err != nil {
			return err
		}
		m.Outputs = append(m.Outputs, h)
	}
	m.Hash = cmp.Or(m.Hash, m.hash())
	if before != nil {
		for _, old := range before.Outputs {
			if !slices.Contains(outputs, old.Path) && filepath.IsLocal(filepath.FromSlash(old.Path)) {
				os.Remove(filepath.Join(dir, filepath.FromSlash(old.Path)))
			}
		}
	}
	return aside.Write(filepath.Join(dir, ManifestFile), func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(m)
	})
}

// ReadManifest reads the manifest of a folder.
func ReadManifest(dir string) (*Manifest, error) {
	data, err := os.ReadFile(filepath.Join(dir, ManifestFile))
	if err != nil {
		return nil, fmt.Errorf("not a folder that parallax wrote: %w", err)
	}
	m := &Manifest{}
	if err := json.Unmarshal(data, m); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, ManifestFile), err)
	}
	return m, nil
}

// Config returns the config of the run again, with settings put before it. It writes to the folder out, or
// where set says.
func (m *Manifest) Config(set map[string]string) (*Config, error) {
	data, err := json.Marshal(m.Inputs.Config)
	if err != nil {
		return nil, err
	}
	c, err := parseConfig(data, "config of the manifest", set) // JSON is YAML
	if err != nil {
		return nil, &ConfigError{err}
	}
	return c, nil
}

func hashFile(path, name string) (HashedFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return HashedFile{}, err
	}
	defer f.Close()
	return hashReader(f, name)
}

func hashReader(r io.Reader, name string) (HashedFile, error) {
	h := sha256.New()
	n, err := io.Copy(h, r)
	return HashedFile{name, n, hex.EncodeToString(h.Sum(nil))}, err
}
