package report

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"strings"

	"crypto/sha256"

	"parallax/pipeline"
	"parallax/stages"
	"parallax/text"
)

// The objects of an annotation, in the order of their keys.

type annotation struct {
	ID           string                     `json:"id"`
	Outlet       string                     `json:"outlet"`
	TextSHA256   string                     `json:"text_sha256"`
	Sentences    []span                     `json:"sentences"`
	Quotes       []span                     `json:"quotes"`
	Attributions []attribution              `json:"attributions"`
	Hedges       []hedge                    `json:"hedges"`
	Negations    []negation                 `json:"negations"`
	Terms        []term                     `json:"terms"`
	Voices       []voiced                   `json:"voices"`
	Sentiment    []sentiment                `json:"sentiment"`
	Furniture    []span                     `json:"furniture,omitempty"` // what stands in it is counted nowhere
	Meta         map[string]json.RawMessage `json:"meta,omitempty"`
}

// A span is a part of the article's text, or of its title where field says so, in code points, half-open.
type span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Field string `json:"field,omitempty"`
}

type attribution struct {
	ID         int               `json:"id"`
	Level      stages.Level      `json:"level"`
	Kind       stages.Kind       `json:"kind"`
	Depth      int               `json:"depth"`
	Source     []span            `json:"source"`
	Cue        []span            `json:"cue"`
	Content    []span            `json:"content"`
	Speaker    string            `json:"speaker"`
	Side       string            `json:"side,omitempty"` // on which the source stands, of the config's
	SourceType stages.SourceType `json:"source_type"`
	Stance     stages.Stance     `json:"stance"`
	Strength   int               `json:"strength"`
	Factuality stages.Factuality `json:"factuality"` // of the content, as its source gives it
	Negated    bool              `json:"negated"`
	Hedge      int               `json:"hedge"`
	Within     int               `json:"within,omitempty"` // the attribution that it stands inside of
	Why        why               `json:"why"`
	Rule       string            `json:"rule,omitempty"`
	Field      string            `json:"field,omitempty"`
}

// A why says by which rule, and by which words of the article, a source was judged.
type why struct {
	SourceType string `json:"source_type"`
	Stance     string `json:"stance"`
	Strength   string `json:"strength"`
}

// A voiced run of tokens is in one voice and in the content of one attribution.
type voiced struct {
	span
	Voice       string `json:"voice"`
	Attribution int    `json:"attribution,omitempty"` // the innermost; its within leads outwards
}

type hedge struct {
	span
	Class string `json:"class"`
	Level int    `json:"level"`
	Scope []span `json:"scope"`
	Voice string `json:"voice"`
	Rule  string `json:"rule,omitempty"`
}

type negation struct {
	span
	Scope []span `json:"scope"`
	Rule  string `json:"rule,omitempty"`
}

type term struct {
	span
	Lexicon     string `json:"lexicon"`
	Concept     string `json:"concept"`
	Variant     string `json:"variant"`
	Term        string `json:"term"`
	Voice       string `json:"voice"`
	Negated     bool   `json:"negated"`
	Hedge       int    `json:"hedge"`
	Attribution int    `json:"attribution,omitempty"`
	Side        string `json:"side,omitempty"` // whom it is about
	Why         string `json:"why,omitempty"`  // the rule that told the side, and the words it went by
}

type sentiment struct {
	span
	Model  string  `json:"model"`
	Label  string  `json:"label"`
	Score  float64 `json:"score"`
	Target *span   `json:"target,omitempty"`
	Name   string  `json:"name,omitempty"` // of the config's target
}

