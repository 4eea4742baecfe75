package experiment

import (
	"context"
	"errors"
	"fmt"
	"io"

	"parallax/charts"
	"parallax/counts"
	"parallax/internal/aside"
	"parallax/internal/nearest"
	"parallax/report"
	"parallax/stats"
)

// A MapQuery says what outlets shall be alike in, and which files are wanted.
type MapQuery struct {
	Concept  string // LEXICON/CONCEPT; empty for all concepts of the plan
	Measures bool   // the plan's measures instead of concepts
	Voice    string // whose words; empty for the outlet's own
	CSV, PNG string // files to write; none where empty
}

// Map maps the outlets of a scored folder and prints what it finds.
func Map(ctx context.Context, p *Plan, dir string, ask MapQuery, stdout io.Writer) error {
	concepts, voice, err := ask.check(p)
	if err != nil {
		return &ConfigError{err}
	}
	if err := p.Config.checkTables(dir, ask.CSV, ask.PNG); err != nil {
		return err
	}
	before, table, err := readScored(p, dir)
	if err != nil {
		return &ConfigError{fmt.Errorf("%s: %w", dir, err)}
	}
	opts := p.Config.statistics()
	var m *stats.Map
	if ask.Measures {
		m, err = stats.MapMeasures(ctx, table, p.Measures, opts)
	} else {
		m, err = stats.MapChoices(ctx, table, concepts, voice, opts)
	}
	if err != nil {
		return err
	}
	m.Manifest, m.Invented = before.short(), before.Inputs.Config.Corpus == DemoCorpus
	if ask.CSV != "" {
		if err := aside.Write(ask.CSV, func(w io.Writer) error { return report.WriteMapCSV(w, m) }); err != nil {
			return err
		}
	}
	if ask.PNG != "" {
		if err := writePNG(ask.PNG, charts.Map(m)); err != nil {
			return err
		}
	}
	return report.WriteMap(stdout, m)
}

// writePNG draws one figure.
func writePNG(file string, figure charts.Figure) error {
	png, err := charts.Render(figure, "png")
	if err != nil {
		return err
	}
	return aside.Write(file, func(w io.Writer) error { _, err := w.Write(png); return err })
}

// check finds the concepts and the voice that are asked for. All faults are reported at once.
func (ask MapQuery) check(p *Plan) (concepts []stats.Concept, voice counts.Voice, err error) {
	var faults []error
	if ask.Measures && ask.Concept != "" {
		faults = append(faults, errors.New("--concept and --measures ask for different maps; give one of them"))
	}
	if ask.Measures && ask.Voice != "" {
		faults = append(faults, errors.New("--voice goes with concepts; each measure names its own voices"))
	}
	if ask.Voice != "" {
		if voice, err = counts.ParseVoice(ask.Voice); err != nil {
			faults = append(faults, fmt.Errorf("--voice: %w", err))
		}
	}
	concepts = p.Concepts
	if ask.Concept != "" {
		var names []string
		concepts = nil
		for _, c := range p.Concepts {
			name := c.Lexicon + "/" + c.Name
			names = append(names, name)
			if name == ask.Concept {
				concepts = []stats.Concept{c}
			}
		}
		if concepts == nil {
			faults = append(faults, fmt.Errorf("--concept: unknown concept %q%s", ask.Concept, nearest.Hint(ask.Concept, names)))
		}
	}
	return concepts, voice, errors.Join(faults...)
}
