package search_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/claim"
	"assay/generator/internal/digest"
	"assay/generator/internal/search"
	"assay/generator/internal/site"
)

func smallClaims() []*site.Claim {
	day := time.Date(2026, 1, 17, 0, 0, 0, 0, time.UTC)
	return []*site.Claim{
		newClaim(content{id: "wars", title: "13 wars cost much", text: "The wars were many.", claimant: "Jack Ma", topic: "wars", verdict: rated("false", "False"),
			published: day.AddDate(-1, 0, 0)}),
		newClaim(content{id: "gone", title: "Other words", claimant: "Nobody", topic: "none", published: day.AddDate(0, 0, 1)}),
		newClaim(content{id: "warmth", title: "It is 气候 warm", text: "It was the warmth.", claimant: "Ann", topic: "heat", published: day.AddDate(0, 0, 2)}),
	}
}

// TestASmallSiteIsOneShard compares what a small site's index says with what it is to say.
func TestASmallSiteIsOneShard(t *testing.T) {
	var memo search.Memo
	claims := smallClaims()
	files := contents(t, memo.Index(newSite(t, claims), digest.Sum{}))
	if d := cmp.Diff([]string{"c0.json", "index.json", "w.bin"}, slices.Sorted(maps.Keys(files))); d != "" {
		t.Fatal(d)
	}
	var got []string
	for _, e := range decode(t, files["w.bin"]) {
		line := e.word
		for i, n := range e.claims {
			line += fmt.Sprintf(" %d×%d", n, e.weights[i])
		}
		got = append(got, line)
	}
	want := []string{
		"!false/truth 0×1", "#heat 2×1", "#none 1×1", "#wars 0×1", "13 0×12", "@ann 2×1", "@jack 0×1", "@ma 0×1", "@nobody 1×1",
		"ann 2×5", "cost 0×12", "false 0×5", "heat 2×5", "is 0×5 1×10 2×22",
	}
	if d := cmp.Diff(want, got[:len(want)]); d != "" {
		t.Error(d)
	}
	var shown []*search.Claim
	if err := json.Unmarshal(files["c0.json"], &shown); err != nil {
		t.Fatal(err)
	}
	first := &search.Claim{URL: "claims/wars/", Text: "13 wars cost much", Verdict: "false/truth", Rating: "False", Claimants: "Jack Ma",
		Said: "2025-01-17", SaidText: "17 January 2025", Published: "2025-01-17"}
	if d := cmp.Diff(first, shown[0]); d != "" {
		t.Error(d)
	}
	if !strings.HasPrefix(string(files["index.json"]), `{"format":1,"version":"`) || !strings.HasSuffix(string(files["index.json"]), `,"claims":3,"perFile":16,"splits":{}}`+"\n") {
		t.Errorf("the manifest is %s", files["index.json"])
	}
}

// keysOf are the keys of all files, by name.
func keysOf(x *search.Index) map[string]digest.Sum {
	keys := map[string]digest.Sum{}
	for _, f := range x.Files() {
		keys[f.Name] = f.Key
	}
	return keys
}

