package experiment

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// Verify replays the run that wrote a folder, from its manifest, and compares every file. It returns what
// differs, a line each: inputs that changed, files that were changed since, files that the replay writes
// otherwise. corpus replaces the manifest's path of the corpus where it moved; "" keeps it.
func Verify(ctx context.Context, dir, corpus string, workers int, watch Watch) (differences []string, err error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, &ConfigError{err}
	}
	differ := func(format string, args ...any) { differences = append(differences, fmt.Sprintf(format, args...)) }
	for _, was := range m.Outputs {
		is, err := hashFile(filepath.Join(dir, filepath.FromSlash(was.Path)), was.Path)
		switch {
		case err != nil:
			differ("%s: missing", was.Path)
		case is != was:
			differ("%s: changed since the run", was.Path)
		}
	}
	if !m.Complete {
		differ("%s: the run was interrupted; finish it with --resume", ManifestFile)
		return differences, nil
	}
	again, err := os.MkdirTemp("", "parallax-verify-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(again)
	replay, err := m.replay(ctx, again, corpus, workers, watch)
	if err != nil {
		return nil, err
	}
	compareInputs(m, replay, differ)
	written := map[string]HashedFile{}
	for _, is := range replay.Outputs {
		written[is.Path] = is
	}
	for _, was := range m.Outputs {
		switch is, ok := written[was.Path]; {
		case !ok:
			differ("%s: the replay does not write it", was.Path)
		case is != was:
			differ("%s: the replay differs", was.Path)
		}
		delete(written, was.Path)
	}
	for _, is := range replay.Outputs {
		if _, extra := written[is.Path]; extra {
			differ("%s: only the replay writes it", is.Path)
		}
	}
	return differences, nil
}

// replay carries out the manifest's run once more, into another folder.
func (m *Manifest) replay(ctx context.Context, out, corpus string, workers int, watch Watch) (*Manifest, error) {
	c, err := m.Config(nil)
	if err != nil {
		return nil, err
	}
	c.Out, c.Workers = out, workers
	if corpus != "" {
		c.Corpus = corpus
	}
	if m.Inputs.Study != nil {
		return m.Inputs.Study.run(ctx, c, watch)
	}
	p, err := NewPlan(c)
	if err != nil {
		return nil, err
	}
	switch m.Verb {
	case "run":
		return Run(ctx, p, false, watch)
	case "score":
		return Score(ctx, p, false, watch)
	case "estimate":
		var dirs []string
		for _, s := range m.Inputs.Scored {
			dirs = append(dirs, s.Path)
		}
		return Estimate(ctx, p, dirs)
	}
	return nil, &ConfigError{fmt.Errorf("the manifest's verb %q cannot be replayed", m.Verb)}
}

// compareInputs names what went in otherwise: the likely cause of every other difference.
func compareInputs(was, is *Manifest, differ func(string, ...any)) {
	if was.Parallax != is.Parallax {
		differ("parallax: was version %s, is %s", was.Parallax, is.Parallax)
	}
	compareHashes("corpus", was.Inputs.Corpus, is.Inputs.Corpus, differ)
	compareHashes("stories", was.Inputs.Stories, is.Inputs.Stories, differ)
	compareHashes("attribution", was.Inputs.Model, is.Inputs.Model, differ)
	compareHashes("scored", was.Inputs.Scored, is.Inputs.Scored, differ)
	for i, l := range was.Inputs.Lexicons {
		if i < len(is.Inputs.Lexicons) && is.Inputs.Lexicons[i] != l {
			differ("lexicon %s: was version %s with hash %.12s, is %s with %.12s", l.Name, l.Version, l.SHA256,
				is.Inputs.Lexicons[i].Version, is.Inputs.Lexicons[i].SHA256)
		}
	}
}

func compareHashes(what string, was, is []HashedFile, differ func(string, ...any)) {
	now := map[string]HashedFile{}
	for _, h := range is {
		now[h.Path] = h
	}
	for _, h := range was {
		switch n, ok := now[h.Path]; {
		case !ok:
			differ("%s %s: no longer there", what, h.Path)
		case n != h:
			differ("%s %s: changed since the run", what, h.Path)
		}
		delete(now, h.Path)
	}
	for _, h := range is {
		if _, extra := now[h.Path]; extra {
			differ("%s %s: was not there", what, h.Path)
		}
	}
}
