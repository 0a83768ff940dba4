package docfile

import (
	"regexp"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// metaCharset is where HTML names its encoding: <meta charset="..."> or
// <meta http-equiv="Content-Type" content="text/html; charset=...">, or the XML
// declaration of XHTML.
var metaCharset = regexp.MustCompile(`(?i)<(?:meta\s[^>]*?charset|\?xml\s[^>]*?encoding)\s*=\s*["']?\s*([a-z0-9_:-]+)`)

// declared is the codepage that a page names within its first bytes, if it is
// one of those that we know.
func declared(data []byte) (codepage, bool) {
	const looked = 4 << 10 // bytes; browsers look at 1,024
	m := metaCharset.FindSubmatch(data[:min(len(data), looked)])
	if m == nil {
		return codepage{}, false
	}
	name := strings.ToLower(string(m[1]))
	for _, p := range labelled {
		for _, label := range strings.Fields(p.labels) {
			if name == label {
				return codepage{name: p.name, table: p.table}, true
			}
		}
	}
	return codepage{}, false
}

// labelled are the encodings of one byte a character with the labels that pages
// use for them. As in browsers, ISO 8859-1 and -9 mean the Windows codepages
// that extend them (https://encoding.spec.whatwg.org/#names-and-labels).
var labelled = []struct {
	name   string
	table  *charmap.Charmap
	labels string
}{
	{"windows-1251", charmap.Windows1251, "windows-1251 cp1251 cp-1251 win-1251 x-cp1251"},
	{"windows-1252", charmap.Windows1252, "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 latin1 l1 ascii us-ascii"},
	{"windows-1254", charmap.Windows1254, "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 latin5 l5"},
	{"windows-1256", charmap.Windows1256, "windows-1256 cp1256 x-cp1256"},
	{"windows-1250", charmap.Windows1250, "windows-1250 cp1250 x-cp1250"},
	{"koi8-r", charmap.KOI8R, "koi8-r koi8 koi koi8_r"},
	{"koi8-u", charmap.KOI8U, "koi8-u"},
	{"iso-8859-2", charmap.ISO8859_2, "iso-8859-2 iso8859-2 latin2"},
	{"iso-8859-5", charmap.ISO8859_5, "iso-8859-5 iso8859-5 cyrillic"},
	{"iso-8859-6", charmap.ISO8859_6, "iso-8859-6 iso8859-6 arabic"},
	{"iso-8859-15", charmap.ISO8859_15, "iso-8859-15 iso8859-15 latin9"},
	{"ibm866", charmap.CodePage866, "ibm866 cp866 866"},
}
