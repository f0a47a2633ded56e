package check

import (
	"cmp"
	"slices"
	"strings"

	"assay/generator/internal/id"
)

// speaker is somebody who made a claim: the same one under the same id, or under the same name where one gets a page of
// their own, or another id.
type speaker struct {
	id   id.ID // "" where the claim's file has the name
	name string
}

func (s speaker) is(other speaker) bool {
	return s.id != "" && s.id == other.id || s.name == other.name
}

func (r *revised) speakersThen() (all []speaker) {
	for _, s := range r.was.Claimants {
		if s.Inline != nil {
			all = append(all, speaker{name: s.Inline.Name})
			continue
		}
		all = append(all, speaker{s.ID, cmp.Or(r.names[s.ID], string(s.ID))})
	}
	return all
}

// speakersNow leaves out those that the site does not know.
func (r *revised) speakersNow() (all []speaker) {
	for _, who := range r.now.Claimants {
		all = append(all, speaker{who.ID, who.Name})
	}
	return all
}

// sameSpeakers compares them in any order.
func sameSpeakers(a, b []speaker) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(s speaker) bool { return !slices.ContainsFunc(b, s.is) })
}

func named(speakers []speaker) string {
	names := make([]string, len(speakers))
	for i, s := range speakers {
		names[i] = s.name
	}
	return cmp.Or(strings.Join(names, ", "), "nobody")
}
