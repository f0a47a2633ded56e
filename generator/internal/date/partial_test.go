package date_test

import (
	"errors"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/date"
	"assay/generator/internal/diag"
)

func partial(t *testing.T, s string) date.Partial {
	t.Helper()
	p, err := date.ParsePartial(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// wantProblem checks a refusal.
func wantProblem(t *testing.T, err error, message, hint string) {
	t.Helper()
	var p *diag.Problem
	if !errors.As(err, &p) {
		t.Fatalf("error is %v", err)
	}
	if diff := cmp.Diff(diag.Problem{Code: diag.BadDate, Message: message, Hint: hint}, *p); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPartial(t *testing.T) {
	tests := map[string]struct {
		text        string
		want        date.Partial
		first, last string
	}{
		"year":                {"2017", date.Partial{Year: 2017}, "2017-01-01", "2017-12-31"},
		"month":               {"2017-01", date.Partial{Year: 2017, Month: 1}, "2017-01-01", "2017-01-31"},
		"day":                 {"2017-01-18", date.Partial{Year: 2017, Month: 1, Day: 18}, "2017-01-18", "2017-01-18"},
		"short month":         {"2017-04", date.Partial{Year: 2017, Month: 4}, "2017-04-01", "2017-04-30"},
		"February":            {"2017-02", date.Partial{Year: 2017, Month: 2}, "2017-02-01", "2017-02-28"},
		"February, leap year": {"2016-02", date.Partial{Year: 2016, Month: 2}, "2016-02-01", "2016-02-29"},
		"leap day":            {"2016-02-29", date.Partial{Year: 2016, Month: 2, Day: 29}, "2016-02-29", "2016-02-29"},
		"leap day of 2000":    {"2000-02-29", date.Partial{Year: 2000, Month: 2, Day: 29}, "2000-02-29", "2000-02-29"},
		"last of December":    {"2017-12-31", date.Partial{Year: 2017, Month: 12, Day: 31}, "2017-12-31", "2017-12-31"},
		"long ago":            {"0476", date.Partial{Year: 476}, "0476-01-01", "0476-12-31"},
		"far away":            {"9999-12", date.Partial{Year: 9999, Month: 12}, "9999-12-01", "9999-12-31"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			got := partial(t, tt.text)
			if got != tt.want || got.IsZero() {
				t.Errorf("got %#v", got)
			}
			if got.String() != tt.text {
				t.Errorf("prints %q", got)
			}
			if first, last := got.First().String(), got.Last().String(); first != tt.first || last != tt.last {
				t.Errorf("is %s to %s, want %s to %s", first, last, tt.first, tt.last)
			}
		})
	}
}

func TestPartialRefuses(t *testing.T) {
	const forms = "write 2017, 2017-01 or 2017-01-18"
	tests := map[string]struct{ text, message, hint string }{
		"nothing":            {"", `"" is not a date`, forms},
		"words":              {"yesterday", `"yesterday" is not a date`, forms},
		"year 0":             {"0000", "there is no year 0000", ""},
		"day in year 0":      {"0000-01-01", "there is no year 0000", ""},
		"month 0":            {"2017-00", `there is no month "2017-00": a year has 12`, ""},
		"month 13":           {"2017-13-01", `there is no month "2017-13-01": a year has 12`, ""},
		"day 0":              {"2017-01-00", `there is no day "2017-01-00": that month has 31 days`, ""},
		"day 32":             {"2017-01-32", `there is no day "2017-01-32": that month has 31 days`, ""},
		"31 April":           {"2017-04-31", `there is no day "2017-04-31": that month has 30 days`, ""},
		"no leap year":       {"2017-02-29", `there is no day "2017-02-29": that month has 28 days`, ""},
		"30 February":        {"2016-02-30", `there is no day "2016-02-30": that month has 29 days`, ""},
		"1900 was no leap":   {"1900-02-29", `there is no day "1900-02-29": that month has 28 days`, ""},
		"two-digit year":     {"17", `"17" is not a date`, forms},
		"five-digit year":    {"20170", `"20170" is not a date`, forms},
		"before the epoch":   {"-0044", `"-0044" is not a date`, forms},
		"sign":               {"+2017", `"+2017" is not a date`, forms},
		"no hyphens":         {"20170118", `"20170118" is not a date`, forms},
		"too many parts":     {"2017-01-18-09", `"2017-01-18-09" is not a date`, forms},
		"space":              {" 2017", `" 2017" is not a date`, forms},
		"week":               {"2017-W03", `"2017-W03" is not a date`, forms},
		"hyphen last":        {"2017-", `"2017-" is not a date`, forms},
		"underscore":         {"2_17", `"2_17" is not a date`, forms},
		"Arabic digits":      {"٢٠١٧", `"٢٠١٧" is not a date`, forms},
		"a moment":           {"2017-01-18T09:30:00Z", `"2017-01-18T09:30:00Z" is not a date`, forms},
		"two meanings":       {"01/02/2017", `"01/02/2017" is not a date`, forms},
		"one-digit month":    {"2017-1-8", `"2017-1-8" is not a date`, "write 2017-01-08"},
		"slashes":            {"2017/01/18", `"2017/01/18" is not a date`, "write 2017-01-18"},
		"dots":               {"2017.01.18", `"2017.01.18" is not a date`, "write 2017-01-18"},
		"British":            {"18 January 2017", `"18 January 2017" is not a date`, "write 2017-01-18"},
		"American":           {"January 18, 2017", `"January 18, 2017" is not a date`, "write 2017-01-18"},
		"short, British":     {"18 Jan 2017", `"18 Jan 2017" is not a date`, "write 2017-01-18"},
		"short, American":    {"Jan 18, 2017", `"Jan 18, 2017" is not a date`, "write 2017-01-18"},
		"month and year":     {"January 2017", `"January 2017" is not a date`, "write 2017-01"},
		"slashes, bad month": {"2017/13/18", `"2017/13/18" is not a date`, forms},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			got, err := date.ParsePartial(tt.text)
			wantProblem(t, err, tt.message, tt.hint)
			if !got.IsZero() {
				t.Errorf("and a date: %v", got)
			}
		})
	}
}

