package check

import (
	"context"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"assay/generator/internal/claim"
	"assay/generator/internal/diag"
	"assay/generator/internal/files"
	"assay/generator/internal/guard"
	"assay/generator/internal/site"
)

// quotation is a passage that should be in a kept copy.
type quotation struct {
	text string
	copy string // the file's path
	file string // that quotes it
	at   diag.At
}

// keptQuotes finds quoted passages that are not in the copy that is kept of their source. A copy that is not there is
// reported when the site is resolved, and one of a format that cannot be read is passed over.
//
// Passage and copy are compared without space, quotation marks, letter case and what is not seen at all, and with one kind
// of hyphen and dash: how a text was typeset is nothing it says. What stands between the passages of a quote, as … or [in
// brackets], may be anything.
func keptQuotes(ctx context.Context, s *site.Site, snap *files.Snapshot, read func(files.File) ([]byte, error)) (diag.List, error) {
	byCopy := map[string][]quotation{}
	for _, q := range quotations(s) {
		byCopy[q.copy] = append(byCopy[q.copy], q)
	}
	found := make(chan diag.List, len(byCopy))
	group, ctx := guard.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for name, quotes := range byCopy {
		f, there := snap.Get(name)
		if !there || !readable(name) {
			continue
		}
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			content, err := read(f)
			if err != nil {
				found <- diag.FromError(err)
				return nil
			}
			found <- inCopy(quotes, content)
			return nil
		})
	}
	err := group.Wait()
	close(found)
	var all diag.List
	for list := range found {
		all = append(all, list...)
	}
	return all, err
}

// quotations gathers what is quoted of kept copies: by claims, of their own sources and of shared ones, and in the files
// of the shared ones.
func quotations(s *site.Site) []quotation {
	var all []quotation
	library := map[claim.SourceID]*claim.Library{}
	for _, l := range s.Libraries {
		for i := range l.Sources {
			src := &l.Sources[i]
			library[src.ID] = l
			if src.Snapshot != nil && src.Quote != "" {
				all = append(all, quotation{src.Quote, copyOf(l.Path, src), l.Path, l.At(i, "quote")})
			}
		}
	}
	for _, c := range s.Claims {
		if c.Retracted() {
			continue
		}
		for i := range c.Sources {
			src := c.Sources[i].Source
			place := placeOf(c, src.ID)
			own := &c.Claim.Sources[place] // as the claim's file has it
			if src.Snapshot == nil || own.Quote == "" {
				continue
			}
			file := c.Path
			if own.Snapshot == nil {
				file = library[src.ID].Path
			}
			all = append(all, quotation{own.Quote, copyOf(file, src), c.Path, c.Positions.At(claim.Path("sources", place, "quote"))})
		}
	}
	return all
}

// copyOf gives the path of a source's copy, which lies beside the file that names it.
func copyOf(file string, s *claim.Source) string {
	return path.Join(path.Dir(file), string(s.Snapshot.File))
}

// inCopy looks for quotes in one copy.
func inCopy(quotes []quotation, content []byte) diag.List {
	var found diag.List
	kept, whole := textOf(quotes[0].copy, content)
	kept = folded(kept)
	for _, q := range quotes {
		missing := missingIn(kept, q.text)
		if missing == "" || !whole {
			continue
		}
		p := diag.Problemf(diag.QuoteNotKept, "the quoted passage is not in the kept copy %s: “%s”", path.Base(q.copy), cut(missing)).
			Because("quote what stands there word for word, with … where something is left out")
		found = append(found, diag.Finding{At: q.at, Severity: diag.Warning, Problem: *p}.In(q.file))
	}
	return found
}

// NotKept gives the first passage of a quote that is not in a copy, whose name tells its format; "" where none is missing, or where not all of the copy can be read.
func NotKept(name string, content []byte, quote string) string {
	if !readable(name) {
		return ""
	}
	kept, whole := textOf(name, content)
	if !whole {
		return ""
	}
	return cut(missingIn(folded(kept), quote))
}

// cut shortens a passage to its first words.
func cut(passage string) string {
	const most = 12
	if words := strings.Fields(passage); len(words) > most {
		return strings.Join(words[:most], " ") + " …"
	}
	return passage
}

// leftOut is what stands for words that a quote does not have, or has in the words of who quotes.
var leftOut = regexp.MustCompile(`\[[^\]]*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.+`)

// missingIn gives the first passage of a quote that is not in a folded text behind those before it, "" where none is missing.
func missingIn(kept, quote string) string {
	for _, passage := range leftOut.Split(quote, -1) {
		words := folded(passage)
		i := strings.Index(kept, words)
		if i < 0 {
			return strings.TrimSpace(passage)
		}
		kept = kept[i+len(words):]
	}
	return ""
}

// folded leaves of a text what it says.
func folded(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.In(r, unicode.Pi, unicode.Pf, unicode.Cf, unicode.Cc, unicode.Variation_Selector),
			strings.ContainsRune("\"'`´‚„′″", r):
			return -1
		case unicode.Is(unicode.Pd, r) || r == '−':
			return '-'
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(text))
}

// readable tells by its name whether the text of a copy can be read.
func readable(name string) bool {
	return slices.Contains([]string{".txt", ".md", ".html", ".htm", ".xhtml", ".json", ".xml", ".warc"}, formatOf(name))
}

// formatOf gives the ending that tells a file's format, without that of its packing.
func formatOf(name string) string {
	return strings.ToLower(path.Ext(strings.TrimSuffix(strings.ToLower(name), packed)))
}

const packed = ".gz"
