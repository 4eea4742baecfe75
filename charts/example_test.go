package charts_test

import (
	"fmt"

	"parallax/charts"
	"parallax/counts"
	"parallax/stats"
)

// A chart is made from results alone; its data come with it.
func ExampleRender() {
	share, lo, hi := 0.25, 0.1, 0.5
	results := &stats.Results{
		Measures: []stats.Measure{{
			Name: "loaded-names", Doc: "Of all mentions of armed actors, the part that used a loaded name.",
			Unit: stats.Share, Voices: []counts.Voice{counts.Author},
		}},
		Outlets: []string{"Daily Beacon", "Harbor Ledger"},
		Estimates: []stats.Estimate{
			{Outlet: "Daily Beacon", Measure: "loaded-names", Voice: "author", Confidence: 0.95, Warnings: []stats.Warning{stats.NoDenominator}},
			{Outlet: "Harbor Ledger", Measure: "loaded-names", Voice: "author", Confidence: 0.95,
				Value: &share, Lo: &lo, Hi: &hi, Articles: 12, Numerator: 10, Denominator: 40},
		},
	}
	figures, err := charts.Dots.Figures(results)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range figures {
		data, err := charts.Render(f, "csv")
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s.csv\n%s", f.Name, data)
	}
	// Output:
	// dots-loaded-names.csv
	// outlet,measure,voice,value,lo,hi,confidence,articles,numerator,denominator,shrunken,comparison_lo,comparison_hi,warnings
	// Harbor Ledger,loaded-names,author,0.25,0.1,0.5,0.95,12,10,40,,,,
	// Daily Beacon,loaded-names,author,,,,0.95,0,0,0,,,,no-denominator
}