// Annotation writes what the layers found in a document as one line of JSON, line break included. All
// positions are Unicode code points into the article's text as it was given; those with "field":"title", into
// its title. The document's pipeline must hold every layer.
func Annotation(d *pipeline.Document, l *stages.Layers) ([]byte, error) {
	a := annotator{d, stages.Tokens.Of(d)}
	sum := sha256.Sum256([]byte(d.Text))
	out := annotation{
		ID: d.ID, Outlet: d.Outlet, TextSHA256: hex.EncodeToString(sum[:]),
		Sentences:    []span{},
		Quotes:       []span{},
		Attributions: []attribution{},
		Hedges:       []hedge{},
		Negations:    []negation{},
		Terms:        []term{},
		Voices:       []voiced{},
		Sentiment:    []sentiment{},
		Meta:         d.Meta,
	}
	for _, s := range stages.Sentences.Of(d) {
		out.Sentences = append(out.Sentences, a.span(s.Range))
	}
	for _, r := range stages.Furniture.Of(d) {
		out.Furniture = append(out.Furniture, a.span(r))
	}
	for _, q := range stages.Quoted(d) {
		out.Quotes = append(out.Quotes, a.span(q))
	}
	propositions := l.Propositions.Of(d)
	sides, of := l.SideNames(), l.Sides.Of(d)
	for i, at := range l.Attributions.Of(d) {
		out.Attributions = append(out.Attributions, a.attribution(i+1, at, propositions[i]))
		if of[i] >= 0 {
			out.Attributions[i].Side = sides[of[i]]
		}
	}
	voices := l.Voices.Of(d)
	for _, h := range l.Hedges.Of(d) {
		out.Hedges = append(out.Hedges, hedge{a.span(h.Range), h.Class, h.Level, a.spans(h.Scope), voices[h.From].String(), h.Rule})
	}
	for _, n := range l.Negations.Of(d) {
		out.Negations = append(out.Negations, negation{a.span(n.Range), a.spans(n.Scope), n.Rule})
	}
	entries := l.Lexicons.Entries()
	for _, t := range l.Terms.Of(d) {
		e := entries[t.Entry]
		out.Terms = append(out.Terms, term{
			span: a.span(t.Range), Lexicon: e.Lexicon, Concept: e.Concept, Variant: e.Variant, Term: e.Term,
			Voice: t.Voice.String(), Negated: t.Negated, Hedge: t.Hedge, Attribution: t.Attribution + 1, Side: t.Side, Why: a.reason(t.Why),
		})
	}
	for _, v := range stages.VoicedRuns(d, l) {
		out.Voices = append(out.Voices, voiced{a.span(v.Range), v.Voice.String(), v.Attribution + 1})
	}
	sentences := stages.Sentences.Of(d)
	for _, s := range l.Sentiment.Of(d) {
		out.Sentiment = append(out.Sentiment, sentiment{span: a.span(sentences[s.Sentence].Range), Model: s.Model, Label: s.Label, Score: s.Score})
	}
	for _, t := range l.Targets.Of(d) {
		out.Sentiment = append(out.Sentiment, a.target(t, sentences))
	}
	var line bytes.Buffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	err := e.Encode(out)
	return line.Bytes(), err
}

// An annotator translates token ranges into spans of the input.
type annotator struct {
	d    *pipeline.Document
	toks []text.Token
}

// target places what is said of a target in its sentence; one in no sentence is a sentence of its own.
func (a annotator) target(t stages.Target, sentences []text.Sentence) sentiment {
	at := a.place(t.Span)
	within := at
	if t.Sentence >= 0 {
		within = a.span(sentences[t.Sentence].Range)
	}
	return sentiment{span: within, Model: "news", Label: t.Class().String(), Score: t.Score(), Target: &at, Name: t.Name}
}

func (a annotator) span(r text.Range) span { return a.place(r.Span(a.toks)) }

func (a annotator) place(s text.Span) span {
	field, start := a.d.Offset(s.Start)
	_, end := a.d.Offset(s.End)
	if field == pipeline.Title {
		return span{start, end, string(field)}
	}
	return span{Start: start, End: end}
}

// spans leaves out empty ranges, which have no place.
func (a annotator) spans(ranges ...text.Range) []span {
	out := []span{}
	for _, r := range ranges {
		if r.Len() > 0 {
			out = append(out, a.span(r))
		}
	}
	return out
}

func (a annotator) reason(r stages.Reason) string { return reason(r, a.toks, a.d.Source) }

// reason is the rule and the words that it went by.
func reason(r stages.Reason, toks []text.Token, src string) string {
	if r.At.Len() == 0 {
		return r.Rule
	}
	return r.Rule + ": " + strings.Join(strings.Fields(r.At.Span(toks).Of(src)), " ")
}

func (a annotator) attribution(id int, at stages.Attribution, p stages.Proposition) attribution {
	out := attribution{
		ID: id, Level: at.Level, Kind: at.Kind, Depth: at.Depth,
		Source: a.spans(at.Source...), Cue: a.spans(at.Cue...), Content: a.spans(at.Content...),
		Speaker: at.Speaker, SourceType: at.SourceType, Stance: at.Stance, Strength: at.Strength,
		Factuality: p.Factuality, Negated: p.Negated, Hedge: p.Hedge, Within: at.Within + 1, Rule: at.Rule,
		Why: why{a.reason(at.Why.Source), a.reason(at.Why.Stance), a.reason(at.Why.Strength)},
	}
	for _, part := range [][]span{out.Cue, out.Content, out.Source} {
		if len(part) > 0 {
			out.Field = part[0].Field
			break
		}
	}
	return out
}
