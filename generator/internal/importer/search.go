package importer

import (
	"assay/generator/internal/record"
	"fmt"
	"maps"
	"slices"
)

func sortedKeys(v thing) []string { return slices.Sorted(maps.Keys(v)) }

// isSearchAnswer tells the answer of claims:search, or one of its claims.
func isSearchAnswer(v thing) bool {
	_, is := v["claimReview"].([]any)
	return is
}

// answer takes up a claim of claims:search with each of its reviews.
func (f *finder) answer(v thing) {
	reviews := f.things(v["claimReview"])
	for _, review := range reviews {
		r := Record{From: fmt.Sprintf("%s#%d", f.from, len(f.records)+1), Claim: text(v["text"]), Extra: map[string]string{}}
		say := problems{&r, &f.found}
		for _, name := range texts(v["claimant"]) {
			if name = clean(name); name != "" {
				r.Claimants = append(r.Claimants, record.Person{Name: name})
			}
		}
		r.Said = f.day(say, "claimDate", v["claimDate"])
		r.URL = f.address(say, "url", review["url"])
		r.Title, r.Label, r.Lang = text(review["title"]), text(review["textualRating"]), text(review["languageCode"])
		r.Published = f.day(say, "reviewDate", review["reviewDate"])
		for _, who := range f.people(review["publisher"]) {
			r.Publisher = who
		}
		f.keep(r)
	}
	if len(reviews) == 0 {
		f.found = append(f.found, Problem{From: f.from, Claim: text(v["text"]), Message: "nobody has reviewed the claim; nothing is made of it"})
	}
}
