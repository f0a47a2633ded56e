package search_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"assay/generator/internal/claim"
	"assay/generator/internal/config"
	"assay/generator/internal/date"
	"assay/generator/internal/digest"
	"assay/generator/internal/id"
	"assay/generator/internal/markdown"
	"assay/generator/internal/message"
	"assay/generator/internal/search"
	"assay/generator/internal/site"
	"assay/templates"
)

// newSite is a site with claims, as it is resolved.
func newSite(t testing.TB, claims []*site.Claim) *site.Site {
	t.Helper()
	set, err := message.Read(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	texts, _ := set.For("en")
	return &site.Site{Config: &config.Config{Lang: "en"}, Zone: time.UTC, Messages: texts, Claims: claims}
}

// content is what a test says of a claim.
type content struct {
	id, title, text string
	claimant, topic string
	verdict         *claim.Verdict
	published       time.Time
}

func truth() *claim.Scale { return &claim.Scale{ID: "truth"} }

func rated(id id.ID, label string) *claim.Verdict { return &claim.Verdict{ID: id, Label: label} }

func newClaim(c content) *site.Claim {
	named := digest.Of("content", []string{c.id, c.title, c.text, c.claimant, c.topic, c.published.String()})
	made := &site.Claim{
		Claim: &claim.Claim{ID: id.ID(c.id), Head: claim.Head{Title: c.title, Wording: c.title, Short: c.title, Conclusion: "So it is.",
			Said: date.Of(c.published)}, Body: &markdown.Body{Content: markdown.Held(nil, c.text)}},
		Edition: site.Edition{Language: "en"}, URL: "/claims/" + c.id + "/", Published: c.published, Digest: named, HeadDigest: named,
		Claimants: []*site.Person{{Person: &claim.Person{Name: c.claimant}}},
		Topics:    []*site.Topic{{ID: id.ID(c.topic), Title: c.topic}},
		Scale:     truth(), Verdict: c.verdict,
	}
	return made
}

// writer makes claims of words that are about as frequent as those of a language, always the same for the same seed.
type writer struct {
	random *rand.Rand
	zipf   *rand.Zipf
	words  []string
}

func newWriter(seed uint64) *writer {
	const syllables = "ba co de fi gu la me ni po ra se ti vu ka lo mi ne pra stra tion ment ing er al"
	w := &writer{random: rand.New(rand.NewPCG(seed, 0))}
	parts, known := strings.Fields(syllables), map[string]bool{}
	for len(w.words) < 60_000 {
		word := ""
		for range 2 + w.random.IntN(3) {
			word += parts[w.random.IntN(len(parts))]
		}
		if !known[word] {
			known[word] = true
			w.words = append(w.words, word)
		}
	}
	w.zipf = rand.NewZipf(w.random, 1.05, 3, uint64(len(w.words)-1))
	return w
}

func (w *writer) text(words int) string {
	all := make([]string, words)
	for i := range all {
		all[i] = w.words[w.zipf.Uint64()]
	}
	return strings.Join(all, " ")
}

// claim makes the claim with a number: 200 words of text, ten of title.
func (w *writer) claim(n int) *site.Claim {
	verdicts := []string{"true", "mostly-true", "half-true", "mostly-false", "false", "unproven", "misleading"}
	verdict := verdicts[w.random.IntN(len(verdicts))]
	return newClaim(content{
		id: fmt.Sprintf("claim-%06d", n), title: w.text(10), text: w.text(200), claimant: "Claimant " + w.words[w.random.IntN(1+n/20)],
		topic: "topic-" + strconv.Itoa(w.random.IntN(60)), verdict: rated(id.ID(verdict), verdict),
		published: time.Date(2005, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * 2 * time.Hour),
	})
}

func (w *writer) claims(n int) []*site.Claim {
	all := make([]*site.Claim, n)
	for i := range all {
		all[i] = w.claim(i)
	}
	return all
}

// contents renders all files of an index, by name.
func contents(t testing.TB, x *search.Index) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, f := range x.Files() {
		var b bytes.Buffer
		if err := f.WriteTo(&b); err != nil {
			t.Fatal(f.Name, err)
		}
		if all[f.Name] != nil {
			t.Fatalf("there are two files %s", f.Name)
		}
		all[f.Name] = b.Bytes()
	}
	return all
}

// entry is a word with the claims that have it, as a shard says.
type entry struct {
	word    string
	claims  []int
	weights []byte
}

// decode reads a shard as the specification says.
func decode(t testing.TB, file []byte) []entry {
	t.Helper()
	packed, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(packed)
	if err != nil {
		t.Fatal(err)
	}
	number := func() int {
		n, size := binary.Uvarint(data)
		data = data[size:]
		return int(n)
	}
	var all []entry
	word := ""
	for len(data) > 0 {
		shared, more := int(data[0]), int(data[1])
		word = word[:shared] + string(data[2:2+more])
		data = data[2+more:]
		e := entry{word: word, claims: make([]int, number())}
		for i, before := 0, -1; i < len(e.claims); i++ {
			before += 1 + number()
			e.claims[i] = before
		}
		e.weights, data = data[:len(e.claims)], data[len(e.claims):]
		all = append(all, e)
	}
	return all
}

// textOf gives the text of a claim, which is in memory.
func textOf(c *site.Claim) string {
	text, err := c.Body.Text()
	if err != nil {
		panic(err)
	}
	return text
}
