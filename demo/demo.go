// Package demo holds 72 articles that were invented to show parallax: 12 stories, each told by 6 outlets. All
// places, people, outlets and events in them are made up; so is every difference that the charts show.
package demo

import (
	"embed"
	"io/fs"
)

//go:embed articles
var files embed.FS

// FS returns the articles, a folder a story and a Markdown file an outlet, as a corpus for corpus.OpenFS.
func FS() fs.FS {
	articles, err := fs.Sub(files, "articles")
	if err != nil {
		panic(err) // the name is a constant and valid
	}
	return articles
}
