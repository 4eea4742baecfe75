package lexicons

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// The schema for editors knows the keys that the loader knows, and no others.
func TestSchemaHasTheKeysOfTheLoader(t *testing.T) {
	src, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	type object struct {
		Required   []string
		Properties map[string]struct{ Enum []string }
		Items      struct{ Enum []string }
	}
	var schema struct {
		object
		Defs map[string]object `json:"$defs"`
	}
	if err := json.Unmarshal(src, &schema); err != nil {
		t.Fatal(err)
	}
	same := func(what string, got, want []string) {
		if diff := cmp.Diff(slices.Sorted(slices.Values(want)), slices.Sorted(slices.Values(got))); diff != "" {
			t.Errorf("%s: loader (-), schema (+)\n%s", what, diff)
		}
	}
	for _, c := range []struct {
		name            string
		object          object
		keys, necessary []string
	}{
		{"lexicon", schema.object, lexiconKeys, lexiconNeeds},
		{"concept", schema.Defs["concept"], conceptKeys, conceptNeeds},
		{"variant", schema.Defs["variant"], variantKeys, variantNeeds},
		{"term", schema.Defs["term"], termKeys, termNeeds},
		{"condition", schema.Defs["condition"], conditionKeys, conditionNeeds},
	} {
		same(c.name, slices.Collect(maps.Keys(c.object.Properties)), c.keys)
		same(c.name+" needs", c.object.Required, c.necessary)
	}
	same("voices", schema.Defs["voices"].Items.Enum, Voices)
	same("referents", schema.Defs["concept"].Properties["referent"].Enum, Referents)
	same("within", schema.Defs["condition"].Properties["within"].Enum, extents)
}

// Lexicons that load are valid by the schema; faults of their structure are not.
func TestSchemaAgreesWithLoader(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	valid := func(src string) error {
		var of any
		if err := yaml.Unmarshal([]byte(src), &of); err != nil {
			return err
		}
		asJSON, err := json.Marshal(of)
		if err != nil {
			return err
		}
		if of, err = jsonschema.UnmarshalJSON(strings.NewReader(string(asJSON))); err != nil {
			return err
		}
		return schema.Validate(of)
	}
	files, err := fs.Glob(Builtin(), "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	good := []string{small, full}
	for _, file := range files {
		src, err := fs.ReadFile(Builtin(), file)
		if err != nil {
			t.Fatal(err)
		}
		good = append(good, string(src))
	}
	for _, src := range good {
		if err := valid(src); err != nil {
			t.Errorf("%.40q: %v", src, err)
		}
	}
	for _, c := range [][2]string{
		{"licence: Apache-2.0\n", ""}, {"language: en", "langauge: en"}, {"referent: victim", "referent: killer"}, {"[author, headline]", "[author, author]"},
		{"[author, headline]", "[]"}, {"headline]", "title]"}, {", words: 8", ""}, {", words: 8", ", words: 8, within: sentence"}, {"words: 8", "words: 0"},
		{"words: 8", "words: eight"}, {"within: sentence", "within: paragraph"}, {"terms: [hamas, militia*],", ""}, {"[hamas, militia*]", "[]"},
		{"weight: -2", "weight: 0.5"}, {"weight: -2", "weight: 2000000"}, {"name: violence", "name: a b"}, {"terms: [death]", "terms: death"},
		{"terms: [death]", "note: none"}, {"    about: A concept that only", "    except: [a]\n    about: A concept that only"},
		{"except: [near death]", "terms: [a]"}, {"version: 2.0.0", "version: 2.0"}, {"  - \"Nothing here.\"", "  - 9"},
	} {
		src := strings.Replace(full, c[0], c[1], 1)
		if src == full {
			t.Fatalf("no %q in the full lexicon", c[0])
		}
		if _, err := load(src); err == nil {
			t.Errorf("%q instead of %q loads", c[1], c[0])
		}
		if err := valid(src); err == nil {
			t.Errorf("%q instead of %q is valid by the schema", c[1], c[0])
		}
	}
}
