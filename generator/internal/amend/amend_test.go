package amend_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"assay/generator/internal/amend"
	"assay/generator/internal/doc"
)

const address = "https://example.org/a"

// kept is the member that the tests add.
func kept() amend.Member {
	return amend.Member{Key: "archive", Text: "https://a.test/1/https://example.org/a", Behind: []string{"id", "url"}}
}

// named chooses entries by their address.
func named(entry *doc.Node) bool {
	for _, f := range entry.Fields {
		if (f.Key == "url" || f.Key == "URL") && f.Value.Text == address {
			return true
		}
	}
	return false
}

// new marks what is to be there afterwards, and is not before.
const begin, end = "«", "»"

func TestAdd(t *testing.T) {
	for what, c := range map[string]struct{ name, file string }{
		"in lines":                          {"c.md", "---\n# mine\nsources:\n  - id: a\n    url: https://example.org/a   # the report\n«    archive: https://a.test/1/https://example.org/a\n»    quote: 'x: y'\n  - id: b\n    url: https://example.org/b\n---\nBody.\n"},
		"where the address comes first":     {"s.yaml", "sources:\n- url: https://example.org/a\n«  archive: https://a.test/1/https://example.org/a\n»  id: a\n"},
		"in the last line":                  {"s.yaml", "sources:\n- id: a\n  url: https://example.org/a«\n  archive: https://a.test/1/https://example.org/a»"},
		"with the line ends of Windows":     {"c.md", "---\r\nsources:\r\n  - id: a\r\n    url: \"https://example.org/a\"\r\n«    archive: https://a.test/1/https://example.org/a\r\n»---\r\nBody.\r\n"},
		"with the line ends of old Macs":    {"c.md", "---\rsources:\r  - id: a\r    url: https://example.org/a\r«    archive: https://a.test/1/https://example.org/a\r»---\rBody.\r"},
		"behind a byte order mark":          {"c.md", "\ufeff---\nsources: [{id: a, url: https://example.org/a«, archive: 'https://a.test/1/https://example.org/a'»}]\n---\n"},
		"in braces":                         {"s.yaml", "sources: [{id: a, url: https://example.org/a«, archive: https://a.test/1/https://example.org/a»}, {id: b}] # c\n"},
		"in braces with space":              {"s.yaml", "sources:\n  - { id: a, url: https://example.org/a«, archive: https://a.test/1/https://example.org/a» }\n"},
		"in braces with a comma":            {"s.yaml", "sources:\n  - {id: a, url: https://example.org/a,« archive: https://a.test/1/https://example.org/a»}\n"},
		"in braces over lines":              {"s.yaml", "sources:\n  - {id: a,\n     url: https://example.org/a«, archive: https://a.test/1/https://example.org/a»}\n"},
		"in braces in lines":                {"s.yaml", "sources:\n  - {\n      id: a, # one\n      url: https://example.org/a«,» # two, }\n«      archive: https://a.test/1/https://example.org/a\n»    }\n"},
		"in braces in lines with commas":    {"s.yaml", "sources:\n  - {\n      id: a,\n      url: https://example.org/a, # two\n«      archive: https://a.test/1/https://example.org/a,\n»    }\n"},
		"in braces with braces in quotes":   {"s.yaml", "sources: [{quote: 'it''s }', note: \"\\\"}\", title: it's, x: {a: [b, \"}\"]}, url: https://example.org/a«, archive: https://a.test/1/https://example.org/a»}]\n"},
		"with an anchor":                    {"s.yaml", "sources: [{id: &one a, url: https://example.org/a«, archive: https://a.test/1/https://example.org/a»}]\nx: *one\n"},
		"with nothing behind the key":       {"s.yaml", "sources:\n  - id: a\n    archive:« https://a.test/1/https://example.org/a» # soon\n    url: https://example.org/a\n"},
		"with nothing behind it, in braces": {"s.yaml", "sources: [{archive:« https://a.test/1/https://example.org/a», url: https://example.org/a}]\n"},
		"with the address in the next line": {"s.yaml", "sources:\n  - id: a\n    url:\n      https://example.org/a\n«    archive: https://a.test/1/https://example.org/a\n»    title: T\n"},
		"with the address as a block":       {"s.yaml", "sources:\n  - «archive: https://a.test/1/https://example.org/a\n    »id: a\n    url: >-\n      https://example.org/a\n"},
		"to all that name it":               {"s.yaml", "sources:\n  - url: https://example.org/a\n«    archive: https://a.test/1/https://example.org/a\n»  - {url: https://example.org/a«, archive: https://a.test/1/https://example.org/a»}\n"},
		"with letters before it":            {"s.yaml", "sources: [{title: \"ünï 😀\", url: https://example.org/a«, archive: https://a.test/1/https://example.org/a»}, {id: b}]\n"},
		"where there is a copy":             {"s.yaml", "sources:\n  - id: a\n    url: https://example.org/a\n    archive: https://other.test/\n"},
		"where it is in another list":       {"s.yaml", "others:\n  - url: https://example.org/a\nsources: [{id: b}]\n"},
		"JSON in lines":                     {"s.json", "[\n  {\n    \"id\": \"a\",\n    \"URL\": \"https://example.org/a\"«,»\n«    \"archive\": \"https://a.test/1/https://example.org/a\"\n»  }\n]\n"},
		"JSON in one line":                  {"s.json", `[{"id": "a", "URL": "https://example.org/a"«, "archive": "https://a.test/1/https://example.org/a"»}, {"id": "b"}]`},
		"JSON in little space":              {"s.json", `{"items":[{"id":"}\"","URL":"https://example.org/a"«,"archive":"https://a.test/1/https://example.org/a"»}]}`},
		"JSON of one item":                  {"s.json", "\t{\"URL\":\"https://example.org/a\"«,\"archive\":\"https://a.test/1/https://example.org/a\"»}"},
	} {
		t.Run(what, func(t *testing.T) {
			m := kept()
			if strings.Contains(c.file, "'https://a.test") {
				c.file = strings.ReplaceAll(c.file, "'https://a.test/1/https://example.org/a'", m.Text)
			}
			before, want, times := split(c.file)
			got, added, err := amend.Add(c.name, []byte(before), "sources", named, m)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != want || added > 0 != (times > 0) {
				t.Errorf("added %d:\n%s\nwant:\n%s", added, got, want)
			}
		})
	}
}

