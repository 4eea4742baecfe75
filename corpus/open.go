package corpus

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// MaxArticle is the size limit of one article in bytes, as it stands in its file (decompressed).
const MaxArticle = 32 << 20

// A format reads the articles of one file.
type format struct {
	ext  string
	read func(source) iter.Seq2[Record, error]
}

// formats is everything parallax reads, by extension. A new format is one file and one line here.
var formats = []format{
	{".csv", readCSV},
	{".jsonl", readJSONL},
	{".md", readText},
	{".ndjson", readJSONL},
	{".txt", readText},
}

// compressions may follow any extension of formats. They work in the goroutine that reads.
var compressions = []struct {
	ext  string
	open func(io.Reader) (io.ReadCloser, error)
}{
	{".gz", func(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }},
	{".zst", func(r io.Reader) (io.ReadCloser, error) {
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(128<<20))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}},
}

// legal names what Open reads, for error messages.
func legal() string {
	var b strings.Builder
	b.WriteString("parallax reads")
	for i, f := range formats {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte(' ')
		b.WriteString(f.ext)
	}
	b.WriteString(", each also as")
	for i, c := range compressions {
		if i > 0 {
			b.WriteString(" or")
		}
		b.WriteByte(' ')
		b.WriteString(c.ext)
	}
	return b.String()
}

// Reads reports whether a file has the extension of a format of articles.
func Reads(path string) bool {
	_, ok := formatOf(path)
	return ok
}

// split takes a path apart: what remains without its extensions, and the two extensions in lower case.
func split(p string) (stem, ext, compression string) {
	stem = p
	for _, c := range compressions {
		if strings.EqualFold(path.Ext(stem), c.ext) {
			compression, stem = c.ext, stem[:len(stem)-len(c.ext)]
			break
		}
	}
	ext = path.Ext(stem)
	return stem[:len(stem)-len(ext)], strings.ToLower(ext), compression
}

// formatOf finds the format of a path by its extension.
func formatOf(p string) (format, bool) {
	_, ext, _ := split(p)
	i := slices.IndexFunc(formats, func(f format) bool { return f.ext == ext })
	if i < 0 {
		return format{}, false
	}
	return formats[i], true
}

// A File is one file that a corpus is read from: articles, or the metadata.csv beside them.
type File struct {
	Path string // slash-separated, relative to the root of the corpus
	Size int64  // bytes on disk, compressed or not
}

// A Corpus is a file or a folder of articles. Opening it lists the files; Records reads them.
type Corpus struct {
	Files []File // sorted by path

	fsys    fs.FS
	entries []entry
	given   map[string][]pair // what metadata.csv says of a file, by path
}

// An entry is one step of reading: a file to read, or what the listing left out at its place.
type entry struct {
	path     string
	excluded *Exclusion
}

// Open opens a file or a folder on disk.
//
// Of a folder, all files with a known extension are read, at any depth. Hidden files and folders are
// passed over; a link to a file is followed, a link to a folder is not. Every other file is one
// [Exclusion]. A path that does not exist and a folder with nothing to read are errors that name the
// formats, and so is a broken metadata.csv.
func Open(name string) (*Corpus, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("corpus: %w; %s", err, legal())
	}
	if info.IsDir() {
		return open(os.DirFS(name), ".", name)
	}
	return open(os.DirFS(filepath.Dir(name)), filepath.Base(name), name)
}

// OpenFS opens a file or a folder of a file system, as [Open] does.
func OpenFS(fsys fs.FS, root string) (*Corpus, error) { return open(fsys, root, root) }

func open(fsys fs.FS, root, shown string) (*Corpus, error) {
	info, err := fs.Stat(fsys, root)
	if err != nil {
		return nil, fmt.Errorf("corpus: %w; %s", err, legal())
	}
	top := root
	if !info.IsDir() {
		top = path.Dir(root)
	}
	c := &Corpus{given: map[string][]pair{}}
	if c.fsys, err = fs.Sub(fsys, top); err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	if info.IsDir() {
		err = c.list()
	} else {
		err = c.single(path.Base(root), info)
	}
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", shown, err)
	}
	return c, nil
}

func (c *Corpus) single(name string, info fs.FileInfo) error {
	if _, ok := formatOf(name); !ok {
		return fmt.Errorf("unknown format %q; %s", path.Ext(name), legal())
	}
	if !info.Mode().IsRegular() {
		return errors.New("not a regular file")
	}
	c.add(name, info)
	if side, err := fs.Stat(c.fsys, metadataFile); err == nil && name != metadataFile {
		rows, err := c.readMetadata(metadataFile)
		if err != nil && !errors.Is(err, errNoFileColumn) { // without it the table is about something else
			return err
		}
		for _, row := range rows {
			if row.path == name {
				c.given[name] = row.pairs
				c.Files = append(c.Files, File{metadataFile, side.Size()})
			}
		}
	}
	c.sort()
	return nil
}

