package site

import (
	"maps"
	"slices"

	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
	"assay/generator/internal/digest"
	"assay/generator/internal/id"
)

// person gives somebody in the language. Who is not translated stays as in the original, with a page that lists what there is in the
// language.
func (t *translator) person(original *Person) *Person {
	if who := t.people[original]; who != nil {
		return who
	}
	who := &Person{Person: original.Person, Edition: original.Edition, URL: t.e.url(original.URL), Picture: original.Picture, Mentions: maps.Clone(original.Mentions)}
	t.lead(who.Mentions)
	t.people[original] = who
	if text := t.e.of(original.Path); text != nil && original.URL != "" {
		var found diag.Findings
		who.Person, found = original.Person.In(text, t.own())
		t.report(text.Path, false, found)
		who.Language = t.e.Lang
		who.Picture = original.Picture.in(who.Image)
		who.Mentions = t.r.mentions(text.Path, "", who.Body.Claims)
		t.lead(who.Mentions)
	}
	return who
}

func (t *translator) persons(all []*Person) []*Person {
	named := make([]*Person, len(all))
	for i, who := range all {
		named[i] = t.person(who)
	}
	return named
}

// topic gives a topic in the language, as [translator.person] does somebody.
func (t *translator) topic(original *Topic) *Topic {
	if topic := t.topics[original]; topic != nil {
		return topic
	}
	topic := &Topic{Edition: original.Edition, ID: original.ID, Title: original.Title, URL: t.e.url(original.URL), Page: original.Page, Mentions: maps.Clone(original.Mentions)}
	t.lead(topic.Mentions)
	t.topics[original] = topic
	if text := t.topicText(original); text != nil {
		topic.Page = original.Page.In(text)
		topic.Title, topic.Language = topic.Page.Title, t.e.Lang
		topic.Mentions = t.r.mentions(text.Path, "", topic.Page.Body.Claims)
		t.lead(topic.Mentions)
	}
	return topic
}

// topicText gives the translation of a topic that a file describes, else nil.
func (t *translator) topicText(original *Topic) *claim.Translation {
	if original.Page == nil {
		return nil
	}
	return t.e.of(original.Page.Path)
}

func (t *translator) named(all []*Topic) []*Topic {
	named := make([]*Topic, len(all))
	for i, topic := range all {
		named[i] = t.topic(topic)
	}
	return named
}

// listPeopleAndTopics lists those that are translated, or that something translated names, with what there is of them.
func (t *translator) listPeopleAndTopics() {
	s, whole := t.site, t.r.site
	s.Claimants, s.Team = t.listed(whole.Claimants), t.listed(whole.Team)
	for _, c := range s.Claims {
		c.credit()
		for _, topic := range c.Topics {
			topic.take(c)
		}
	}
	for _, a := range s.Articles {
		for _, topic := range a.Topics {
			topic.Articles = append(topic.Articles, a)
		}
	}
	for _, original := range whole.Topics {
		if t.topicText(original) != nil {
			t.topic(original)
		}
		if topic := t.topics[original]; topic != nil && topic.hasPage() {
			s.Topics = append(s.Topics, topic)
		}
	}
	collated(s.Topics, s.Config.Lang, func(topic *Topic) (string, id.ID) { return topic.Title, topic.ID })
}

func (t *translator) listed(originals []*Person) []*Person {
	var all []*Person
	for _, original := range originals {
		if t.e.of(original.Path) != nil {
			t.person(original)
		}
		if who := t.people[original]; who != nil {
			all = append(all, who)
		}
	}
	collated(all, t.e.Lang, func(who *Person) (string, id.ID) { return who.Name, who.ID })
	return all
}

// edited adds to a sum in which language topics are shown.
func (r *resolver) edited(kind string, sum digest.Sum, topics []*Topic) digest.Sum {
	r.hasher.Reset(kind)
	r.hasher.Sum(sum)
	for _, topic := range topics {
		r.hasher.String(string(topic.Language))
	}
	return r.hasher.Done()
}

// alternates notes of people and topics where they are in each language; that depends on what names them.
func alternates(s *Site, all []*translator) {
	for _, who := range slices.Concat(s.Claimants, s.Team) {
		note(s, all, &who.Edition, who.URL, func(t *translator) *Edition {
			if in := t.people[who]; in != nil {
				return &in.Edition
			}
			return nil
		})
	}
	for _, topic := range s.Topics {
		note(s, all, &topic.Edition, topic.URL, func(t *translator) *Edition {
			if in := t.topics[topic]; in != nil && in.hasPage() {
				return &in.Edition
			}
			return nil
		})
	}
}

// note gives something and what was made of it the same alternates.
func note(s *Site, all []*translator, original *Edition, url string, in func(*translator) *Edition) {
	editions, where := []*Edition{original}, []Alternate{{s.Config.Lang, url}}
	for _, t := range all {
		if e := in(t); e != nil {
			editions, where = append(editions, e), append(where, Alternate{t.e.Lang, t.e.url(url)})
		}
	}
	if len(editions) > 1 {
		for _, e := range editions {
			e.Alternates = where
		}
	}
}
