package plan

import (
	"html/template"
	"io"
	"iter"
	"path"
	"time"

	"assay/generator/internal/digest"
	"assay/generator/internal/record"
	"assay/generator/internal/schemaorg"
	"assay/generator/internal/site"
)

// dataAddress is where the site's data stand.
const dataAddress = "/data/"

// perPart is how many checks a file of the data holds; the newest has between one and two times as many.
// One edit makes a whole file of each form anew, so larger files make builds slower: with 5000 a tenth of a second.
const perPart = 2000

// dataForm is one of the forms in which the data are published.
type dataForm struct {
	name, ext, mediaType string
	key                  string // of its name; with -text behind it, of what it is for
	write                func(*planner, io.Writer, dataPart) error
}

func dataForms() []dataForm {
	return []dataForm{
		{"claimreview", ".json", "application/ld+json", "data.form.claimreview", (*planner).writeDataFeed},
		{"claims", ".ndjson", "application/x-ndjson", "data.form.records", (*planner).writeNDJSON},
		{"claims", ".csv", "text/csv", "data.form.table", (*planner).writeCSV},
		{"claims-search", ".json", "application/json", "data.form.search", (*planner).writeSearch},
	}
}

// address is where a part stands in this form.
func (f dataForm) address(part int) string {
	if part == 0 {
		return dataAddress + f.name + f.ext
	}
	return dataAddress + f.name + "-" + itoa(part) + f.ext
}

// dataPart is a part of the checks.
type dataPart struct {
	number  int // counted from the oldest, 0 for the newest
	claims  []*site.Claim
	records []digest.Sum // what the records of the claims are made of

	// When the last change was made to a check that was retracted: it has left its part, whose readers must look again.
	retracted time.Time
}

// modified is when the part changed.
func (d *dataPart) modified() time.Time { return later(d.retracted, newestOf(d.claims)) }

// dataParts cuts the checks that are published and stand into parts, the newest first.
func (p *planner) dataParts() []dataPart {
	lists := p.known.lists
	full, newest := cut(withNumbers(p.site.Claims, lists.published), perPart)
	fullSums, newestSums := cut(withNumbers(p.records, lists.published), perPart)
	parts := []dataPart{{0, newest, newestSums, lists.retracted}}
	for i := range full {
		parts = append(parts, dataPart{i + 1, full[i], fullSums[i], lists.retracted})
	}
	return parts
}

func sumOf(sums []digest.Sum) digest.Sum {
	h := digest.New("sums")
	for _, sum := range sums {
		h.Sum(sum)
	}
	return h.Done()
}

// data adds the site's data as files and the page that explains them. Records are keyed when claims are planned, so this comes last.
func (p *planner) data() {
	if p.site.Base == "" {
		return // what is read elsewhere needs absolute addresses
	}
	parts := p.dataParts()
	for _, part := range parts {
		p.part("data", part.number, part.claims, func(p *planner) { p.dataFiles(part) })
	}
	var files []DataFile
	var downloads []schemaorg.Download
	for _, form := range dataForms() {
		file := DataFile{Title: p.texts.Text(form.key), Description: p.texts.Text(form.key + "-text"), Type: form.mediaType}
		for _, part := range parts {
			address := form.address(part.number)
			downloads = append(downloads, schemaorg.Download{Name: path.Base(address), URL: address, Type: form.mediaType})
			if part.number == 0 {
				file.URL = address
			} else {
				file.Older = append(file.Older, Link{Label: path.Base(address), URL: address})
			}
		}
		files = append(files, file)
	}
	p.dataIndex(files, downloads)
}

// dataFiles adds a part in all its forms.
func (p *planner) dataFiles(part dataPart) {
	content, modified := sumOf(part.records), part.modified()
	for _, form := range dataForms() {
		address := form.address(part.number)
		h := &p.hasher
		h.Reset("data")
		h.Sum(p.facts)
		h.String(address)
		h.Sum(content)
		h.Int(modified.Unix())
		p.add(Output{Path: address[1:], Type: form.mediaType, Key: h.Done()}, func(p *planner, w io.Writer) error { return form.write(p, w, part) })
	}
}

// dataIndex adds the list of all files, for programs and as a page.
func (p *planner) dataIndex(files []DataFile, downloads []schemaorg.Download) {
	name, about := p.texts.Text("data.set", "site", p.view.Title), p.texts.Text("data.set-text", "site", p.view.Title)
	dataset := func(p *planner) []byte { return p.schema.Dataset(name, about, downloads).AppendJSON(nil) }
	h := digest.New("data-index")
	h.Sum(p.facts)
	h.Sum(digest.Of("downloads", downloads))
	h.String(name)
	h.String(about)
	p.add(Output{Path: dataAddress[1:] + "index.json", Type: "application/ld+json", Key: h.Done()},
		func(p *planner, w io.Writer) error { _, err := w.Write(append(dataset(p), '\n')); return err })
	shows := func(h *digest.Hasher) { h.Sum(digest.Of("files", files)) }
	p.page(dataAddress, "data.html", "", shows, func(p *planner) any {
		view := DataPage{Page: p.frame("data.html", dataAddress, p.texts.Text("list.data"), p.texts.Text("data.description")), Files: files, PerFile: perPart}
		view.add([]template.JS{template.JS(dataset(p))})
		return view
	})
}

func (p *planner) writeDataFeed(w io.Writer, part dataPart) error {
	return p.schema.WriteDataFeed(w, schemaorg.Feed{Name: p.view.Title, Claims: part.claims, Modified: part.modified()})
}

func (p *planner) writeNDJSON(w io.Writer, part dataPart) error {
	return record.WriteNDJSON(w, func(yield func(record.Record, error) bool) {
		for _, c := range part.claims {
			if !yield(p.record.Whole(c)) {
				return
			}
		}
	})
}

func (p *planner) writeSearch(w io.Writer, part dataPart) error {
	return record.WriteSearch(w, each(part.claims, p.record.Search))
}

func (p *planner) writeCSV(w io.Writer, part dataPart) error {
	table, err := record.NewCSV(w)
	for r := range each(part.claims, p.record.Claim) {
		if err != nil {
			return err
		}
		err = table.Write(&r)
	}
	return err
}

// each makes values one after the other, so that a large file needs little memory.
func each[T any](claims []*site.Claim, valueOf func(*site.Claim) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, c := range claims {
			if !yield(valueOf(c)) {
				return
			}
		}
	}
}
