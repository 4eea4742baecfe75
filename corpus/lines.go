package corpus

import (
	"bufio"
	"fmt"
	"io"
)

// lines reads a file line by line, each with its line end, and holds no more of it than one article may
// have. With quotes, a line of CSV goes on over the line ends inside quotation marks.
type lines struct {
	r      *bufio.Reader
	quotes *quotes
	start  int // number of the line last returned, from 1
	ends   int // line ends passed so far
	long   []byte
}

func newLines(r io.Reader) *lines { return &lines{r: bufio.NewReaderSize(r, 256<<10)} }

// next returns the next line, valid until the one after it is read; io.EOF behind the last. A line over
// the limit is passed over and returned as tooLarge. What stands before any other error is dropped: it is
// the beginning of an article, not one.
func (l *lines) next() ([]byte, error) {
	l.start = l.ends + 1
	l.long = l.long[:0]
	var size int64
	for {
		chunk, err := l.r.ReadSlice('\n')
		if err == nil {
			l.ends++
		}
		open := err == bufio.ErrBufferFull
		if l.quotes != nil {
			open = l.quotes.open(chunk) && err != io.EOF || open
		}
		if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
			return nil, err
		}
		if !open && size == 0 {
			if len(chunk) > 0 {
				return chunk, nil
			}
			return nil, err
		}
		size += int64(len(chunk))
		if size <= MaxArticle {
			l.long = append(l.long, chunk...)
		}
		switch {
		case open:
		case size > MaxArticle:
			l.long = nil
			return nil, tooLarge(size)
		default:
			return l.long, nil
		}
	}
}

// tooLarge is the size in bytes of an article over the limit.
type tooLarge int64

func (n tooLarge) Error() string {
	return fmt.Sprintf("%d bytes; the limit is %d an article", int64(n), MaxArticle)
}
