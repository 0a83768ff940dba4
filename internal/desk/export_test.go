package desk

import "github.com/truceline/truceline/document"

// ReadWith lets a test say what is proposed of a text, so that what the desk
// does with proposals is tested apart from how well texts are read.
func (d *Desk) ReadWith(read func(doc, text string, opts document.Options) document.Reading) {
	d.read = read
}
