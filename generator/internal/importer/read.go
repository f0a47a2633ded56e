package importer

import (
	"assay/generator/internal/record"
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// Columns says which column of a table has what: of a [ColumnNames], the column's name.
type Columns map[string]string

// ColumnNames lists what a column of a table can have, each with the names that columns are taken for it by, unless a map says otherwise.
func ColumnNames() map[string][]string {
	return map[string][]string{
		"claim":      {"claim", "claim_reviewed", "claimreviewed", "statement", "text"},
		"url":        {"url", "link", "review_url", "fact_check_url"},
		"title":      {"title", "headline"},
		"verdict":    {"verdict", "rating", "label", "textual_rating", "textualrating", "truth_rating", "alternatename"},
		"conclusion": {"conclusion", "summary", "explanation", "rating_explanation"},
		"claimant":   {"claimant", "speaker", "author_of_claim", "claimed_by", "source_of_claim"},
		"said":       {"said", "claim_date", "claimdate", "date_of_claim"},
		"appearance": {"appearance", "appearances", "claim_url", "first_appearance"},
		"published":  {"published", "date", "review_date", "reviewdate", "datepublished", "date_published"},
		"updated":    {"updated", "modified", "datemodified"},
		"publisher":  {"publisher", "organisation", "organization", "fact_checker"},
		"lang":       {"lang", "language", "languagecode", "inlanguage"},
	}
}

// Read reads the checks of a file, by its name: .html, .htm, .json, .jsonld, .ndjson, .jsonl or .csv. Any other, and a name without an ending, is read as what it begins
// like. The error says why nothing of it can be read.
func Read(name string, data []byte, columns Columns) ([]Record, []Problem, error) {
	f := newFinder(name)
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	var err error
	switch kind(name, data) {
	case "html":
		f.isPage = true
		err = f.html(data)
	case "json":
		err = f.json(data)
	case "ndjson":
		err = f.lines(data)
	default:
		err = f.table(data, columns)
	}
	records := slices.DeleteFunc(f.records, func(r Record) bool { return r.Claim == "" })
	return records, f.found, err
}

// kind tells how a file is read.
func kind(name string, data []byte) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".xhtml":
		return "html"
	case ".json", ".jsonld":
		return "json"
	case ".ndjson", ".jsonl":
		return "ndjson"
	case ".csv", ".tsv":
		return "csv"
	}
	switch start := bytes.TrimSpace(data); {
	case bytes.HasPrefix(start, []byte("<")):
		return "html"
	case json.Valid(data):
		return "json"
	case bytes.HasPrefix(start, []byte("{")):
		return "ndjson"
	}
	return "csv"
}

func decode(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("there is more behind its end")
	}
	return v, nil
}

func (f *finder) json(data []byte) error {
	if r := f.own(data); r != nil {
		f.take(r)
		return nil
	}
	v, err := decode(data)
	if err != nil {
		return fmt.Errorf("it is no JSON: %w", err)
	}
	f.document(v)
	return nil
}

// lines reads JSON line by line. A line that is none is told of, and the others are read.
func (f *finder) lines(data []byte) error {
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		if r := f.own(lines.Bytes()); r != nil {
			f.take(r)
			continue
		}
		v, err := decode(lines.Bytes())
		if err != nil {
			f.found = append(f.found, Problem{From: fmt.Sprintf("%s:%d", f.from, n), Message: "the line is no JSON: " + err.Error()})
			continue
		}
		f.document(v)
	}
	return lines.Err()
}

// html reads JSON-LD and microdata.
func (f *finder) html(data []byte) error {
	r, err := charset.NewReader(bytes.NewReader(data), "text/html")
	if err != nil {
		return err
	}
	root, err := html.Parse(r)
	if err != nil {
		return err
	}
	var items []any
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			if n.DataAtom == atom.Script && strings.EqualFold(strings.TrimSpace(attribute(n, "type")), "application/ld+json") {
				f.script(n)
			}
			if _, is := lookup(n, "itemscope"); is {
				if _, inner := lookup(n, "itemprop"); !inner {
					items = append(items, item(n, 0))
				}
			}
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	walk(root)
	f.document(items)
	return nil
}

// script reads JSON-LD as pages have it, now and then between comments of HTML or with a semicolon behind it.
func (f *finder) script(n *html.Node) {
	var b strings.Builder
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		b.WriteString(child.Data)
	}
	text := strings.TrimSpace(b.String())
	for _, around := range [][2]string{{"<!--", "-->"}, {"//<![CDATA[", "//]]>"}, {"<![CDATA[", "]]>"}} {
		text = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(text, around[0]), around[1]))
	}
	v, err := decode([]byte(strings.TrimSuffix(text, ";")))
	if err != nil {
		if strings.Contains(text, "ClaimReview") {
			f.found = append(f.found, Problem{From: f.from, Message: "structured data with a ClaimReview cannot be read: " + err.Error()})
		}
		return
	}
	f.document(v)
}

// item gives an item of microdata in the shape of JSON-LD.
func item(n *html.Node, depth int) thing {
	v := thing{}
	if kinds := strings.Fields(attribute(n, "itemtype")); len(kinds) > 0 {
		var all []any
		for _, k := range kinds {
			all = append(all, k)
		}
		v["@type"] = all
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			if child.Type != html.ElementNode {
				continue
			}
			_, scope := lookup(child, "itemscope")
			for _, name := range strings.Fields(attribute(child, "itemprop")) {
				var value any
				if scope && depth < maxDepth {
					value = item(child, depth+1)
				} else {
					value = valueOf(child)
				}
				if before, there := v[name]; there {
					v[name] = append(listOf(before), value)
				} else {
					v[name] = value
				}
			}
			if !scope {
				walk(child)
			}
		}
	}
	walk(n)
	return v
}