// split gives a file before and after, of one in which what is new is marked.
func split(marked string) (before, after string, times int) {
	rest := marked
	for {
		text, tail, found := strings.Cut(rest, begin)
		before += text
		if !found {
			break
		}
		times++
		_, rest, _ = strings.Cut(tail, end)
	}
	return before, strings.NewReplacer(begin, "", end, "").Replace(marked), times
}

func TestAddOfAMapping(t *testing.T) {
	m := amend.Member{Key: "snapshot", Fields: [][2]string{{"file", "snapshots/a, b.gz"}, {"captured", "2026-01-01T00:00:00Z"}}, Behind: []string{"url", "archive"}}
	for before, want := range map[string]string{
		"sources:\n- url: https://example.org/a\n  archive: x\n  id: b\n":  "sources:\n- url: https://example.org/a\n  archive: x\n  snapshot: {file: \"snapshots/a, b.gz\", captured: \"2026-01-01T00:00:00Z\"}\n  id: b\n",
		"sources: [{url: https://example.org/a}]":                          "sources: [{url: https://example.org/a, snapshot: {file: \"snapshots/a, b.gz\", captured: \"2026-01-01T00:00:00Z\"}}]",
		"sources: [{url: https://example.org/a, snapshot: {file: there}}]": "sources: [{url: https://example.org/a, snapshot: {file: there}}]",
	} {
		got, _, err := amend.Add("s.yaml", []byte(before), "sources", named, m)
		if err != nil || string(got) != want {
			t.Errorf("%v\n%s\nwant\n%s", err, got, want)
		}
	}
}

