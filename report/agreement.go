package report

import (
	"fmt"
	"io"
	"strconv"

	"parallax/stats"
)

// Agreement prints how far coders agree: the coefficients, how often each code was given, and what to hold
// against both.
func Agreement(w io.Writer, file string, a *stats.Agreement) error {
	coefficients := Listing{
		Title:   fmt.Sprintf("%s: %d units by %d coders, %s level", file, a.Units, a.Coders, a.Level),
		Columns: []string{"", "agreement", "units", "decisions"}, Text: 1,
	}
	for _, c := range coefficientsOf(a) {
		coefficients.Rows = append(coefficients.Rows, []string{c.label, Interval(c.Value, c.Lo, c.Hi, 3), strconv.Itoa(c.units), strconv.Itoa(c.decisions)})
	}
	if err := coefficients.Write(w); err != nil {
		return err
	}
	codes := Listing{
		Title:   "\nCodes",
		Columns: []string{"code", "decisions", "prevalence"}, Text: 1,
		Notes: []string{fmt.Sprintf("Intervals at %g: alpha's by drawing units again (seed %d), raw agreement's Wilson's at the effective number of units, "+
			"the others' by their standard errors over units. Raw agreement is the part of agreeing pairs of codes. "+
			"Alpha of .800 is customary for claims, .667 for tentative ones (Krippendorff).", a.Confidence, a.Seed)},
	}
	for _, c := range a.Prevalence {
		codes.Rows = append(codes.Rows, []string{c.Code, strconv.Itoa(c.N), fmt.Sprintf("%.3f", c.Share)})
	}
	if once := a.Decisions - a.Pairable; once > 0 {
		codes.Notes = append(codes.Notes, fmt.Sprintf("Decisions that stand alone on a unit: %d of %d. They count towards prevalence, and towards what Gwet and Fleiss take for chance.", once, a.Decisions))
	}
	for _, warning := range a.Warnings {
		codes.Notes = append(codes.Notes, warning.Text())
	}
	return codes.Write(w)
}

// WriteAgreement writes the same as CSV: a row for each coefficient, then one for each code.
func WriteAgreement(w io.Writer, a *stats.Agreement) error {
	header := []string{"statistic", "code", "value", "lo", "hi", "units", "decisions", "warnings"}
	var rows [][]string
	for _, c := range coefficientsOf(a) {
		rows = append(rows, []string{c.name, "", known(c.Value), known(c.Lo), known(c.Hi), strconv.Itoa(c.units), strconv.Itoa(c.decisions), codes(a.Warnings)})
	}
	for _, c := range a.Prevalence {
		rows = append(rows, []string{"prevalence", c.Code, number(c.Share), "", "", "", strconv.Itoa(c.N), ""})
	}
	return writeCSV(w, header, rows, func(row []string) []string { return row })
}

type namedCoefficient struct {
	name, label string
	stats.Quantity
	units, decisions int // that it is of
}

func coefficientsOf(a *stats.Agreement) []namedCoefficient {
	gwet := namedCoefficient{"ac1", "Gwet's AC1", a.Gwet, a.Units, a.Decisions}
	if a.Level != stats.Nominal {
		gwet.name, gwet.label = "ac2", "Gwet's AC2"
	}
	kappa := namedCoefficient{"fleiss-kappa", "Fleiss' kappa", a.Kappa, a.Units, a.Decisions}
	if a.Weights != "" {
		kappa = namedCoefficient{"cohen-kappa", "Cohen's kappa, " + a.Weights, a.Kappa, a.Paired, a.Pairable}
	}
	return []namedCoefficient{
		{"alpha", "Krippendorff's alpha", a.Alpha, a.Paired, a.Pairable},
		gwet, kappa,
		{"raw-agreement", "raw agreement", a.Raw, a.Paired, a.Pairable},
	}
}