func listOf(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

// valueOf is the value of a property, by the element that has it (https://html.spec.whatwg.org/multipage/microdata.html#values).
func valueOf(n *html.Node) string {
	name := map[atom.Atom]string{atom.Meta: "content", atom.A: "href", atom.Area: "href", atom.Link: "href", atom.Img: "src", atom.Audio: "src", atom.Embed: "src",
		atom.Iframe: "src", atom.Source: "src", atom.Video: "src", atom.Object: "data", atom.Data: "value", atom.Meter: "value", atom.Time: "datetime"}[n.DataAtom]
	if value, has := lookup(n, "content"); has && name != "href" && name != "src" {
		return value // as many pages have it, whatever the element
	}
	if value, has := lookup(n, name); has {
		return value
	}
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	walk(n)
	return b.String()
}

func attribute(n *html.Node, name string) string {
	value, _ := lookup(n, name)
	return value
}

func lookup(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// table reads CSV, with commas, semicolons or tabs between its columns.
func (f *finder) table(data []byte, columns Columns) error {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	first, _, _ := bytes.Cut(data, []byte("\n"))
	for _, comma := range []rune{'\t', ';'} {
		if bytes.ContainsRune(first, comma) && !bytes.ContainsRune(first, ',') {
			r.Comma = comma
		}
	}
	header, err := r.Read()
	if err != nil {
		return fmt.Errorf("it is no table: %w", err)
	}
	own := isOwnTable(header) && len(columns) == 0
	place, rest, err := placesOf(header, columns)
	if err != nil {
		return err
	}
	for n := 2; ; n++ {
		row, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			f.found = append(f.found, Problem{From: fmt.Sprintf("%s:%d", f.from, n), Message: "the row cannot be read: " + err.Error()})
			continue
		}
		if own {
			f.take(ownRow(row))
			continue
		}
		f.row(n, row, place, rest)
	}
}

// placesOf tells in which column each value stands, and which columns are left.
func placesOf(header []string, columns Columns) (place map[string]int, rest map[string]int, err error) {
	place, rest = map[string]int{}, map[string]int{}
	names := ColumnNames()
	for what := range columns {
		if names[what] == nil {
			return nil, nil, fmt.Errorf("a table has no %q; a column may have: %s", what, strings.Join(slices.Sorted(maps.Keys(names)), ", "))
		}
	}
	for i, name := range header {
		name = clean(name)
		plain := strings.ReplaceAll(strings.ToLower(name), " ", "_")
		taken := false
		for what, known := range names {
			mapped, isMapped := columns[what]
			if isMapped && mapped == name || !isMapped && slices.Contains(known, plain) {
				if _, twice := place[what]; !twice || isMapped {
					place[what], taken = i, true
				}
			}
		}
		if !taken && name != "" {
			rest[name] = i
		}
	}
	for what, name := range columns {
		if _, found := place[what]; !found {
			return nil, nil, fmt.Errorf("there is no column %q for %s; there are: %s", name, what, strings.Join(header, ", "))
		}
	}
	if _, found := place["claim"]; !found {
		return nil, nil, fmt.Errorf("no column has the claim; name it: --column claim=NAME; there are: %s", strings.Join(header, ", "))
	}
	return place, rest, nil
}

// row takes up a row of a table.
func (f *finder) row(n int, row []string, place, rest map[string]int) {
	get := func(what string) string {
		if i, ok := place[what]; ok && i < len(row) {
			return unguarded(row[i])
		}
		return ""
	}
	r := Record{From: fmt.Sprintf("%s:%d", f.from, n), Claim: clean(get("claim")), Title: clean(get("title")), Label: clean(get("verdict")), Conclusion: clean(get("conclusion")),
		Publisher: record.Person{Name: clean(get("publisher"))}, Lang: clean(get("lang")), Extra: map[string]string{}}
	say := problems{&r, &f.found}
	r.URL = f.address(say, "url", get("url"))
	r.Said, r.Published, r.Updated = f.day(say, "said", get("said")), f.day(say, "published", get("published")), f.day(say, "updated", get("updated"))
	for name := range strings.SplitSeq(get("claimant"), ";") {
		if name = clean(name); name != "" {
			r.Claimants = append(r.Claimants, record.Person{Name: name})
		}
	}
	for part := range strings.FieldsSeq(get("appearance")) {
		for _, at := range f.addresses(say, "appearance", part) {
			r.Appears = append(r.Appears, record.Appearance{URL: at})
		}
	}
	for name, i := range rest {
		if i < len(row) {
			if value := clean(unguarded(row[i])); value != "" {
				r.Extra[name] = value
			}
		}
	}
	f.keep(r)
}

// unguarded takes off the apostrophe that keeps a spreadsheet from taking a text for a formula, and exactly that.
func unguarded(cell string) string {
	if rest, guarded := strings.CutPrefix(cell, "'"); guarded && strings.ContainsAny(rest[:min(len(rest), 1)], "=+-@\t\r") {
		return rest
	}
	return cell
}