func TestAddByHand(t *testing.T) {
	for what, file := range map[string]string{
		"an alias":                  "x: &one {id: a, url: https://example.org/a}\nsources: [*one]\n",
		"a mapping with an alias":   "sources: [&one {id: a, url: https://example.org/a}]\nx: *one\n",
		"an alias of lines":         "x: &one\n  id: a\n  url: https://example.org/a\nsources:\n  - *one\n",
		"a list that is used twice": "x: &all\n  - url: https://example.org/a\nsources: *all\n",
		"no YAML":                   "sources: [{url: https://example.org/a}\n",
		"not UTF-8":                 "sources: [{url: https://example.org/a, t: \xff}]\n",
	} {
		got, added, err := amend.Add("s.yaml", []byte(file), "sources", named, kept())
		if err == nil {
			t.Errorf("%s: added %d\n%s", what, added, got)
		} else if !strings.HasPrefix(err.Error(), "s.yaml") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// Whatever a file looks like, all its bytes are in the new one in their order, and it says the same and the new key.
func FuzzAdd(f *testing.F) {
	for _, s := range []string{
		"sources:\n  - id: a\n    url: https://example.org/a\n", "sources: [{id: a, url: https://example.org/a, }]", "sources: [{\n url: https://example.org/a\n}]",
		"sources: [{url: \"https://example.org/a\", b: 'it''s'}]", "sources:\n- ? url\n  : https://example.org/a\n", "sources:\n-   url: |-\n     https://example.org/a\n\n",
		"\ufeffsources:\r\n -  {\"url\":https://example.org/a\t}# x\r\n",
	} {
		f.Add([]byte(s), true)
	}
	f.Add([]byte(`[{"URL":"https://example.org/a"}]`), false)
	f.Fuzz(func(t *testing.T, src []byte, yaml bool) {
		name := map[bool]string{true: "s.yaml", false: "s.json"}[yaml]
		out, added, err := amend.Add(name, src, "sources", named, kept())
		if err != nil {
			return
		}
		if added == 0 && !bytes.Equal(out, src) {
			t.Fatalf("nothing was added, but %q is %q", src, out)
		}
		if !isWithin(src, out) {
			t.Fatalf("%q is not within %q", src, out)
		}
		again, more, err := amend.Add(name, out, "sources", named, kept())
		if err != nil || more > 0 || !bytes.Equal(again, out) {
			t.Fatalf("again: %d, %v\n%q\n%q", more, err, out, again)
		}
	})
}

// isWithin tells that the bytes of a text stand in another in the same order.
func isWithin(part, whole []byte) bool {
	for _, c := range whole {
		if len(part) > 0 && part[0] == c {
			part = part[1:]
		}
	}
	return len(part) == 0
}

// Sources written in every way that people write them.
func TestAddToManyForms(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		before, n := randomFile(r)
		out, added, err := amend.Add("c.md", []byte(before), "sources", named, kept())
		if err != nil || added != n || !isWithin([]byte(before), out) {
			t.Fatalf("added %d of %d: %v\n%s\n%s", added, n, err, before, out)
		}
	}
}

// randomFile writes sources, and tells how many of them want a copy.
func randomFile(r *rand.Rand) (text string, n int) {
	pick := func(all ...string) string { return all[r.IntN(len(all))] }
	eol := pick("\n", "\r\n")
	var b strings.Builder
	b.WriteString("---" + eol + pick("", "# c"+eol) + "sources:" + pick("", " # all") + eol)
	indent := pick("", "  ", "    ")
	for i := range 1 + r.IntN(4) {
		fields := []string{fmt.Sprintf("id: s%d", i), "title: " + pick("T", "'it''s: }'", `"a \"b\" # c"`, "it's"), "quote: " + pick("x", "'{'", `"]"`)}
		r.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
		at := r.IntN(len(fields) + 1)
		url := pick("", `"`, "'")
		fields = append(fields[:at:at], append([]string{"url: " + url + address + url}, fields[at:]...)...)
		if r.IntN(3) == 0 {
			fields = append(fields, "archive: https://other.test/")
		} else {
			n++
		}
		if r.IntN(2) == 0 {
			gap := pick(" ", "   ")
			b.WriteString(indent + "-" + gap)
			for j, f := range fields {
				if j > 0 {
					b.WriteString(indent + " " + gap)
				}
				b.WriteString(f + pick("", "   # note", "  ") + eol + pick("", "", eol))
			}
			continue
		}
		space, comma := pick("", " "), pick("", ",")
		if r.IntN(2) == 0 {
			b.WriteString(indent + "- {" + space + strings.Join(fields, ", ") + comma + space + "}" + pick("", " # note") + eol)
			continue
		}
		b.WriteString(indent + "- {" + eol)
		for j, f := range fields {
			end := ","
			if j == len(fields)-1 {
				end = comma
			}
			b.WriteString(indent + "    " + f + end + pick("", " # note, }") + eol)
		}
		b.WriteString(indent + "  }" + eol)
	}
	b.WriteString("---" + eol + "Body." + eol)
	return b.String(), n
}
