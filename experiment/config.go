// Package experiment is the composition root: it turns a config.yaml into results, and results into files
// that can be reproduced years later.
package experiment

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"github.com/go-viper/mapstructure/v2"
	"github.com/goccy/go-yaml"
	"github.com/spf13/viper"

	"parallax"
	"parallax/charts"
	"parallax/corpus"
	"parallax/counts"
	"parallax/internal/nearest"
	"parallax/stats"
)

// A Config is a config.yaml, with defaults filled in. All of it goes into the manifest.
type Config struct {
	Corpus      string          `mapstructure:"corpus" json:"corpus"`
	Out         string          `mapstructure:"out" json:"-"`
	Seed        uint64          `mapstructure:"seed" json:"seed"`
	Workers     int             `mapstructure:"workers" json:"-"`
	Confidence  float64         `mapstructure:"confidence" json:"confidence"`
	Stories     string          `mapstructure:"stories" json:"stories,omitempty"` // a table of articles and their stories
	Lexicons    []string        `mapstructure:"lexicons" json:"lexicons"`
	Attribution string          `mapstructure:"attribution" json:"attribution"` // rules, model, or the path of a model
	Measures    []MeasureConfig `mapstructure:"measures" json:"measures"`
	Charts      []string        `mapstructure:"charts" json:"charts"`

	Interval  string `mapstructure:"interval" json:"interval,omitempty"`
	Shrinkage string `mapstructure:"shrinkage" json:"shrinkage,omitempty"`
	Within    string `mapstructure:"within" json:"within,omitempty"`

	Families []FamilyConfig `mapstructure:"families" json:"families,omitempty"`

	Targets []AliasConfig `mapstructure:"targets" json:"targets,omitempty"`
	Sides   []AliasConfig `mapstructure:"sides" json:"sides,omitempty"`

	Columns     []string           `mapstructure:"columns" json:"columns,omitempty"`
	Regressions []RegressionConfig `mapstructure:"regressions" json:"regressions,omitempty"`

	file string            // that it was read from; "" for the built-in one
	Tell func(line string) `mapstructure:"-" json:"-"` // hears what of a dictionary cannot be carried over; may be nil
}

// A MeasureConfig is a measure as config.yaml has it.
type MeasureConfig struct {
	Name    string   `mapstructure:"name" json:"name"`
	Doc     string   `mapstructure:"doc" json:"doc"`
	Of      []string `mapstructure:"of" json:"of"`
	OfVoice []string `mapstructure:"of-voice" json:"of-voice,omitempty"`
	Per     []string `mapstructure:"per" json:"per"`
	Voice   []string `mapstructure:"voice" json:"voice"`
	Unit    string   `mapstructure:"unit" json:"unit"`
}

// A ConfigError is a fault of what the user gave: config, lexicon, study, corpus path. Nothing was written.
type ConfigError struct{ error }

func (e *ConfigError) Unwrap() error { return e.error }

// settings are the keys of config.yaml.
var settings = []string{"corpus", "out", "seed", "workers", "confidence", "stories", "lexicons", "attribution", "measures", "charts",
	"interval", "shrinkage", "within", "families", "targets", "sides", "columns", "regressions"}

// DefaultFile is the config that is read where none is named and the current folder has one.
const DefaultFile = "config.yaml"

