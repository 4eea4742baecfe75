package stages

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/pipeline"
)

// TestFurniture marks the paragraphs that are furniture with a leading "~".
func TestFurniture(t *testing.T) {
	const prose = "The harbor was closed on Monday because of the storm, which had come from the north."
	for name, body := range map[string][]string{
		"prompts":             {"~Edit Content", prose, "~See also  Harbor closed again: mayor", "~Follow us on Example News", "Follow us to the end of the pier, he said to the crowd."},
		"captions":            {prose, "~A boat in the harbor. (Photo: J. Ito/Reuters)", "Reuters reported it."},
		"doubled captions":    {prose, "~A boat lies in the harbor on Monday.", "~A boat lies in the harbor on Monday.", "The mayor left."},
		"all doubled":         {prose, "~" + prose, "The mayor left.", "~The mayor left."},
		"the title again":     {"~### Storm Closes Harbor", prose, "Storm closes harbor and school", "~Sharing: Storm closes harbor"},
		"reporters":           {"~Example Herald", "~By Ann Lee", prose, "~Ann Lee contributed reporting from Oslo.", "~(Reporting by J. Ito; editing by Ann Lee)", "She contributed to this.", "~The Example Press contributed to this report."},
		"notices":             {prose, "~Story Continued Below", "~Copyright © 2031 Example Press, LLC. All rights reserved.", "~Get the stories that matter delivered to your inbox.", "~Sign up here for our newsletter.", "The letter came to the inbox of the mayor.", "~The opinions expressed by columnists are their own."},
		"fields":              {"~Job Number: 4471", "~Search Terms: harbor storm", prose, "~Region: North Lind", "The mayor left.", "~Region: North Lind", "The mayor said: no.", "~Region: North Lind", "~Section: NEWS; Pg. 4", "Section: the third one was closed."},
		"comments":            {prose, "~Leave a Reply", "~Your email address will not be published. Required fields are marked *"},
		"other articles":      {prose, "The mayor left the harbor, which she had opened in March, before anybody could ask.", "~Related Articles", "~The mayor of the next town has resigned.", "~No More Articles"},
		"related in the text": {prose, "~Related Articles", "The mayor left. She was not seen again that day.", "Nor was he."},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := pipeline.New(Furniture)
			if err != nil {
				t.Fatal(err)
			}
			var plain, want, got []string
			for _, line := range body {
				line, isFurniture := strings.CutPrefix(line, "~")
				plain = append(plain, line)
				if isFurniture {
					want = append(want, strings.TrimSpace(line))
				}
			}
			d := analyzed(t, p, "furnished", "Example Herald", "Storm Closes Harbor", strings.Join(plain, "\n\n"))
			for _, r := range Furniture.Of(d) {
				got = append(got, r.Span(Tokens.Of(d)).Of(d.Source))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
