package doc_test

import (
	"testing"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

func TestPositionsByPath(t *testing.T) {
	const src = `name: n
tags: [a, é, b]
links:
  - url: https://a.example/
    text: t
  - {url: https://b.example/}
notes: {k.l: m, 1: n}
pair: [a, b]
x: {a: {b: c}}
`
	_, at, found := decode(t, src)
	wantFindings(t, found)
	for path, want := range map[string]diag.At{
		"":             {Line: 1, Col: 1},
		"name":         {Line: 1, Col: 7},
		"tags":         {Line: 2, Col: 7},
		"tags.0":       {Line: 2, Col: 8},
		"tags.1":       {Line: 2, Col: 11},
		"tags.2":       {Line: 2, Col: 14},
		"links":        {Line: 4, Col: 3},
		"links.0":      {Line: 4, Col: 5},
		"links.0.url":  {Line: 4, Col: 10},
		"links.0.text": {Line: 5, Col: 11},
		"links.1":      {Line: 6, Col: 5},
		"links.1.url":  {Line: 6, Col: 11},
		"notes":        {Line: 7, Col: 8},
		"notes.k.l":    {Line: 7, Col: 8}, // a key with a dot is not found
		"notes.1":      {Line: 7, Col: 20},
		"pair":         {Line: 8, Col: 7},
		"pair.1":       {Line: 8, Col: 11},
		"x":            {Line: 9, Col: 4},

		// What is not there stands where it would: at the nearest thing around it.
		"title":          {Line: 1, Col: 1},
		"title.sub":      {Line: 1, Col: 1},
		"tags.3":         {Line: 2, Col: 7},
		"tags.0.x":       {Line: 2, Col: 8},
		"links.1.text":   {Line: 6, Col: 5},
		"links.2":        {Line: 4, Col: 3},
		"links.2.url":    {Line: 4, Col: 3},
		"one.url":        {Line: 1, Col: 1},
		"x.a":            {Line: 9, Col: 4},
		"nonsense.0.abc": {Line: 1, Col: 1},
	} {
		if got := at.At(path); got != want {
			t.Errorf("%q stands at %v, want %v", path, got, want)
		}
	}
}

func TestPositionsOfAFrontMatter(t *testing.T) {
	n, found := doc.ParseYAML([]byte("\nname: n\n"), 2)
	wantFindings(t, found)
	var v thing
	at, _ := things.Decode(n, &v)
	if got := at.At("name"); got != (diag.At{Line: 3, Col: 7}) {
		t.Errorf("name stands at %v", got)
	}
	if got := at.At("title"); got != (diag.At{Line: 3, Col: 1}) {
		t.Errorf("what is missing stands at %v", got)
	}
}

func TestNoPositions(t *testing.T) {
	if got := (&doc.Positions{}).At("a.b"); got != (diag.At{Line: 1, Col: 1}) {
		t.Errorf("got %v", got)
	}
}