// LoadConfig reads a config: the file at path; where path is empty, config.yaml in the current folder; where
// that is absent, the built-in one. The environment (PARALLAX_SEED=3) goes before the file, and set (key to
// value, in YAML) before both. All faults are reported at once.
func LoadConfig(path string, set map[string]string) (*Config, error) {
	if path == "" {
		if _, err := os.Stat(DefaultFile); err == nil {
			path = DefaultFile
		}
	}
	data, name, dir := parallax.Config, "built-in config", ""
	if path != "" {
		var err error
		if info, statErr := os.Stat(path); statErr == nil && info.IsDir() {
			return nil, &ConfigError{fmt.Errorf("config %s: a folder; to read articles from it: --corpus %s", path, path)}
		}
		if data, err = os.ReadFile(path); err != nil {
			return nil, &ConfigError{fmt.Errorf("config: %w", err)}
		}
		name, dir = path, filepath.Dir(path)
	}
	c, err := parseConfig(data, name, set)
	if err != nil && corpus.Reads(path) {
		err = fmt.Errorf("config %s: no config; to read articles from it: --corpus %s", path, path)
	}
	if err != nil {
		return nil, &ConfigError{err}
	}
	c.file = path
	c.rebase(dir, func(key string) bool {
		_, flag := set[key]
		_, env := environment()[key]
		return !flag && !env
	})
	return c, nil
}

func parseConfig(data []byte, name string, set map[string]string) (*Config, error) {
	var document map[string]any
	if err := yaml.Unmarshal(data, &document); err != nil { // for the place of a fault, which viper loses
		return nil, fmt.Errorf("%s: %s", name, strings.TrimSpace(yaml.FormatError(err, false, true)))
	}
	v := viper.New()
	v.SetConfigType("yaml")
	v.SetDefault("corpus", "demo")
	v.SetDefault("out", "out")
	v.SetDefault("seed", 1)
	v.SetDefault("confidence", 0.95)
	v.SetDefault("lexicons", []string{})
	v.SetDefault("attribution", byModel)
	if err := v.ReadConfig(bytes.NewReader(data)); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	faults := unknownKeys(name+": ", document)
	faults = append(faults, override(v, variable, environment())...)
	faults = append(faults, override(v, func(key string) string { return "--set " + key }, set)...)
	exact := func(d *mapstructure.DecoderConfig) { d.ErrorUnused = len(faults) == 0 } // else they are reported already
	lists := viper.DecodeHook(mapstructure.ComposeDecodeHookFunc(oneIsAList, notBelowZero, mapstructure.StringToSliceHookFunc(",")))
	var c Config
	err := v.Unmarshal(&c, lists, exact)
	if wrapped := errors.Unwrap(err); wrapped != nil {
		err = wrapped // behind a headline: one fault a key
	}
	if err == nil {
		err = c.check()
	}
	for _, fault := range each(err) {
		fault = readable(fault)
		faults = append(faults, fmt.Errorf("%s: %w", origin(fault, name, set), fault))
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return &c, nil
}

// readable says what is wanted where a value is of the wrong kind; other faults it leaves as they are.
func readable(fault error) error {
	var at *mapstructure.DecodeError
	if !errors.As(fault, &at) {
		return fault
	}
	var parse *mapstructure.ParseError
	var kind *mapstructure.UnconvertibleTypeError
	switch {
	case errors.As(fault, &parse):
		return fmt.Errorf("%s: want %s, found %q", at.Name(), kindName(parse.Expected.Kind()), fmt.Sprint(parse.Value))
	case errors.As(fault, &kind):
		return fmt.Errorf("%s: want %s, found %s", at.Name(), kindName(kind.Expected.Kind()), kindName(reflect.ValueOf(kind.Value).Kind()))
	case strings.HasPrefix(at.Unwrap().Error(), "expected a map"):
		return fmt.Errorf("%s: want keys and values", at.Name())
	}
	return fault
}

// kindName is what people call a value of a kind.
func kindName(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "a text"
	case reflect.Int:
		return "a whole number"
	case reflect.Uint64:
		return "a whole number, 0 or more"
	case reflect.Float64:
		return "a number"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	case reflect.Invalid:
		return "nothing"
	}
	return "keys and values"
}

var leadingKey = regexp.MustCompile(`^([a-z]+)`)

// origin tells where the setting comes from that a fault begins with.
func origin(fault error, file string, set map[string]string) string {
	key := ""
	if found := leadingKey.FindStringSubmatch(fault.Error()); found != nil {
		key = found[1]
	}
	if _, ok := set[key]; ok {
		return "command line"
	}
	if _, ok := environment()[key]; ok {
		return "environment"
	}
	return file
}

