package counts

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"

	"parallax/internal/aside"
)

// The files of a scored folder. The CSV and the Parquet of a table hold the same rows, sorted.
const (
	articlesFile = "articles"
	countsFile   = "counts"
	evidenceFile = "evidence.parquet"
)

type articleRow struct {
	Article    string `parquet:"article,zstd"`
	Outlet     string `parquet:"outlet,dict,zstd"`
	Published  string `parquet:"published,dict,zstd"`
	Title      string `parquet:"title,zstd"`
	URL        string `parquet:"url,zstd"`
	Story      string `parquet:"story,dict,zstd"`
	Wire       string `parquet:"wire,dict,zstd"`
	TextSHA256 string `parquet:"text_sha256,zstd"`
	Tokens     int64  `parquet:"tokens,zstd"`
	Sentences  int64  `parquet:"sentences,zstd"`
}

var articleColumns = []string{"article", "outlet", "published", "title", "url", "story", "wire", "text_sha256", "tokens", "sentences"}

type countRow struct {
	Article string `parquet:"article,dict,zstd"`
	Outlet  string `parquet:"outlet,dict,zstd"`
	Voice   string `parquet:"voice,dict,zstd"`
	Feature string `parquet:"feature,dict,zstd"`
	N       int64  `parquet:"n,zstd"`
}

var countColumns = []string{"article", "outlet", "voice", "feature", "n"}

type evidenceRow struct {
	Article  string `parquet:"article,dict,zstd"`
	Outlet   string `parquet:"outlet,dict,zstd"`
	Voice    string `parquet:"voice,dict,zstd"`
	Feature  string `parquet:"feature,dict,zstd"`
	Sentence string `parquet:"sentence,zstd"`
	Start    int64  `parquet:"start,zstd"`
	End      int64  `parquet:"end,zstd"`
	Rule     string `parquet:"rule,dict,zstd"`
}

// A Writer writes a scored folder: articles, counts and evidence. It takes rows in any order; the files
// come out sorted by article, feature and voice, the same for any order and any sharding.
type Writer struct {
	dir      string
	spool    *spool
	evidence *Sample
}

// NewWriter begins a scored folder in dir, which must exist.
func NewWriter(dir string) (*Writer, error) {
	s, err := newSpool(dir)
	if err != nil {
		return nil, err
	}
	return &Writer{dir, s, NewSample()}, nil
}

// Add takes one article's row.
func (w *Writer) Add(r Row) error {
	for _, e := range r.Evidence {
		w.evidence.Add(r.Article, r.Outlet, e)
	}
	return w.spool.add(r)
}

// Resume takes over what an interrupted run left in the folder, and returns the IDs of its articles.
func (w *Writer) Resume() ([]string, error) {
	t, err := Read(w.dir, nil)
	if err != nil {
		return nil, err
	}
	ids := make([]string, t.Len())
	for i := range ids {
		ids[i] = t.Article(i).Article
		if err := w.spool.add(t.Row(i)); err != nil {
			return nil, err
		}
	}
	return ids, w.evidence.Read(w.dir)
}

// Abandon removes what the writer keeps to the side. After Close it does nothing.
func (w *Writer) Abandon() {
	if w.spool != nil {
		w.spool.close()
		w.spool = nil
	}
}

// Close writes the files.
func (w *Writer) Close() error {
	defer w.Abandon()
	path := func(name string) string { return filepath.Join(w.dir, name) }
	return aside.Write(path(articlesFile+".csv"), func(acsv io.Writer) error {
		return aside.Write(path(articlesFile+".parquet"), func(apq io.Writer) error {
			return aside.Write(path(countsFile+".csv"), func(ccsv io.Writer) error {
				return aside.Write(path(countsFile+".parquet"), func(cpq io.Writer) error {
					return aside.Write(path(evidenceFile), func(epq io.Writer) error {
						return errors.Join(w.writeTables(acsv, apq, ccsv, cpq), w.evidence.write(epq))
					})
				})
			})
		})
	})
}

