package search_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/browser"
	"assay/generator/internal/digest"
	"assay/generator/internal/search"
	"assay/generator/internal/site"
	"assay/templates"
)

// page has all that the script needs.
const page = `<!doctype html><html lang="en"><title>Search</title><link rel="icon" href="data:,">
<form class="search" data-index="/search/index.json" data-root="/"><input id="search-words" name="q"><input name="claimant"></form>
<p id="search-status" data-found="found #" data-most="most #" data-none="none" data-failed="failed"></p>
<ol id="search-found"></ol><button id="search-more"></button>
<template id="search-card"><li><div class="card"><p class="card-verdict"></p><p class="card-claim"><a></a></p><p><span class="by"></span><span class="said"><time></time></span></p></div></li></template>
<script type="module" src="/search.js"></script>`

// served is an index that a browser has open.
type served struct {
	*browser.Tab
	bytes atomic.Int64 // that were sent, compressed, but for the page and the script
}

func open(t *testing.T, files map[string][]byte) *served {
	t.Helper()
	script, err := templates.Files.ReadFile("assets/search.js")
	if err != nil {
		t.Fatal(err)
	}
	s := &served{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch name := path.Base(r.URL.Path); {
		case r.URL.Path == "/search.js":
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = w.Write(script)
		case files[name] != nil:
			s.bytes.Add(int64(compressed(t, files[name])))
			_, _ = w.Write(files[name])
		case r.URL.Path == "/":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(page))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	s.Tab = browser.Open(t).Open(server.URL)
	return s
}

func compressed(t testing.TB, content []byte) int {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

// first asks something as the first thing since the page was opened, and gives what the page says of it.
func (s *served) first(query string) string {
	return browser.Eval[string](s.Tab, fmt.Sprintf(`new Promise((done) => {
		const status = document.querySelector("#search-status");
		document.querySelector("[name=q]").value = %q;
		status.textContent = "";
		const look = new MutationObserver(() => { if (status.textContent) { look.disconnect(); done(status.textContent); } });
		look.observe(status, { childList: true });
		document.querySelector("#search-found").replaceChildren("waiting");
		document.dispatchEvent(new Event("assay:update"));
	})`, query))
}

// TestTheScriptCutsTextsAsTheIndexDoes runs the script of the theme over the texts that the program is tried with, and over others made of
// the characters of all of them.
func TestTheScriptCutsTextsAsTheIndexDoes(t *testing.T) {
	all := slices.Sorted(maps.Keys(texts()))
	characters := []rune(strings.Join(all, ""))
	random := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		text := make([]rune, 1+random.IntN(30))
		for i := range text {
			text[i] = characters[random.IntN(len(characters))]
		}
		all = append(all, string(text))
	}
	given, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	p := open(t, nil)
	got := browser.Eval[[][]string](p.Tab, fmt.Sprintf(`import("/search.js").then(({ wordsOf }) => %s.map(wordsOf))`, given))
	for i, text := range all {
		if want := search.Words(text); !slices.Equal(want, got[i]) {
			t.Errorf("%q (-program +script):\n%s", text, cmp.Diff(want, got[i]))
		}
	}
}

// frequencies are the distinct words of the claims' texts, the most frequent first, and how many claims have each.
func frequencies(claims []*site.Claim) ([]string, map[string]int) {
	in := map[string]int{}
	for _, c := range claims {
		words := strings.Fields(strings.ToLower(c.Title + " " + textOf(c) + " " + c.Claimants[0].Name))
		slices.Sort(words)
		for _, word := range slices.Compact(words) {
			in[word]++
		}
	}
	words := slices.Sorted(maps.Keys(in))
	slices.SortStableFunc(words, func(a, b string) int { return in[b] - in[a] })
	return words, in
}

// TestAFirstQueryIsCheap asks the script for the most frequent words of 10 000 claims and for others, and counts what it fetches.
func TestAFirstQueryIsCheap(t *testing.T) {
	if testing.Short() {
		t.Skip("10 000 claims")
	}
	claims := newWriter(11).claims(10_000)
	var memo search.Memo
	files := contents(t, memo.Index(newSite(t, claims), digest.Sum{}))
	p := open(t, files)
	words, in := frequencies(claims)
	random := rand.New(rand.NewPCG(2, 2))
	asked := slices.Clone(words[:200])
	for range 200 {
		asked = append(asked, words[random.IntN(len(words))])
	}
	const most = 100 << 10
	var costs []int64
	ask := func(query string) string {
		p.bytes.Store(0)
		said := p.first(query)
		costs = append(costs, p.bytes.Load())
		if p.bytes.Load() > most {
			t.Errorf("%q costs %d bytes", query, p.bytes.Load())
		}
		return said
	}
	for i, word := range asked {
		if said, want := ask(word+" "), fmt.Sprintf("found %d", in[word]); strings.ReplaceAll(said, ",", "") != want {
			t.Errorf("of %s the page says %q, want %q", word, said, want)
		}
		if i%4 == 0 { // while it goes on, words that begin so are looked for, and with a mistake in it those that are near
			ask(word[:3])
			ask(word[:4] + "q" + word[4:])
		}
	}
	slices.Sort(costs)
	t.Logf("%d files; a first query costs %d bytes in the middle, %d at most", len(files), costs[len(costs)/2], costs[len(costs)-1])
}