// measureKeys are the keys of a measure.
var measureKeys = []string{"name", "doc", "of", "of-voice", "per", "voice", "unit"}

// keysOf are the keys of an entry of the settings that are lists of entries.
var keysOf = []struct {
	setting string
	keys    []string
}{{"measures", measureKeys}, {"families", familyKeys}, {"targets", aliasKeys}, {"sides", aliasKeys}, {"regressions", regressionKeys}}

// unknownKeys reports keys that config.yaml does not have; viper would name them in lower case and without
// a hint.
func unknownKeys(place string, document map[string]any) (faults []error) {
	for _, key := range slices.Sorted(maps.Keys(document)) {
		if !slices.Contains(settings, key) {
			faults = append(faults, fmt.Errorf("%sunknown setting %q%s", place, key, nearest.Hint(key, settings)))
		}
	}
	for _, list := range keysOf {
		entries, _ := document[list.setting].([]any)
		for i, e := range entries {
			entry, _ := e.(map[string]any)
			for _, key := range slices.Sorted(maps.Keys(entry)) {
				if !slices.Contains(list.keys, key) {
					faults = append(faults, fmt.Errorf("%s%s[%d] (%v): unknown key %q%s", place, list.setting, i, entry["name"], key, nearest.Hint(key, list.keys)))
				}
			}
		}
	}
	return faults
}

// variable is the variable of the environment for a setting.
func variable(key string) string {
	return "PARALLAX_" + strings.ReplaceAll(strings.ToUpper(key), "-", "_")
}

// environment returns the settings of the environment: PARALLAX_SEED=3 is seed: 3. An empty variable is none.
func environment() map[string]string {
	set := map[string]string{}
	for _, kv := range os.Environ() {
		key, value, _ := strings.Cut(kv, "=")
		if name, ok := strings.CutPrefix(key, "PARALLAX_"); ok && value != "" && key != "PARALLAX_SHARED" {
			set[strings.ReplaceAll(strings.ToLower(name), "_", "-")] = value
		}
	}
	return set
}

// override puts settings before those of the file; shown writes a key as the user did. Values are YAML, so that
// lists and measures can be given.
func override(v *viper.Viper, shown func(key string) string, set map[string]string) (faults []error) {
	for _, key := range slices.Sorted(maps.Keys(set)) {
		if !slices.Contains(settings, key) {
			faults = append(faults, fmt.Errorf("%s: unknown setting%s", shown(key), nearest.Hint(key, settings)))
			continue
		}
		var parsed any
		if err := yaml.Unmarshal([]byte(set[key]), &parsed); err != nil {
			faults = append(faults, fmt.Errorf("%s: %s", shown(key), strings.TrimSpace(yaml.FormatError(err, false, false))))
			continue
		}
		faults = append(faults, unknownKeys(shown(key)+": ", map[string]any{key: parsed})...)
		v.Set(key, parsed)
	}
	return faults
}

// oneIsAList lets "per: tokens" stand for "per: [tokens]".
func oneIsAList(from, to reflect.Type, value any) (any, error) {
	if to.Kind() == reflect.Slice && to.Elem().Kind() == reflect.String && from.Kind() == reflect.String {
		return []string{value.(string)}, nil
	}
	return value, nil
}

// notBelowZero refuses what would become a very large number.
func notBelowZero(from, to reflect.Type, value any) (any, error) {
	if v := reflect.ValueOf(value); to.Kind() == reflect.Uint64 && v.CanInt() && v.Int() < 0 {
		return nil, &mapstructure.ParseError{Expected: reflect.New(to).Elem(), Value: value}
	}
	return value, nil
}

