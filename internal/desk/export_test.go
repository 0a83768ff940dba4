package desk

import (
	"fmt"

	"github.com/truceline/truceline/document"
	"github.com/truceline/truceline/incident"
)

// ReadWith lets a test say what is proposed of a text, so that what the desk
// does with proposals is tested apart from how well texts are read.
func (d *Desk) ReadWith(read func(doc, text string, opts document.Options) document.Reading) {
	d.read = read
}

// IncidentID names the incident of one report of the dataset that tests import.
func IncidentID(number int) incident.ID { return incident.IDOf(gedSource, fmt.Sprint(number)) }
