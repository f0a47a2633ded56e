package publish

import (
	"bytes"
	"maps"
	"testing"
)

func TestListIsReadAsItWasWritten(t *testing.T) {
	l := list{"index.html": {"sum", "12-34"}, "a b/ünï – x.html": {"s", "t"}, "being/replaced.css": {}}
	got, err := parseList(l.text())
	if err != nil || !maps.Equal(l, got) {
		t.Errorf("%v, %v", got, err)
	}
	for what, text := range map[string]string{
		"nothing": "", "another version": "assay-published 2\n", "half a line": "assay-published 1\nsum", "no path": "assay-published 1\nsum tag ",
		"half unknown": "assay-published 1\n- tag a\n", "a way out": "assay-published 1\ns t ../a\n", "a root": "assay-published 1\ns t /a\n",
	} {
		if l, err := parseList([]byte(text)); err == nil {
			t.Errorf("%s: %v", what, l)
		}
	}
}

// Whatever is read is written as the same.
func FuzzList(f *testing.F) {
	f.Add([]byte("assay-published 1\nsum tag a/b.html\n- - c\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		l, err := parseList(text)
		if err != nil {
			return
		}
		again, err := parseList(l.text())
		if err != nil || !maps.Equal(l, again) {
			t.Fatalf("%q becomes %q: %v", text, bytes.TrimSpace(l.text()), err)
		}
	})
}