func TestPartialCompare(t *testing.T) {
	inOrder := []string{"0476", "1999-12-31", "2016-02-29", "2017-01-02", "2017-01-18", "2017-02", "2017-10", "2018"}
	for i, a := range inOrder {
		for j, b := range inOrder {
			want := min(1, max(-1, i-j))
			if got := partial(t, a).Compare(partial(t, b)); got != want {
				t.Errorf("%s against %s: %d, want %d", a, b, got, want)
			}
		}
	}
	for _, same := range []string{"2017", "2017-01", "2017-01-01"} {
		if got := partial(t, "2017").Compare(partial(t, same)); got != 0 {
			t.Errorf("2017 against %s: %d: they begin on the same day", same, got)
		}
	}
	if got := (date.Partial{}).Compare(partial(t, "0001")); got != -1 {
		t.Errorf("no date does not come first: %d", got)
	}
}

func TestNoPartial(t *testing.T) {
	var p date.Partial
	if !p.IsZero() || p.String() != "" {
		t.Errorf("the zero date prints %q", p)
	}
}

func TestPartialIn(t *testing.T) {
	tests := map[string]struct{ day, zone, want string }{
		"UTC":                          {"2017-01-18", "UTC", "2017-01-18T00:00:00Z"},
		"year":                         {"2017", "UTC", "2017-01-01T00:00:00Z"},
		"month":                        {"2017-07", "Europe/Berlin", "2017-07-01T00:00:00+02:00"},
		"winter":                       {"2017-01-18", "Europe/Berlin", "2017-01-18T00:00:00+01:00"},
		"half an hour":                 {"2017-01-18", "Asia/Kolkata", "2017-01-18T00:00:00+05:30"},
		"far east":                     {"2017-01-18", "Pacific/Kiritimati", "2017-01-18T00:00:00+14:00"},
		"clocks change later that day": {"2017-03-26", "Europe/Berlin", "2017-03-26T00:00:00+01:00"},
		"no 00:00 in Santiago":         {"2019-09-08", "America/Santiago", "2019-09-08T01:00:00-03:00"},
		"no 00:00 in São Paulo":        {"2018-11-04", "America/Sao_Paulo", "2018-11-04T01:00:00-02:00"},
		"no 00:00 in Havana":           {"2017-03-12", "America/Havana", "2017-03-12T01:00:00-04:00"},
		"no 00:00 in the Azores":       {"2017-03-26", "Atlantic/Azores", "2017-03-26T01:00:00Z"},
		"no 00:00 in Beirut":           {"2017-03-26", "Asia/Beirut", "2017-03-26T01:00:00+03:00"},
		"no 00:00 in Tehran":           {"2017-03-22", "Asia/Tehran", "2017-03-22T01:00:00+04:30"},
		"00:00 twice in Havana":        {"2018-11-04", "America/Havana", "2018-11-04T00:00:00-04:00"},
		"23:00 twice in São Paulo":     {"2018-02-18", "America/Sao_Paulo", "2018-02-18T00:00:00-03:00"},
		"a day Samoa left out":         {"2011-12-30", "Pacific/Apia", "2011-12-31T00:00:00+14:00"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			got := partial(t, tt.day).In(zone(t, tt.zone)).Format(time.RFC3339)
			if got != tt.want {
				t.Errorf("%s in %s is %s, want %s", tt.day, tt.zone, got, tt.want)
			}
		})
	}
}