func (c *Corpus) list() error {
	var metadata []string
	err := fs.WalkDir(c.fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			if p == "." {
				return err
			}
			c.exclude(p, Broken, err.Error())
			return nil
		}
		hidden := p != "." && strings.HasPrefix(d.Name(), ".")
		switch {
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir() || hidden:
			return nil
		}
		// Stat, not d.Info: a link counts as the file it leads to.
		info, err := fs.Stat(c.fsys, p)
		switch {
		case err != nil:
			c.exclude(p, Broken, err.Error())
		case info.IsDir():
			c.exclude(p, UnknownFormat, "a link to a folder is not followed")
		case !info.Mode().IsRegular():
			c.exclude(p, UnknownFormat, "not a regular file")
		case d.Name() == metadataFile:
			metadata = append(metadata, p)
			c.Files = append(c.Files, File{p, info.Size()})
		default:
			if _, ok := formatOf(p); !ok {
				c.exclude(p, UnknownFormat, legal())
				return nil
			}
			c.add(p, info)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(c.Files) == len(metadata) {
		return errors.New("no articles in this folder; " + legal())
	}
	if err := c.attach(metadata); err != nil {
		return err
	}
	c.sort()
	return nil
}

func (c *Corpus) add(p string, info fs.FileInfo) {
	c.Files = append(c.Files, File{p, info.Size()})
	c.entries = append(c.entries, entry{path: p})
}

func (c *Corpus) exclude(p string, why Reason, detail string) {
	shown := strings.ToValidUTF8(p, "\uFFFD")
	c.entries = append(c.entries, entry{p, &Exclusion{Path: shown, Reason: why, Detail: strings.ToValidUTF8(detail, "\uFFFD")}})
}

func (c *Corpus) sort() {
	slices.SortFunc(c.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	slices.SortStableFunc(c.entries, func(a, b entry) int { return strings.Compare(a.path, b.path) })
}

// Size is the size of all files in bytes.
func (c *Corpus) Size() int64 {
	var n int64
	for _, f := range c.Files {
		n += f.Size
	}
	return n
}

// Raw opens a file as it is on disk, not decompressed: its bytes are what a manifest hashes.
func (c *Corpus) Raw(f File) (io.ReadCloser, error) { return c.fsys.Open(f.Path) }

// Records reads the corpus in order of path, then of position in the file.
//
// An error that is an *[Exclusion] concerns one article or one file, and reading goes on behind it. Any
// other error (the disk failed) ends the sequence.
func (c *Corpus) Records() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for _, e := range c.entries {
			if e.excluded != nil {
				if !yield(Record{}, e.excluded) {
					return
				}
				continue
			}
			if !c.readFile(e.path, yield) {
				return
			}
		}
	}
}

// readFile reports whether to go on with the next file.
func (c *Corpus) readFile(p string, yield func(Record, error) bool) bool {
	f, err := c.fsys.Open(p)
	if err != nil {
		return yield(Record{}, &Exclusion{Path: p, Reason: Broken, Detail: err.Error()})
	}
	defer f.Close()
	src := source{path: p, disk: &disk{r: f}, given: c.given[p]}
	r, err := decompress(src.disk, p)
	if err == io.EOF {
		return yield(Record{}, emptyFile(p))
	}
	if err != nil {
		err = src.fault(p, err)
		return yield(Record{}, err) && isExclusion(err)
	}
	defer r.Close()
	src.Reader = r

	format, _ := formatOf(p)
	var read int64
	empty := true
	for rec, err := range format.read(src) {
		empty = false
		rec.Size = int(src.disk.n - read)
		read = src.disk.n
		if !yield(rec, err) || err != nil && !isExclusion(err) {
			return false
		}
	}
	return !empty || yield(Record{}, emptyFile(p))
}

func emptyFile(p string) error {
	return &Exclusion{Path: p, Reason: NoText, Detail: "no article in this file"}
}

func isExclusion(err error) bool {
	_, ok := errors.AsType[*Exclusion](err)
	return ok
}

func decompress(r io.Reader, p string) (io.ReadCloser, error) {
	_, _, ext := split(p)
	for _, c := range compressions {
		if c.ext == ext {
			return c.open(r)
		}
	}
	return io.NopCloser(r), nil
}

// A source is a file that is being read: decompressed text over the bytes on disk.
type source struct {
	io.Reader
	path  string
	disk  *disk
	given []pair
}

// fault tells a broken file from a broken disk. at is the path, with the line where there is one.
func (s source) fault(at string, err error) error {
	if s.disk.err != nil {
		return fmt.Errorf("corpus: reading %s: %w", at, s.disk.err)
	}
	detail := err.Error()
	if errors.Is(err, io.ErrUnexpectedEOF) {
		detail = "the compressed file is cut off here: " + detail
	}
	return &Exclusion{Path: at, Reason: Broken, Detail: detail}
}

// A disk counts what was read below the decompression, and remembers how it failed.
type disk struct {
	r   io.Reader
	n   int64
	err error
}

func (d *disk) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	d.n += int64(n)
	if err != nil && err != io.EOF {
		d.err = err
	}
	return n, err
}