var kebab = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// check reports every fault that shows in the config alone. Whether features exist is known once the
// lexicons are read: see plan.
func (c *Config) check() error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	if c.Corpus == "" {
		fault("corpus: name a file or folder, or demo")
	}
	if c.Out == "" {
		fault("out: name a folder")
	}
	if c.Workers < 0 {
		fault("workers: %d is below 0", c.Workers)
	}
	if c.Confidence <= 0 || c.Confidence >= 1 {
		fault("confidence: %v is not between 0 and 1", c.Confidence)
	}
	var names []string
	for i, m := range c.Measures {
		at := fmt.Sprintf("measures[%d] (%s)", i, m.Name)
		if !kebab.MatchString(m.Name) {
			fault("%s: name is not in kebab-case (lower-case letters, digits and hyphens)", at)
		}
		if slices.Contains(names, m.Name) {
			fault("%s: the name is taken by an earlier measure", at)
		}
		names = append(names, m.Name)
		if _, err := m.measure(); err != nil {
			faults = append(faults, prefixed(at, err))
		}
	}
	faults = append(faults, c.checkAttribution(), c.checkStatistics(), checkAliases("targets", c.Targets), checkAliases("sides", c.Sides), c.checkRegressions())
	var known []string
	for _, chart := range charts.All {
		known = append(known, chart.Name)
	}
	for i, name := range c.Charts {
		if !slices.Contains(known, name) {
			fault("charts[%d]: unknown chart %q%s", i, name, nearest.Hint(name, known))
		}
	}
	return errors.Join(faults...)
}

// measure translates a measure of the config.
func (m MeasureConfig) measure() (stats.Measure, error) {
	var faults []error
	voices := func(key string, names []string) (vs []counts.Voice, all bool) {
		for _, name := range names {
			if name == "all" && len(names) == 1 {
				return nil, true
			}
			v, err := counts.ParseVoice(name)
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: %w, or all alone", key, err))
			}
			vs = append(vs, v)
		}
		return vs, false
	}
	out := stats.Measure{Name: m.Name, Doc: m.Doc, Unit: stats.Unit(m.Unit), Of: stats.Selection{Features: m.Of}, Per: stats.Selection{Features: m.Per}}
	out.Voices, out.AllVoices = voices("voice", m.Voice)
	out.Of.Voices, _ = voices("of-voice", m.OfVoice)
	faults = append(faults, out.Check())
	return out, errors.Join(faults...)
}

// workers returns the number of cores to use.
func (c *Config) workers() int {
	if c.Workers == 0 {
		return runtime.GOMAXPROCS(0)
	}
	return c.Workers
}

// rebase makes the paths that a config file gives, relative to itself, relative to the current folder.
func (c *Config) rebase(dir string, fromFile func(key string) bool) {
	under := func(p string) string {
		if filepath.IsAbs(p) {
			return p
		}
		return filepath.Join(dir, p)
	}
	if fromFile("corpus") && c.Corpus != DemoCorpus {
		c.Corpus = under(c.Corpus)
	}
	if fromFile("stories") && c.Stories != "" {
		c.Stories = under(c.Stories)
	}
	if fromFile("attribution") && isModelFile(c.Attribution) {
		c.Attribution = under(c.Attribution)
	}
	if fromFile("lexicons") {
		for i, ref := range c.Lexicons {
			if isFile(ref) {
				if c.Lexicons[i] = under(ref); !isFile(c.Lexicons[i]) {
					c.Lexicons[i] = "." + string(filepath.Separator) + c.Lexicons[i] // still a path
				}
			}
		}
	}
}

// prefixed puts the place before each of several joined errors.
func prefixed(place string, err error) error {
	var all []error
	for _, e := range each(err) {
		all = append(all, fmt.Errorf("%s: %w", place, e))
	}
	return errors.Join(all...)
}

// each takes joined errors apart.
func each(err error) (all []error) {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return slices.DeleteFunc([]error{err}, func(e error) bool { return e == nil })
	}
	for _, e := range joined.Unwrap() {
		all = append(all, each(e)...)
	}
	return all
}
