package feed

// FactCheck is what a machine wants to know of a check: the object _factcheck of an item. Keys without a value are left out.
//
// The object is not schema.org's ClaimReview: it holds what a feed reader or a script would show or filter by. The whole
// record stands in the page's own structured data.
type FactCheck struct {
	Claim       string       `json:"claim"`                 // the wording that was rated
	Claimants   []Claimant   `json:"claimants,omitempty"`   // who made it
	Said        string       `json:"said,omitempty"`        // when, as far as is known: 2017, 2017-01 or 2017-01-18
	Where       string       `json:"where,omitempty"`       // at what occasion or place
	Verdict     *Verdict     `json:"verdict,omitempty"`     // what was found; of a retracted check nothing
	Conclusion  string       `json:"conclusion,omitempty"`  // why, in a sentence or two
	Retracted   bool         `json:"retracted,omitempty"`   // the check was withdrawn and must not be relied on
	Corrections []Correction `json:"corrections,omitempty"` // what was changed since it was published
}

// Claimant is who made a claim.
type Claimant struct {
	Name string `json:"name"`
	Type string `json:"type,omitempty"` // person or organization
	URL  string `json:"url,omitempty"`  // of their page on the site
}

// Verdict is a rating. Desks that write their rating in words have only that.
type Verdict struct {
	ID     string `json:"id,omitempty"`    // in the scale
	Label  string `json:"label,omitempty"` // as it is shown
	Group  string `json:"group,omitempty"` // what it means beside the verdicts of other desks
	Rating string `json:"rating"`          // in words: the label, or the sentence that stands for it
	*Axis         // nil for what lies on no axis, so that nobody is given a number that means nothing
}

// Axis is a rating in numbers; higher is truer.
type Axis struct {
	Value int `json:"value"`
	Best  int `json:"best"`
	Worst int `json:"worst"`
}

// Correction is a change that was made to a published check.
type Correction struct {
	Date string `json:"date"` // a day or a moment
	Kind string `json:"kind"` // correction, clarification, update or retraction
	Text string `json:"text"`
}
