package plan

import (
	"fmt"
	"html/template"
	"io"
	"iter"
	"strings"

	"assay/generator/internal/digest"
	"assay/generator/internal/record"
	"assay/generator/internal/schemaorg"
	"assay/generator/internal/site"
)

// perPart is how many checks a file of the data holds; the newest has between one and two times as many.
const perPart = 5000

// dataForm is one of the forms in which the data are published.
type dataForm struct {
	name, ext, mediaType string
	title, description   string
	write                func(*planner, io.Writer, []*site.Claim) error
}

func dataForms() []dataForm {
	return []dataForm{
		{"claimreview", ".json", "application/ld+json", "ClaimReview feed",
			"Every check as schema.org's ClaimReview, in a DataFeed as search engines and Data Commons read it.", (*planner).writeDataFeed},
		{"claims", ".ndjson", "application/x-ndjson", "Full records",
			"Everything published of a check, with its sources as CSL-JSON: one JSON object a line.", (*planner).writeNDJSON},
		{"claims", ".csv", "text/csv", "Table",
			"One check a row, for spreadsheets. A cell that a spreadsheet could take for a formula begins with an apostrophe.", (*planner).writeCSV},
		{"claims-search", ".json", "application/json", "As the Fact Check Tools API answers",
			"The checks in the shape of claims:search, for programs that read Google's Fact Check Tools API.", (*planner).writeSearch},
	}
}

// dataFile is a file of the data: a part of the checks in one form.
type dataFile struct {
	dataForm
	url    string
	part   int // counted from the oldest, 0 for the newest
	claims []*site.Claim
}

// data adds the record of each claim, the site's data as files and the page that explains them. Records are keyed when claims are
// planned, so this comes last.
func (p *planner) data() {
	if p.site.Base == "" {
		return // what is read elsewhere needs absolute addresses
	}
	var live []*site.Claim
	var sums []digest.Sum
	for i, c := range p.site.Claims {
		if c.State == site.Live && c.Listed() {
			live, sums = append(live, c), append(sums, p.records[i])
		}
	}
	full, newest := cut(live, perPart)
	_, newestSums := cut(sums, perPart)
	var files []dataFile
	for _, form := range dataForms() {
		add := func(part int, claims []*site.Claim, sums []digest.Sum) {
			name := form.name
			if part > 0 {
				name = fmt.Sprintf("%s-%d", form.name, part)
			}
			f := dataFile{form, "/data/" + name + form.ext, part, claims}
			files = append(files, f)
			h := &p.hasher
			h.Reset("data")
			p.dataKey(h)
			h.String(f.url)
			h.Int(int64(len(sums)))
			for _, sum := range sums {
				h.Sum(sum)
			}
			p.outputs = append(p.outputs, Output{Path: f.url[1:], Type: form.mediaType, Key: h.Done(),
				WriteTo: func(w io.Writer) error { return form.write(p, w, claims) }})
		}
		add(0, newest, newestSums)
		for i, claims := range full {
			add(i+1, claims, sums[i*perPart:(i+1)*perPart])
		}
	}
	p.dataIndex(files)
}

// dataKey adds what data have of the site.
func (p *planner) dataKey(h *digest.Hasher) {
	h.Sum(p.Program)
	h.Sum(p.record.Digest())
	h.Sum(p.schema.Digest())
	h.String(p.site.Zone.String())
}

// recordOf adds the record of a claim and names what it is made of.
func (p *planner) recordOf(c *site.Claim) digest.Sum {
	h := &p.hasher
	h.Reset("record")
	p.dataKey(h)
	h.Sum(c.Digest)
	picture(h, c.Picture)
	heads(h, c.Related)
	articleHeads(h, c.Articles)
	sum := h.Done()
	p.outputs = append(p.outputs, Output{Path: c.URL[1:] + recordFile, Type: "application/json", Key: sum, Source: c.Path,
		WriteTo: func(w io.Writer) error { return record.WriteJSON(w, p.record.Claim(c)) }})
	return sum
}

// recordFile is the name of a claim's record beside its page.
const recordFile = "claim.json"

func (p *planner) writeDataFeed(w io.Writer, claims []*site.Claim) error {
	return p.schema.WriteDataFeed(w, schemaorg.Feed{Name: p.view.Title, Claims: claims})
}

func (p *planner) writeNDJSON(w io.Writer, claims []*site.Claim) error {
	return record.WriteNDJSON(w, each(claims, p.record.Claim))
}

func (p *planner) writeSearch(w io.Writer, claims []*site.Claim) error {
	return record.WriteSearch(w, each(claims, p.record.Search))
}

func (p *planner) writeCSV(w io.Writer, claims []*site.Claim) error {
	table, err := record.NewCSV(w)
	for _, c := range claims {
		if err != nil {
			return err
		}
		r := p.record.Claim(c)
		err = table.Write(&r)
	}
	return err
}

// cite lets reference managers pick up a claim's page and its sources.
func (p *planner) cite(view *ClaimPage, c *site.Claim) {
	if p.site.Base == "" || c.State != site.Live {
		return
	}
	view.Record, view.COinS = c.URL+recordFile, p.record.COinS(c)
	for _, m := range p.record.Citation(c) {
		view.Meta = append(view.Meta, Meta(m))
	}
	for i := range c.Sources {
		view.Claim.Sources[i].COinS = record.SourceCOinS(c.Sources[i])
	}
}

// each makes values one after the other, so that a large file needs little memory.
func each[T any](claims []*site.Claim, make func(*site.Claim) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, c := range claims {
			if !yield(make(c)) {
				return
			}
		}
	}
}

// dataIndex adds the list of all files, for machines and as a page.
func (p *planner) dataIndex(files []dataFile) {
	const address = "/data/"
	var downloads []schemaorg.Download
	var views []DataFile
	for _, f := range files {
		downloads = append(downloads, schemaorg.Download{Name: f.name + f.ext, URL: f.url, Type: f.mediaType})
		if f.part == 0 {
			views = append(views, DataFile{Title: f.title, Description: f.description, URL: f.url, Type: f.mediaType})
			continue
		}
		last := &views[len(views)-1]
		last.Older = append(last.Older, Link{strings.TrimPrefix(f.url, address), f.url})
	}
	dataset := func() []byte {
		d := p.schema.Dataset(p.view.Title+": data", "The fact-checks of "+p.view.Title+
			": what was claimed, by whom and when, the verdict, and the sources it rests on.", downloads)
		return d.AppendJSON(nil)
	}
	h := digest.New("data-index")
	p.dataKey(h)
	h.Sum(digest.Of("downloads", downloads))
	p.outputs = append(p.outputs, Output{Path: "data/index.json", Type: "application/ld+json", Key: h.Done(),
		WriteTo: func(w io.Writer) error { _, err := w.Write(append(dataset(), '\n')); return err }})
	shows := func(h *digest.Hasher) { h.Sum(digest.Of("files", views)) }
	p.page(address, "data.html", "", shows, func() any {
		view := DataPage{Page: p.frame("data.html", address, "Data", "The checks of this site as data: formats, files and licence."), Files: views}
		view.add([]template.JS{template.JS(dataset())})
		return view
	})
}