// TestEveryWordIsInTheShardTheManifestLeadsTo follows the splits of a larger site and finds all words, each once, with all claims.
func TestEveryWordIsInTheShardTheManifestLeadsTo(t *testing.T) {
	claims := newWriter(3).claims(2000)
	var memo search.Memo
	files := contents(t, memo.Index(newSite(t, claims), digest.Sum{}))
	want := map[string][]int{}
	for n, c := range claims {
		words := search.Words(c.Title + " " + textOf(c) + " " + c.Conclusion + " " + c.Claimants[0].Name + " " + c.Topics[0].Title + " " + c.Rating())
		for _, word := range search.Words(c.Claimants[0].Name) {
			words = append(words, "@"+word)
		}
		words = append(words, "~"+c.Published.Format("2006"), "#"+string(c.Topics[0].ID), "!"+search.VerdictKey(c.Scale, c.Verdict))
		slices.Sort(words)
		for _, word := range slices.Compact(words) {
			want[word] = append(want[word], n)
		}
	}
	manifest := readManifest(t, files)
	if len(manifest.Splits) < 3 {
		t.Fatalf("only %d prefixes are split", len(manifest.Splits))
	}
	got := map[string][]int{}
	for name, file := range files {
		prefix, isShard := strings.CutSuffix(name, ".bin")
		if !isShard {
			continue
		}
		mentions := 0
		for _, e := range decode(t, file) {
			if leads := manifest.shardOf(e.word); leads != prefix {
				t.Fatalf("%s is in %s, the manifest leads to %s", e.word, prefix, leads)
			}
			got[e.word] = e.claims
			mentions += len(e.claims)
		}
		if mentions > 16384 && !strings.HasSuffix(prefix, "00") {
			t.Errorf("%s has %d mentions", prefix, mentions)
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%.2000s", d)
	}
}

// manifest is what a client reads first.
type manifest struct {
	Claims, PerFile int
	Splits          map[string]string
}

func readManifest(t testing.TB, files map[string][]byte) manifest {
	t.Helper()
	var m manifest
	if err := json.Unmarshal(files[search.Manifest], &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// shardOf gives the name of the shard that has a word, if any has it.
func (m manifest) shardOf(word string) string {
	prefix := ""
	for own := fmt.Sprintf("%x", word+"\x00"); ; prefix = own[:len(prefix)+2] {
		if _, split := m.Splits[prefix]; !split {
			return "w" + prefix
		}
	}
}

// TestOneMoreClaimChangesAShardForEachOfItsWords adds claims one after the other and looks which keys change: of its words' shards, of the
// claims it stands beside, of the manifest. At times a shard is split, into as many as there are next bytes.
func TestOneMoreClaimChangesAShardForEachOfItsWords(t *testing.T) {
	w := newWriter(5)
	claims := w.claims(3000)
	const more = 200
	var memo search.Memo
	before := memo.Index(newSite(t, claims), digest.Sum{})
	splits := readManifest(t, contents(t, before)).Splits
	steps := 0
	for range more {
		claims = append(claims[:len(claims):len(claims)], w.claim(len(claims)))
		after := memo.Index(newSite(t, claims), digest.Sum{})
		words := distinctWords(claims[len(claims)-1])
		now := readManifest(t, manifestOf(t, after)).Splits
		if len(now) != len(splits) {
			steps++
			words += 256 * (len(now) - len(splits))
		}
		if n := changed(keysOf(before), keysOf(after)); n > words+2 {
			t.Errorf("a claim of %d words changes %d files", words, n)
		}
		before, splits = after, now
	}
	if steps > more/5 {
		t.Errorf("with %d of %d claims shards were split", steps, more)
	}
	var fresh search.Memo
	anew := fresh.Index(newSite(t, claims), digest.Sum{})
	if d := cmp.Diff(keysOf(anew), keysOf(before)); d != "" {
		t.Errorf("an index made anew has other keys: %.500s", d)
	}
	if !maps.EqualFunc(contents(t, anew), contents(t, before), bytes.Equal) {
		t.Error("an index made anew has other content")
	}
}

func manifestOf(t *testing.T, x *search.Index) map[string][]byte {
	t.Helper()
	for _, f := range x.Files() {
		if f.Name == search.Manifest {
			var b bytes.Buffer
			if err := f.WriteTo(&b); err != nil {
				t.Fatal(err)
			}
			return map[string][]byte{f.Name: b.Bytes()}
		}
	}
	t.Fatal("there is no manifest")
	return nil
}

// distinctWords counts the words that a claim is found by, those for filters among them.
func distinctWords(c *site.Claim) int {
	words := search.Words(c.Title + " " + textOf(c) + " " + c.Conclusion + " " + c.Claimants[0].Name + " " + c.Topics[0].Title + " " + c.Rating())
	slices.Sort(words)
	return len(slices.Compact(words)) + len(search.Words(c.Claimants[0].Name)) + 3
}

func changed(before, after map[string]digest.Sum) int {
	n := 0
	for name, key := range after {
		if before[name] != key {
			n++
		}
	}
	for name := range before {
		if _, kept := after[name]; !kept {
			n++
		}
	}
	return n
}

// TestEqualKeysMeanEqualBytes edits claims in all ways and compares what has kept its key.
func TestEqualKeysMeanEqualBytes(t *testing.T) {
	w := newWriter(7)
	claims := w.claims(600)
	var memo search.Memo
	first := memo.Index(newSite(t, claims), digest.Sum{})
	keys, files := keysOf(first), contents(t, first)
	for name, edit := range map[string]func([]*site.Claim) []*site.Claim{
		"another text":      func(c []*site.Claim) []*site.Claim { c[300] = w.claim(300); return c },
		"one less":          func(c []*site.Claim) []*site.Claim { return slices.Delete(c, 100, 101) },
		"one in the middle": func(c []*site.Claim) []*site.Claim { return slices.Insert(c, 17, w.claim(16)) },
		"another verdict": func(c []*site.Claim) []*site.Claim {
			changed := *c[5]
			changed.Verdict = &claim.Verdict{ID: "pants", Label: "Pants"}
			changed.Digest = digest.Of("changed", "verdict")
			changed.HeadDigest = changed.Digest
			c[5] = &changed
			return c
		},
		"none": func(c []*site.Claim) []*site.Claim { return nil },
	} {
		x := memo.Index(newSite(t, edit(slices.Clone(claims))), digest.Sum{})
		now := contents(t, x)
		differ := 0
		for file, key := range keysOf(x) {
			switch same := bytes.Equal(now[file], files[file]); {
			case keys[file] == key && !same:
				t.Errorf("%s: %s is another under the same key", name, file)
			case !same:
				differ++
			}
		}
		if differ == 0 {
			t.Errorf("%s: nothing changes", name)
		}
	}
	if !maps.EqualFunc(files, contents(t, first), bytes.Equal) {
		t.Error("an index is another once others were made")
	}
}
