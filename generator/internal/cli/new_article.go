package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"assay/generator/internal/starter"
)

type newArticleFlags struct {
	newFlags
	published       string
	authors, topics []string
}

func newNewArticle(streams Streams) *cobra.Command {
	var f newArticleFlags
	c := &cobra.Command{
		Use:     "article [TITLE...]",
		Short:   "Begin an article",
		Long:    "New article writes a draft in content/articles/. The title may be quoted or not.",
		Example: "  assay new article What was said in Davos",
		RunE: func(c *cobra.Command, args []string) error {
			return f.in(c.Context(), streams, func(ctx context.Context, p *place) (file starter.File, err error) {
				var a starter.Article
				if a.Title, err = p.required(ctx, oneLine(strings.Join(args, " ")), "What is its title?", "give it a title: assay new article TITLE"); err != nil {
					return file, err
				}
				if a.Published, err = p.day(f.published); err != nil {
					return file, err
				}
				if a.Authors, err = p.authors(ctx, f.authors); err != nil {
					return file, err
				}
				if a.Topics, err = parseIDs("topic", f.topics); err != nil {
					return file, err
				}
				a.Path, err = p.path(f.id, a.Title, "content/articles")
				return a.File(), err
			})
		},
	}
	f.add(c)
	c.Flags().StringVar(&f.published, "published", "", "the `day` of publication (default: today)")
	c.Flags().StringArrayVar(&f.authors, "author", nil, "the `id` of who writes it (may be repeated; default: the only one there is, or whom git knows)")
	c.Flags().StringArrayVar(&f.topics, "topic", nil, "the `id` of a topic (may be repeated)")
	return c
}
