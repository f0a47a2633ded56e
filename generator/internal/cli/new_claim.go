package cli

import (
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"assay/generator/internal/date"
	"assay/generator/internal/doc"
	"assay/generator/internal/fetch"
	"assay/generator/internal/id"
	"assay/generator/internal/starter"
	"assay/generator/internal/webpage"
)

type newClaimFlags struct {
	newFlags
	title, said, where, url, verdict, scale, published string
	claimants, authors, topics                         []string
	allowPrivate                                       bool
}

func newNewClaim(streams Streams) *cobra.Command {
	var f newClaimFlags
	c := &cobra.Command{
		Use:   "claim [WORDS...]",
		Short: "Begin a check of a claim",
		Long: `New claim writes a draft in claims/, with what the claim says and whatever else is known. Claims go into a folder of their year where
most others do. The words may be quoted or not.

With --url it asks the page where the claim can be found for its title, publisher and date. Only public addresses are asked; if the page
does not answer, the address alone is written, and a line says so.`,
		Example: "  assay new claim America has had 13 wars --claimant jack-ma --url https://example.org/interview\n  assay new claim",
		RunE: func(c *cobra.Command, args []string) error {
			return f.in(c.Context(), streams, func(ctx context.Context, p *place) (starter.File, error) {
				return f.file(ctx, p, strings.Join(args, " "))
			})
		},
	}
	f.add(c)
	flags := c.Flags()
	flags.StringVar(&f.title, "title", "", "a `title`, where the claim itself is none")
	flags.StringArrayVar(&f.claimants, "claimant", nil, "who made it: an `id`, or the name of anybody (may be repeated)")
	flags.StringVar(&f.said, "said", "", "`when` it was said: a day, a month or a year")
	flags.StringVar(&f.where, "where", "", "the `occasion`")
	flags.StringVar(&f.url, "url", "", "an `address` where it can be read, heard or seen")
	flags.BoolVar(&f.allowPrivate, "allow-private", false, "ask --url also in networks that are not public, and through a proxy")
	flags.StringVar(&f.verdict, "verdict", "", "the `id` of a verdict")
	flags.StringVar(&f.scale, "scale", "", "the `id` of a scale, if not the site's first")
	flags.StringVar(&f.published, "published", "", "the `day` of publication (default: today)")
	flags.StringArrayVar(&f.authors, "author", nil, "the `id` of who checks it (may be repeated; default: the only one there is, or whom git knows)")
	flags.StringArrayVar(&f.topics, "topic", nil, "the `id` of a topic (may be repeated)")
	return c
}

func (f *newClaimFlags) file(ctx context.Context, p *place, words string) (file starter.File, err error) {
	c := starter.Claim{Title: oneLine(f.title), Where: oneLine(f.where)}
	if c.Wording, err = p.required(ctx, oneLine(words), "What was claimed?", "say what was claimed: assay new claim WORDS"); err != nil {
		return file, err
	}
	if len(f.claimants) == 0 && p.ask.in != nil {
		answer, err := p.ask.ask(ctx, "Who claimed it? An id or a name", "")
		if err != nil {
			return file, err
		}
		f.claimants = append(f.claimants, answer)
	}
	for _, who := range f.claimants {
		if who = oneLine(who); who != "" {
			c.Claimants = append(c.Claimants, p.claimant(who))
		}
	}
	if f.said != "" {
		if c.Said, err = date.ParsePartial(f.said); err != nil {
			return file, fmt.Errorf("--said: %w", err)
		}
	}
	if err := f.rate(p, &c); err != nil {
		return file, err
	}
	if c.Published, err = p.day(f.published); err != nil {
		return file, err
	}
	if c.Authors, err = p.authors(ctx, f.authors); err != nil {
		return file, err
	}
	if c.Topics, err = parseIDs("topic", f.topics); err != nil {
		return file, err
	}
	if f.url != "" {
		if c.Appearance, err = f.appearance(ctx, p); err != nil {
			return file, err
		}
	}
	taken := map[id.ID]bool{}
	var paths []string
	for _, there := range p.Claims {
		taken[there.ID] = true
		paths = append(paths, there.Path)
	}
	dir := starter.YearFolder(paths, c.Published.Year)
	title := c.Title
	if title == "" {
		title = c.Wording
	}
	name, err := nameFor(f.id, title, func(name id.ID) bool { return taken[name] || isThere(p.folder, dir, name) })
	c.Path = path.Join(dir, string(name)+".md")
	return c.File(), err
}

// rate settles the scale and the verdict.
func (f *newClaimFlags) rate(p *place, c *starter.Claim) error {
	if len(p.Scales) == 0 {
		return nil
	}
	scale := p.Scales[0]
	if f.scale != "" {
		scale = nil
		var known []string
		for _, s := range p.Scales {
			known = append(known, string(s.ID))
			if string(s.ID) == f.scale {
				scale = s
			}
		}
		if scale == nil {
			return fmt.Errorf("--scale %q: known are %s", f.scale, strings.Join(known, ", "))
		}
		c.Scale = scale.ID
	}
	for _, v := range scale.Verdicts {
		if !v.Retired {
			c.Verdicts = append(c.Verdicts, string(v.ID))
		}
	}
	if f.verdict == "" {
		return nil
	}
	v := scale.Find(id.ID(f.verdict))
	if v == nil {
		return fmt.Errorf("--verdict %q: known are %s", f.verdict, strings.Join(c.Verdicts, ", "))
	}
	c.Verdict = v.ID
	return nil
}

// appearance asks a page what it says of itself. One that does not answer is no reason to write nothing.
func (f *newClaimFlags) appearance(ctx context.Context, p *place) (*starter.Appearance, error) {
	var address doc.WebURL
	if err := address.UnmarshalText([]byte(f.url)); err != nil {
		return nil, fmt.Errorf("--url: %w", err)
	}
	a := &starter.Appearance{URL: string(address)}
	client := fetch.New(fetch.Options{UserAgent: userAgent(), AllowPrivate: f.allowPrivate, MaxBytes: 2 << 20})
	defer client.Close()
	answer, err := client.Get(ctx, string(address))
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		sayf(p.streams.Err, "the page does not tell its title: %v\n", err)
		return a, nil
	case answer.Status >= 400:
		sayf(p.streams.Err, "the page does not tell its title: %s answers with status %d\n", answer.URL, answer.Status)
		return a, nil
	}
	says := webpage.Read(answer.Body, answer.Header.Get("Content-Type"))
	a.Title, a.Publisher, a.Date = says.Title, says.Publisher, says.Date
	switch {
	case says.Video:
		a.Media = "video"
	case says.Audio:
		a.Media = "audio"
	}
	return a, nil
}
