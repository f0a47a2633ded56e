package feed

import (
	"cmp"
	"io"

	"assay/generator/internal/jsonout"
)

type jsonFeed struct {
	Version     string         `json:"version"`
	Title       string         `json:"title"`
	HomePageURL string         `json:"home_page_url,omitempty"`
	FeedURL     string         `json:"feed_url,omitempty"`
	Description string         `json:"description,omitempty"`
	Icon        string         `json:"icon,omitempty"`
	Favicon     string         `json:"favicon,omitempty"`
	Authors     []jsonAuthor   `json:"authors,omitempty"`
	Language    string         `json:"language,omitempty"`
	FactCheck   *jsonExtension `json:"_factcheck,omitempty"`
	Items       []jsonItem     `json:"items"`
}

// jsonExtension is what the extension says of the feed as a whole. It stands before the items: the specification wants the
// address of the description where the extension first occurs.
type jsonExtension struct {
	About   string `json:"about,omitempty"`
	Licence string `json:"licence,omitempty"`
}

type jsonItem struct {
	ID            string       `json:"id"`
	URL           string       `json:"url,omitempty"`
	Title         string       `json:"title,omitempty"`
	Summary       string       `json:"summary,omitempty"`
	ContentHTML   string       `json:"content_html,omitempty"` // one of the two is required
	ContentText   string       `json:"content_text,omitempty"`
	Image         string       `json:"image,omitempty"`
	DatePublished string       `json:"date_published"`
	DateModified  string       `json:"date_modified"`
	Authors       []jsonAuthor `json:"authors,omitempty"`
	Tags          []string     `json:"tags,omitempty"`
	Language      string       `json:"language,omitempty"`
	FactCheck     *FactCheck   `json:"_factcheck,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name,omitempty"`
	URL  string `json:"url,omitempty"`
}

// jsonForm is the form of a feed, compiled.
var jsonForm = jsonout.New[jsonFeed]()

// WriteJSON writes the feed as JSON Feed, in one line.
func (f Feed) WriteJSON(w io.Writer) error {
	j := f.asJSON()
	const aboutAnEntry = 2 << 10
	b, err := jsonForm.Append(make([]byte, 0, (1+len(j.Items))*aboutAnEntry), &j)
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

func (f Feed) asJSON() jsonFeed {
	j := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1",
		Title:   f.Title, HomePageURL: f.Home, FeedURL: f.JSON, Description: f.Subtitle,
		Icon: f.Logo, Favicon: f.Icon, Language: f.Lang,
		Items: make([]jsonItem, len(f.Entries)), // not null where there are none
	}
	if f.Author != (Person{}) {
		j.Authors = authors([]Person{f.Author})
	}
	if f.About != "" || f.Licence != "" {
		j.FactCheck = &jsonExtension{f.About, f.Licence}
	}
	for i, e := range f.Entries {
		j.Items[i] = e.asJSON()
	}
	return j
}

func (e Entry) asJSON() jsonItem {
	j := jsonItem{
		ID: e.ID, URL: e.URL, Title: e.Title, Summary: e.Summary, ContentHTML: e.HTML, Image: e.Image,
		DatePublished: stamp(e.Published), DateModified: stamp(e.updated()),
		Authors: authors(e.Authors), Language: e.Lang, FactCheck: e.FactCheck,
	}
	if e.HTML == "" {
		j.ContentText = cmp.Or(e.Summary, e.Title)
	}
	for _, c := range e.Categories {
		j.Tags = append(j.Tags, cmp.Or(c.Label, c.Term))
	}
	return j
}

func authors(people []Person) (all []jsonAuthor) {
	for _, p := range people {
		all = append(all, jsonAuthor(p))
	}
	return all
}
