package formats

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode returns a file's text with LF line ends, and the name of the encoding if it had to be guessed. LIWC and
// WordStat dictionaries are often in Windows-1252, of which Latin-1 is a part, and files from Excel in UTF-16.
func decode(data []byte) (source, guessed string) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		from = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		from = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case nulls(data, 1):
		from, guessed = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16"
	case nulls(data, 0):
		from, guessed = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16"
	case utf8.Valid(data):
		data = bytes.TrimPrefix(data, []byte("\ufeff"))
	default:
		from, guessed = charmap.Windows1252, "Windows-1252"
	}
	if from != nil {
		if text, err := from.NewDecoder().Bytes(data); err == nil { // neither has an error for any bytes
			data = text
		}
	}
	source = strings.ReplaceAll(string(data), "\r\n", "\n")
	return strings.ReplaceAll(source, "\r", "\n"), guessed
}

// nulls reports whether nearly every second byte at the beginning of a file, from the first one given, is 0, as in
// UTF-16 without its mark.
func nulls(data []byte, first int) bool {
	data = data[:min(len(data), 100)]
	n := 0
	for i := first; i < len(data); i += 2 {
		if data[i] == 0 {
			n++
		}
	}
	return n > 2*(len(data)-first+1)/5
}