func (w *Writer) writeTables(acsv, apq, ccsv, cpq io.Writer) error {
	articles, cells := csv.NewWriter(acsv), newCellLines(ccsv)
	articlesPq := parquet.NewGenericWriter[articleRow](apq, parquetOptions...)
	cellsPq := parquet.NewGenericWriter[countRow](cpq, parquetOptions...)
	articles.Write(articleColumns)
	rows := make([]countRow, 0, writtenRows)
	flush := func() error {
		_, err := cellsPq.Write(rows)
		rows = rows[:0]
		return err
	}
	for r, err := range w.spool.rows() {
		if err != nil {
			return err
		}
		m := r.Meta
		a := articleRow(m)
		articles.Write([]string{a.Article, a.Outlet, a.Published, a.Title, a.URL, a.Story, a.Wire, a.TextSHA256,
			strconv.FormatInt(a.Tokens, 10), strconv.FormatInt(a.Sentences, 10)})
		if _, err := articlesPq.Write([]articleRow{a}); err != nil {
			return err
		}
		cells.write(r)
		for _, c := range r.Cells {
			if len(rows) == cap(rows) {
				if err := flush(); err != nil {
					return err
				}
			}
			rows = append(rows, countRow{m.Article, m.Outlet, c.Voice.String(), string(c.Feature), c.N})
		}
	}
	articles.Flush()
	return errors.Join(articles.Error(), cells.out.Flush(), flush(), articlesPq.Close(), cellsPq.Close())
}

// writtenRows is how many rows are handed to the Parquet library at a time.
const writtenRows = 1 << 10

// A cellLines writes counts.csv as encoding/csv does. A feature is quoted once, an article once for all its cells.
type cellLines struct {
	out      *bufio.Writer
	features map[Feature]string // as they are written
	quoted   bytes.Buffer
	quoter   *csv.Writer // to quoted
}

func newCellLines(w io.Writer) *cellLines {
	l := &cellLines{out: bufio.NewWriterSize(w, 1<<16), features: map[Feature]string{}}
	l.quoter = csv.NewWriter(&l.quoted)
	l.out.WriteString(l.quote(countColumns...) + "\n")
	return l
}

// quote returns fields as they are written, with commas between.
func (l *cellLines) quote(fields ...string) string {
	l.quoted.Reset()
	l.quoter.Write(fields)
	l.quoter.Flush()
	return strings.TrimSuffix(l.quoted.String(), "\n")
}

// write writes the cells of a row. Errors stay with out.
func (l *cellLines) write(r Row) {
	article := l.quote(r.Article, r.Outlet)
	for _, c := range r.Cells {
		feature, ok := l.features[c.Feature]
		if !ok {
			feature = l.quote(string(c.Feature))
			l.features[c.Feature] = feature
		}
		b := append(l.out.AvailableBuffer(), article...)
		b = append(append(b, ','), c.Voice.String()...)
		b = append(append(b, ','), feature...)
		b = strconv.AppendInt(append(b, ','), c.N, 10)
		l.out.Write(append(b, '\n'))
	}
}

// parquetOptions fix what the library would take from its own version or from the size of the input.
var parquetOptions = []parquet.WriterOption{
	parquet.CreatedBy("parallax", "1", "0"),
	parquet.MaxRowsPerRowGroup(1 << 17),
	parquet.PageBufferSize(64 << 10),
}

// Read reads the table of a scored folder. Only features that keep accepts are held; nil keeps all.
func Read(dir string, keep func(Feature) bool) (*Table, error) {
	var articles []Meta
	err := readParquet(filepath.Join(dir, articlesFile+".parquet"), func(a articleRow) error {
		articles = append(articles, Meta(a))
		return nil
	})
	if err != nil {
		return nil, err
	}
	t := &Table{}
	var cells []Cell // of the article at t.Len()
	next := func() {
		t.Add(Row{Meta: articles[t.Len()], Cells: cells})
		cells = cells[:0]
	}
	err = readParquet(filepath.Join(dir, countsFile+".parquet"), func(r countRow) error {
		for t.Len() < len(articles) && articles[t.Len()].Article != r.Article {
			next()
		}
		if t.Len() == len(articles) {
			return fmt.Errorf("article %q is not in %s, or out of order", r.Article, articlesFile)
		}
		v, err := ParseVoice(r.Voice)
		if f := Feature(r.Feature); keep == nil || keep(f) {
			cells = append(cells, Cell{f, v, r.N})
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for t.Len() < len(articles) {
		next()
	}
	return t, nil
}

func readParquet[T any](path string, each func(T) error) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("not a scored folder: %w", err)
	}
	defer f.Close()
	r := parquet.NewGenericReader[T](f)
	defer r.Close()
	buf := make([]T, 1024)
	for {
		n, err := r.Read(buf)
		for _, row := range buf[:n] {
			if err := each(row); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
}
