package plan

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func itself(name string) string { return name }

func TestLongIndexesAreCutByFirstLetter(t *testing.T) {
	got := map[string]string{}
	for _, x := range byLetter("/l/", []string{"Élise", "Emil", "Zoë", "Żak", "李明", "42nd Street"}, 1, itself) {
		got[x.address] = fmt.Sprint(x.letter, " ", strings.Join(x.items, "+"), " of ", len(x.letters))
	}
	want := map[string]string{
		"/l/":        "  of 4",
		"/l/page/e/": "E Élise+Emil of 4",
		"/l/page/z/": "Z Zoë+Żak of 4",
		"/l/page/李/": "李 李明 of 4",
		"/l/page/0/": "# 42nd Street of 4",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestShortIndexesAreNotCut(t *testing.T) {
	parts := byLetter("/l/", []string{"Ann", "Zoë"}, 1, itself)
	if len(parts) != 1 || len(parts[0].items) != 2 || len(parts[0].letters) != 0 {
		t.Errorf("two names make %+v", parts)
	}
}
