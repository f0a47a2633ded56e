package record

import "encoding/json"

// Record is all that is public of a claim.
type Record struct {
	FormatVersion int       `json:"format_version"`
	ID            string    `json:"id"`
	URL           string    `json:"url"`
	Licence       string    `json:"licence,omitempty"`
	Publisher     Publisher `json:"publisher,omitzero"`
	Lang          string    `json:"lang"`
	Retracted     bool      `json:"retracted,omitempty"`

	Title       string       `json:"title"`
	Claim       string       `json:"claim"`
	ClaimShort  string       `json:"claim_short,omitempty"`
	Quote       string       `json:"quote,omitempty"`
	QuoteLang   string       `json:"quote_lang,omitempty"`
	Claimants   []Person     `json:"claimants,omitempty"`
	Said        string       `json:"said,omitempty"`
	Where       string       `json:"where,omitempty"`
	Appearances []Appearance `json:"appearances,omitempty"`
	Statements  []Statement  `json:"statements,omitempty"`

	Verdict    *Verdict `json:"verdict,omitempty"` // nil on a free scale
	Rating     string   `json:"rating,omitempty"`
	Conclusion string   `json:"conclusion,omitempty"`
	Analysis   string   `json:"analysis,omitempty"`
	Published  string   `json:"published,omitempty"`
	Updated    string   `json:"updated,omitempty"`
	Authors    []Person `json:"authors,omitempty"`
	Reviewers  []Person `json:"reviewers,omitempty"`
	Topics     []Topic  `json:"topics,omitempty"`
	Image      *Image   `json:"image,omitempty"`

	Sources      []CSLItem      `json:"sources,omitempty"`
	Figures      []Figure       `json:"figures,omitempty"`
	Media        []Media        `json:"media,omitempty"`
	Contacted    []Contacted    `json:"contacted,omitempty"`
	Developments []Development  `json:"developments,omitempty"`
	Corrections  []Correction   `json:"corrections,omitempty"`
	Related      []Link         `json:"related,omitempty"`
	Articles     []Link         `json:"articles,omitempty"`
	Due          string         `json:"due,omitempty"`
	X            map[string]any `json:"x,omitempty"`

	ClaimsSearch *SearchClaim `json:"claims_search,omitempty"`
}

// Publisher answers for the site.
type Publisher struct {
	Name string `json:"name,omitempty"`
	URL  string `json:"url,omitempty"`
}

// Person is a claimant or somebody of the team.
type Person struct {
	ID     string   `json:"id,omitempty"` // "" for somebody without a page
	Name   string   `json:"name"`
	Type   string   `json:"type,omitempty"`
	Role   string   `json:"role,omitempty"`
	URL    string   `json:"url,omitempty"`
	SameAs []string `json:"same_as,omitempty"`
}

// Appearance is where the claim can be read, heard or seen.
type Appearance struct {
	URL       string `json:"url"`
	Archive   string `json:"archive,omitempty"`
	Title     string `json:"title,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Date      string `json:"date,omitempty"`
	Media     string `json:"media,omitempty"`
	Start     string `json:"start,omitempty"`
	First     bool   `json:"first,omitempty"`
}

// Statement is the claim made again.
type Statement struct {
	Claimants []Person `json:"claimants,omitempty"`
	Said      string   `json:"said,omitempty"`
	Where     string   `json:"where,omitempty"`
	URL       string   `json:"url,omitempty"`
	Quote     string   `json:"quote,omitempty"`
}

// Verdict is what the check came to. Its numbers are the scale's, and are given only of verdicts on its axis.
type Verdict struct {
	ID         string `json:"id"`
	Label      string `json:"label"`
	Definition string `json:"definition,omitempty"`
	Group      string `json:"group,omitempty"`
	Scale      string `json:"scale"`
	Value      int    `json:"value,omitempty"`
	Best       int    `json:"best,omitempty"`
	Worst      int    `json:"worst,omitempty"`
}

// VerdictName is a verdict that was given before, or a promise's status on the way.
type VerdictName struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

// Topic is a subject.
type Topic struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Image is the picture of a claim.
type Image struct {
	URL    string `json:"url"`
	Alt    string `json:"alt"` // empty: it is decoration
	Credit string `json:"credit,omitempty"`
}

// Figure sets a number that was claimed against the number that was found.
type Figure struct {
	Label   string  `json:"label"`
	Unit    string  `json:"unit,omitempty"`
	Claimed *Number `json:"claimed,omitempty"`
	Found   *Number `json:"found,omitempty"`
	Low     *Number `json:"low,omitempty"`
	High    *Number `json:"high,omitempty"`
	Source  string  `json:"source,omitempty"` // its id
}

// Number is a number with the same digits as it was typed, and the text that was typed.
type Number struct {
	Value json.Number `json:"value"`
	Text  string      `json:"text"`
}

// Media is a picture or recording whose authenticity is rated.
type Media struct {
	Type     string `json:"type,omitempty"`
	URL      string `json:"url,omitempty"`
	Archive  string `json:"archive,omitempty"`
	Category string `json:"category,omitempty"`
	Original string `json:"original,omitempty"`
	Context  string `json:"context,omitempty"`
}

// Contacted is somebody who was asked, and the answer.
type Contacted struct {
	Who    string `json:"who"`
	Date   string `json:"date,omitempty"`
	Answer string `json:"answer,omitempty"`
}

// Development is what the world did later.
type Development struct {
	Date    string       `json:"date"`
	Text    string       `json:"text"`
	Sources []string     `json:"sources,omitempty"` // their ids
	Verdict *VerdictName `json:"verdict,omitempty"`
}

// Correction is what was changed after publication.
type Correction struct {
	Date string `json:"date"`
	Kind string `json:"kind"`
	Text string `json:"text"`
	Was  *Was   `json:"was,omitempty"`
}

// Was is what stood there before a correction.
type Was struct {
	Verdict *VerdictName `json:"verdict,omitempty"`
	Claim   string       `json:"claim,omitempty"`
}

// Link leads to another claim or to an article.
type Link struct {
	ID  string `json:"id"`
	URL string `json:"url"`
}
