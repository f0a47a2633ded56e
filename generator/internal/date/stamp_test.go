package date_test

import (
	"encoding/json"
	"testing"
	"time"

	"assay/generator/internal/date"
)

func TestStamp(t *testing.T) {
	tests := map[string]struct{ text, inUTC, inBerlin string }{
		"day":                {"2026-11-22", "2026-11-22T00:00:00Z", "2026-11-22T00:00:00+01:00"},
		"day in summer":      {"2026-07-01", "2026-07-01T00:00:00Z", "2026-07-01T00:00:00+02:00"},
		"leap day":           {"2028-02-29", "2028-02-29T00:00:00Z", "2028-02-29T00:00:00+01:00"},
		"moment":             {"2026-11-22T09:30:00+01:00", "2026-11-22T08:30:00Z", "2026-11-22T09:30:00+01:00"},
		"moment in UTC":      {"2026-11-22T09:30:00Z", "2026-11-22T09:30:00Z", "2026-11-22T10:30:00+01:00"},
		"no offset, as +":    {"2026-11-22T09:30:00+00:00", "2026-11-22T09:30:00Z", "2026-11-22T10:30:00+01:00"},
		"no offset, as -":    {"2026-11-22T09:30:00-00:00", "2026-11-22T09:30:00Z", "2026-11-22T10:30:00+01:00"},
		"half an hour":       {"2026-11-22T00:15:00+05:30", "2026-11-21T18:45:00Z", "2026-11-21T19:45:00+01:00"},
		"parts of a second":  {"2026-11-22T09:30:00.250Z", "2026-11-22T09:30:00Z", "2026-11-22T10:30:00+01:00"},
		"the day before":     {"2026-11-22T00:30:00+14:00", "2026-11-21T10:30:00Z", "2026-11-21T11:30:00+01:00"},
		"last second of day": {"2026-11-22T23:59:59-12:00", "2026-11-23T11:59:59Z", "2026-11-23T12:59:59+01:00"},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			s, err := date.ParseStamp(tt.text)
			if err != nil || s.IsZero() {
				t.Fatalf("%v, %v", s, err)
			}
			if s.String() != tt.text {
				t.Errorf("prints %q, not as it was written", s)
			}
			if got := s.In(time.UTC).Format(time.RFC3339); got != tt.inUTC {
				t.Errorf("in UTC %s, want %s", got, tt.inUTC)
			}
			if got := s.In(zone(t, "Europe/Berlin")).Format(time.RFC3339); got != tt.inBerlin {
				t.Errorf("in Berlin %s, want %s", got, tt.inBerlin)
			}
		})
	}
}

func TestStampRefuses(t *testing.T) {
	const forms = "write 2026-11-22 or 2026-11-22T09:30:00+01:00"
	tests := map[string]struct{ text, message, hint string }{
		"year":                   {"2026", `"2026" is not a day`, "here the day is needed, such as 2026-01-01"},
		"month":                  {"2026-11", `"2026-11" is not a day`, "here the day is needed, such as 2026-11-01"},
		"nothing":                {"", `"" is not a date`, "write 2017, 2017-01 or 2017-01-18"},
		"31 November":            {"2026-11-31", `there is no day "2026-11-31": that month has 30 days`, ""},
		"British":                {"22 November 2026", `"22 November 2026" is not a date`, "write 2026-11-22"},
		"a word":                 {"Today", `"Today" is not a date`, "write 2017, 2017-01 or 2017-01-18"},
		"no zone":                {"2026-11-22T09:30:00", `"2026-11-22T09:30:00" is not a moment`, forms},
		"no seconds":             {"2026-11-22T09:30Z", `"2026-11-22T09:30Z" is not a moment`, forms},
		"space for the T":        {"2026-11-22 09:30:00Z", `"2026-11-22 09:30:00Z" is not a moment`, forms},
		"one-digit hour":         {"2026-11-22T9:30:00Z", `"2026-11-22T9:30:00Z" is not a moment`, forms},
		"comma":                  {"2026-11-22T09:30:00,5Z", `"2026-11-22T09:30:00,5Z" is not a moment`, forms},
		"hour 24":                {"2026-11-22T24:00:00Z", `"2026-11-22T24:00:00Z" is not a moment`, forms},
		"minute 60":              {"2026-11-22T09:60:00Z", `"2026-11-22T09:60:00Z" is not a moment`, forms},
		"offset of a day":        {"2026-11-22T09:30:00+24:00", `"2026-11-22T09:30:00+24:00" is not a moment`, forms},
		"offset without a colon": {"2026-11-22T09:30:00+0100", `"2026-11-22T09:30:00+0100" is not a moment`, forms},
		"moment on no day":       {"2026-11-31T09:30:00Z", `"2026-11-31T09:30:00Z" is not a moment`, forms},
		"zone by name":           {"2026-11-22T09:30:00CET", `"2026-11-22T09:30:00CET" is not a moment`, forms},
		"text behind":            {"2026-11-22T09:30:00Zulu", `"2026-11-22T09:30:00Zulu" is not a moment`, forms},
		"year 0":                 {"0000-01-01T00:00:00Z", `"0000-01-01T00:00:00Z" is before all records`, ""},
		"what Go takes for none": {"0001-01-01T00:00:00Z", `"0001-01-01T00:00:00Z" is before all records`, ""},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			s, err := date.ParseStamp(tt.text)
			wantProblem(t, err, tt.message, tt.hint)
			if !s.IsZero() {
				t.Errorf("and a stamp: %v", s)
			}
		})
	}
}

func TestNoStamp(t *testing.T) {
	var s date.Stamp
	if !s.IsZero() || s.String() != "" || !s.In(time.UTC).IsZero() {
		t.Errorf("the zero stamp is %q, %v", s, s.In(time.UTC))
	}
}

func TestStampOfATime(t *testing.T) {
	s := date.Stamp{Moment: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)}
	if s.String() != "2026-11-22T09:30:00Z" {
		t.Errorf("prints %q", s)
	}
}

func TestDatesInJSON(t *testing.T) {
	type record struct {
		Said      date.Partial `json:"said"`
		Published date.Stamp   `json:"published"`
		Updated   date.Stamp   `json:"updated"`
	}
	const text = `{"said":"2017-01","published":"2026-11-22","updated":"2026-11-22T09:30:00+00:00"}`
	var r record
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatal(err)
	}
	if again, err := json.Marshal(r); err != nil || string(again) != text {
		t.Errorf("comes back as %s, %v", again, err)
	}
	before := r
	if err := r.Published.UnmarshalText([]byte("2026-11-31")); err == nil || r != before {
		t.Errorf("a bad date changed the value: %v, %v", r, err)
	}
}

func FuzzStamp(f *testing.F) {
	for _, s := range []string{"2026-11-22", "2026-11-22T09:30:00+01:00", "2026-11-22T09:30:00.5Z", "2026-11-22T09:30:00-00:00", "2026-11-22T23:59:60Z", "9999-12-31T23:59:59-23:59"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := date.ParseStamp(text)
		if err != nil {
			return
		}
		if s.String() != text || s.IsZero() {
			t.Errorf("%q prints as %q", text, s)
		}
		if again, err := date.ParseStamp(s.String()); err != nil || again.Day != s.Day || !again.Moment.Equal(s.Moment) {
			t.Errorf("%q comes back as %v, %v", text, again, err)
		}
	})
}
