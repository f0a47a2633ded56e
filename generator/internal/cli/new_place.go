package cli

import (
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"assay/generator/internal/date"
	"assay/generator/internal/id"
	"assay/generator/internal/site"
	"assay/generator/internal/starter"
)

// newFlags are those of commands that write a file into a site.
type newFlags struct {
	siteFlags
	id string
}

func (f *newFlags) add(c *cobra.Command) {
	f.siteFlags.add(c)
	_ = c.Flags().MarkHidden("drafts") // all that there is counts
	_ = c.Flags().MarkHidden("no-cache")
	c.Flags().StringVar(&f.id, "id", "", "the file's `name`, which is in its address (default: made of the title)")
}

// place is a site in which a file is to be written.
type place struct {
	*opened
	*site.Site
	streams Streams
	ask     *asker
}

// in builds the site and has write find out what to write. The name of the file is printed.
func (f *newFlags) in(ctx context.Context, streams Streams, write func(context.Context, *place) (starter.File, error)) error {
	f.drafts = true
	opened, result, err := f.build(ctx)
	if err != nil {
		return err
	}
	defer opened.close()
	file, err := write(ctx, &place{opened, result.Site, streams, newAsker(streams)})
	if err != nil {
		return err
	}
	if err := writeNew(opened.folder, []starter.File{file}); err != nil {
		return err
	}
	sayf(streams.Out, "%s\n", file.Path)
	return nil
}

// required asks for what a file cannot do without.
func (p *place) required(ctx context.Context, already, question, missing string) (string, error) {
	if already != "" {
		return already, nil
	}
	answer, err := p.ask.ask(ctx, question, "")
	if err == nil && answer == "" {
		err = fmt.Errorf("%s", missing)
	}
	return answer, err
}

// claimant finds somebody by id or by name, who else has no page.
func (p *place) claimant(who string) starter.Claimant {
	for _, known := range p.Claimants {
		if string(known.ID) == who || strings.EqualFold(known.Name, who) {
			return starter.Claimant{ID: known.ID}
		}
	}
	return starter.Claimant{Name: who}
}

func (p *place) day(asked string) (date.Partial, error) {
	if asked == "" {
		return p.Today, nil
	}
	day, err := date.ParsePartial(asked)
	if err == nil && day.Day == 0 {
		err = fmt.Errorf("write a day, such as %s", p.Today)
	}
	if err != nil {
		return day, fmt.Errorf("--published %q: %w", asked, err)
	}
	return day, nil
}

// authors gives those that were named, or the only member of the team, or the one that git knows, or the one that is asked for.
func (p *place) authors(ctx context.Context, asked []string) ([]id.ID, error) {
	var known []string
	for _, member := range p.Team {
		known = append(known, string(member.ID))
	}
	if len(asked) == 0 {
		who, err := p.author(ctx, known)
		if err != nil || who == "" {
			return nil, err
		}
		asked = []string{who}
	}
	names, err := parseIDs("author", asked)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if !contains(p.Team, name) {
			return nil, fmt.Errorf("--author %q: nobody in content/team is called so; there are: %s", name, strings.Join(known, ", "))
		}
	}
	return names, nil
}

func contains(team []*site.Person, name id.ID) bool {
	for _, member := range team {
		if member.ID == name {
			return true
		}
	}
	return false
}

func (p *place) author(ctx context.Context, known []string) (string, error) {
	if len(known) == 1 {
		return known[0], nil
	}
	me, preset := gitName(ctx), ""
	for _, member := range p.Team {
		if me != "" && strings.EqualFold(member.Name, me) {
			preset = string(member.ID)
		}
	}
	if len(known) == 0 {
		return "", nil
	}
	return p.ask.choose(ctx, "Who checks it?", known, preset)
}

func parseIDs(flag string, texts []string) ([]id.ID, error) {
	var all []id.ID
	for _, text := range texts {
		name, err := id.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("--%s %q: %w", flag, text, err)
		}
		all = append(all, name)
	}
	return all, nil
}

// path gives the path of a new file in a folder.
func (p *place) path(asked, title, dir string) (string, error) {
	name, err := nameFor(asked, title, func(name id.ID) bool { return isThere(p.folder, dir, name) })
	return path.Join(dir, string(name)+".md"), err
}
