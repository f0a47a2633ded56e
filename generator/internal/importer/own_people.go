package importer

import (
	"assay/generator/internal/doc"
	"assay/generator/internal/id"
	"assay/generator/internal/record"
	"assay/generator/internal/site"
	"assay/generator/internal/starter"
	"fmt"
	"slices"
	"strings"
)

// introduceOwn gives a page to all who have one in records of this program's own, and to topics.
func (m *maker) introduceOwn(records []Record) {
	for i := range records {
		r := records[i].Own
		if r == nil {
			continue
		}
		for _, who := range r.Claimants {
			m.page("claimants", m.Site.Claimants, who)
		}
		for _, s := range r.Statements {
			for _, who := range s.Claimants {
				m.page("claimants", m.Site.Claimants, who)
			}
		}
		for _, all := range [][]record.Person{r.Authors, r.Reviewers} {
			for _, who := range all {
				if who.ID == "" {
					who.ID = string(m.member(who.Name))
				}
				m.page("team", m.Site.Team, who)
			}
		}
		for _, t := range r.Topics {
			name := "content/topics/" + topicID(t) + ".md"
			known := slices.ContainsFunc(m.Site.Topics, func(own *site.Topic) bool { return string(own.ID) == topicID(t) && own.Page != nil })
			if !known && !m.made[name] {
				m.made[name] = true
				m.plan.New = append(m.plan.New, starter.File{Path: name, Text: "---\ntitle: " + doc.AsYAML(t.Title) + "\n---\n"})
			}
		}
	}
}

// topicID gives the id of a topic, of which tables have only the title.
func topicID(t record.Topic) string {
	if t.ID != "" {
		return t.ID
	}
	return string(id.Suggest(t.Title))
}

// member gives the id of somebody in the team of whom only the name is known.
func (m *maker) member(name string) id.ID {
	for _, who := range m.Site.Team {
		if who.Name == name {
			return who.ID
		}
	}
	if own := m.people["team "+name]; own != "" {
		return own
	}
	base := id.Suggest(name)
	if base == "" {
		base = "author"
	}
	own := starter.Unique(base, func(own id.ID) bool {
		return m.made["content/team/"+string(own)+".md"] || slices.ContainsFunc(m.Site.Team, func(who *site.Person) bool { return who.ID == own })
	})
	m.people["team "+name] = own
	return own
}

// page gives somebody with an id a page. One that is there and says something else stays.
func (m *maker) page(kind string, there []*site.Person, who record.Person) {
	name := "content/" + kind + "/" + who.ID + ".md"
	if who.ID == "" || m.made[name] {
		return
	}
	m.made[name] = true
	for _, own := range there {
		if string(own.ID) != who.ID {
			continue
		}
		if own.Name != who.Name || who.Type != "" && string(own.Type) != who.Type || who.Role != "" && own.Role != who.Role {
			m.once(fmt.Sprintf("%s says something else of %s than the data; it stays as it is", name, who.Name))
		}
		return
	}
	m.plan.New = append(m.plan.New, starter.Person{Path: name, Name: who.Name, Type: who.Type, Role: who.Role, Same: who.SameAs}.File())
}

// paged gives people the ids of those that are known here by their names.
func (m *maker) paged(all []record.Person) []record.Person {
	return each(all, func(who record.Person) record.Person {
		who.ID = string(m.people[strings.ToLower(who.Name)])
		return who
	})
}

// speakers writes who made a claim: ids of those who have a page.
func (m *maker) speakers(all []record.Person) string {
	names := each(all, func(who record.Person) string {
		if who.ID != "" {
			return doc.AsFlowYAML(who.ID)
		}
		same := ""
		if len(who.SameAs) > 0 {
			same = ", same_as: [" + strings.Join(each(who.SameAs, doc.AsFlowYAML), ", ") + "]"
		}
		return "{" + flow("name", who.Name, "type", who.Type, "role", who.Role) + same + "}"
	})
	if len(names) == 1 {
		return names[0]
	}
	return "[" + strings.Join(names, ", ") + "]"
}

func (m *maker) members(all []record.Person) []string {
	return each(all, func(who record.Person) string {
		if who.ID != "" {
			return who.ID
		}
		return string(m.member(who.Name))
	})
}

// ownName gives the id that a record has, if nobody else has it here.
func (m *maker) ownName(r *Record) id.ID {
	own, err := id.Parse(r.Own.ID)
	if err != nil || m.taken[own] {
		return ""
	}
	m.taken[own] = true
	return own
}
