package doc_test

import (
	"strings"
	"testing"

	"assay/generator/internal/doc"
)

type limited struct {
	Few   []string          `yaml:"few" max:"3"`
	Plain []string          `yaml:"plain"`
	Map   map[string]string `yaml:"map" max:"2"`
	Text  string            `yaml:"text" max:"5"`
	Alt   *string           `yaml:"alt" max:"5"`
	Any   doc.Free          `yaml:"any"`
	Inner struct {
		Few []int `yaml:"few" max:"1"`
	} `yaml:"inner"`
}

func TestDecode_LimitsEntries(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"as many as allowed", "few: [a, b, c]", ""},
		{"one too many", "few: [a, b, c, d]", "1:6 A045 few has 4 entries; at most 3 are allowed; remove some"},
		{"over the default", "plain: [" + strings.Repeat("a, ", 1001) + "]", "1:8 A045 plain has 1001 entries; at most 1000 are allowed; remove some"},
		{"the default", "plain: [" + strings.Repeat("a, ", 1000) + "]", ""},
		{"repeated by aliases", "few: [&a b, *a, *a, *a]", "1:6 A045 few has 4 entries; at most 3 are allowed; remove some"},
		{"a mapping", "map: {a: b, c: d, e: f}", "1:6 A045 map has 3 entries; at most 2 are allowed; remove some"},
		{"inside a mapping", "inner: {few: [1, 2]}", "1:14 A045 few has 2 entries; at most 1 are allowed; remove some"},
		{"free values", "any: {" + lines(2000, "k%d: v, ") + "}", ""},
		{"a text", "text: ärzte", ""},
		{"a long text", "text: ärztin", "1:7 A114 text has 6 characters; at most 5 are allowed; shorten it"},
		{"an optional text", "alt: ärztin", "1:6 A114 alt has 6 characters; at most 5 are allowed; shorten it"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n, _ := doc.ParseYAML([]byte(tt.src), 1)
			var v limited
			_, found := doc.NewDecoder[limited]().Decode(n, &v)
			if got := strings.Join(show(found), "\n"); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// Finding the nearest known key for each of 200,000 unknown ones would take seconds.
func TestDecode_HintsForTheFirstUnknownKeysOnly(t *testing.T) {
	n := parse(t, lines(300, "fex%d: v\n"))
	var v limited
	_, found := doc.NewDecoder[limited]().Decode(n, &v)
	hints := 0
	for _, f := range found {
		if f.Hint != "" {
			hints++
		}
	}
	if len(found) != 300 || hints != 100 {
		t.Errorf("%d findings, %d hints", len(found), hints)
	}
}