// A day stays the same day in every zone, also where the clocks skip its first hour.
func TestEveryDayStaysItself(t *testing.T) {
	for _, name := range []string{"UTC", "Europe/Berlin", "America/Santiago", "Atlantic/Azores", "Africa/Cairo", "Asia/Tehran", "Australia/Lord_Howe"} {
		z := zone(t, name)
		for day := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2026; day = day.AddDate(0, 0, 1) {
			p := date.Of(day)
			if got := date.Of(p.In(z)); got != p {
				t.Errorf("%s: %s became %s", name, p, got)
			}
		}
	}
}

func TestOf(t *testing.T) {
	moment := time.Date(2017, 1, 18, 23, 30, 0, 0, time.UTC)
	if got := date.Of(moment).String(); got != "2017-01-18" {
		t.Errorf("in UTC: %s", got)
	}
	if got := date.Of(moment.In(zone(t, "Asia/Tokyo"))).String(); got != "2017-01-19" {
		t.Errorf("in Tokyo: %s", got)
	}
}

func FuzzPartial(f *testing.F) {
	for _, s := range []string{"2017", "2017-01", "2016-02-29", "0001-01-01", "2017-2-3", "2017-02-30", "9999-12-31", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := date.ParsePartial(s)
		if err != nil {
			return
		}
		if p.String() != s {
			t.Errorf("%q prints as %q", s, p)
		}
		if p.IsZero() || p.First().Compare(p.Last()) > 0 || p.Compare(p.First()) != 0 {
			t.Errorf("%q is %s to %s", s, p.First(), p.Last())
		}
		var again date.Partial
		text, _ := p.MarshalText()
		if err := again.UnmarshalText(text); err != nil || again != p {
			t.Errorf("%q comes back as %v, %v", s, again, err)
		}
	})
}

func TestBefore(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"2017", "2018", true}, {"2017-12", "2018", true}, {"2017-01-18", "2017-01-19", true},
		{"2017", "2017-06", false}, {"2017-06", "2017", false}, {"2017-01-18", "2017-01-18", false}, {"2018", "2017", false},
	} {
		if got := partial(t, tt.a).Before(partial(t, tt.b)); got != tt.want {
			t.Errorf("%s before %s: %v", tt.a, tt.b, got)
		}
	}
	if year := partial(t, "2017"); year.Before(date.Partial{}) || (date.Partial{}).Before(year) {
		t.Error("no date comes before or after one")
	}
}
