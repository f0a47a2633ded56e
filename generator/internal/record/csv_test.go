package record_test

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"

	"assay/generator/internal/record"
)

// rows writes records as a table and reads it back.
func rows(t testing.TB, records ...record.Record) [][]string {
	t.Helper()
	text := written(t, func(w io.Writer) error {
		table, err := record.NewCSV(w)
		for i := range records {
			if err == nil {
				err = table.Write(&records[i])
			}
		}
		return err
	})
	read, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// cell is what a record's text becomes, as a reader of CSV sees it.
func cell(t testing.TB, text string) string {
	read := rows(t, record.Record{ID: "a", Claim: text})
	return read[1][slices.Index(read[0], "claim")]
}

func TestCellsAreNoFormulas(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1":                         "'=1+1",
		`=HYPERLINK("http://x","y")`:   `'=HYPERLINK("http://x","y")`,
		"+1":                           "'+1",
		"-1":                           "'-1",
		"-5 degrees":                   "'-5 degrees",
		"@SUM(A1)":                     "'@SUM(A1)",
		"\tx":                          "'\tx",
		"\rx":                          "'\rx",
		"\nx":                          "'\nx",
		"＝1":                           "'＝1",
		"＋1":                           "'＋1",
		"－1":                           "'－1",
		"＠a":                           "'＠a",
		"  =1":                         "'  =1",
		"\u00a0=1":                     "'\u00a0=1",
		"\ufeff=1":                     "'\ufeff=1",
		"\u200b-1":                     "'\u200b-1",
		`"=1"`:                         `'"=1"`,
		"“-1 degrees”":                 "'“-1 degrees”",
		"'=1":                          "''=1",
		"'quoted' as it is":            "''quoted' as it is",
		"''":                           "'''",
		"":                             "",
		" ":                            " ",
		"13 wars = 14 trillion":        "13 wars = 14 trillion",
		"2017-01-18":                   "2017-01-18",
		"“No,” she said":               "“No,” she said",
		`a "quoted" text, and a comma`: `a "quoted" text, and a comma`,
		"two\nlines":                   "two\nlines",
		"战争":                           "战争",
		"−5 with a minus sign":         "−5 with a minus sign",
	} {
		if got := cell(t, text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// FuzzCSV sees that no cell can be a formula, and that every text comes back by taking away one apostrophe.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"=1", "'", "a\r\n", " \"@", "\ufeff＝", "a,b;c", "|", "a | b"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, text, other string) {
		read := rows(t, record.Record{Claim: text, Claimants: []record.Person{{Name: text}, {Name: other}}})
		column := func(name string) string {
			got := read[1][slices.Index(read[0], name)]
			if strings.IndexAny(strings.TrimLeft(got, " \t\r\n\"\ufeff"), "=+-@＝＋－＠") == 0 {
				t.Errorf("%s is %q", name, got)
			}
			return strings.TrimPrefix(got, "'")
		}
		lines := strings.NewReplacer("\r\n", "\n") // as the reader makes of them
		if got := column("claim"); got != lines.Replace(text) {
			t.Errorf("%q comes back as %q", text, got)
		}
		var want, got []string
		for _, name := range []string{text, other} {
			if name != "" {
				want = append(want, lines.Replace(name))
			}
		}
		if joined := column("claimants"); joined != "" {
			got = strings.Split(joined, " | ")
		}
		for i := range got {
			got[i] = strings.ReplaceAll(got[i], "||", "|")
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q comes back as %q", want, got)
		}
	})
}

func TestTable(t *testing.T) {
	s := resolve(t, fixture(t))
	e := environment(s)
	wars, loose := whole(e, find(t, s, "wars")), whole(e, find(t, s, "loose"))
	read := rows(t, wars, loose)
	if len(read) != 3 {
		t.Fatalf("%d rows", len(read))
	}
	for name, want := range map[string][2]string{
		"claimants":     {"Ann Archer | Bob Builder", "Ann Archer"},
		"verdict_value": {"2", ""},
		"verdict":       {"half", ""},
		"rating":        {"Half", "Most would agree."},
		"published":     {"2026-01-10T00:00:00+01:00", "2026-01-13T00:00:00+01:00"},
		"topics":        {"What wars cost | Peace", ""},
		"sources": {"https://own.example.org/report | https://institute.example.org/report | https://gazette.example.org/report | https://doi.org/10.1234/noted",
			"https://institute.example.org/report"},
	} {
		i := slices.Index(read[0], name)
		if got := [2]string{read[1][i], read[2][i]}; got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestRowsEndAsRFC4180Says(t *testing.T) {
	text := written(t, func(w io.Writer) error {
		table, err := record.NewCSV(w)
		if err == nil {
			err = table.Write(&record.Record{ID: "a", Claim: "two\nlines"})
		}
		return err
	})
	if strings.Count(text, "\r\n") != 2 || !strings.HasSuffix(text, "\r\n") || !strings.Contains(text, "\"two\nlines\"") {
		t.Errorf("%q", text)
	}
}
