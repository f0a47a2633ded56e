package schemaorg

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// # Validating
//
// A [Validator] compares JSON-LD with schema.org's terms (release 29.4, in vocabulary.txt) and, where it is a fact-check,
// with what Google asks of one (https://developers.google.com/search/docs/appearance/structured-data/factcheck). It takes
// trees: those that this package builds and those that [Read] makes of foreign files, so that one validator serves both.
//
// What it understands of JSON-LD: contexts that name schema.org by its address, as @vocab or as a prefix, nested ones
// too; @graph, lists of nodes, @list, @set, @value, @reverse; references by @id within a file; full addresses of terms.
// Terms of other vocabularies (with a prefix, by their address, or declared in a context) are left alone, and so is
// what is in them. Types and properties:
//
//   - A node has a @type, unless it has nothing but an @id, or an @id by which another node may tell its type (A370).
//   - Types, properties and members of enumerations are schema.org's; a property belongs to one of the node's types or
//     their ancestors (A371). Roles can have any property, and -input and -output may follow a property's name.
//   - A node is of a type that its property takes (A380). A text is tolerated in place of a thing, as schema.org says,
//     but for itemReviewed, reviewRating, author and publisher; a number in place of a text; nothing else in place of
//     a number, a truth value or an address.
//   - Dates are ISO 8601: 2017, 2017-01, 2017-01-18, or a day and a time, with or without an offset (A378). Week dates
//     and days of a year are not read.
//
// What is asked of each ClaimReview is told at its rules: google.go, google_rating.go, google_text.go, google_many.go.
//
// The validator never changes a tree, and is as fast as its size: a text is compared with few others. Hints cost more,
// so that only the first of many unknown words get one.

// Validator validates JSON-LD. It can be used by several goroutines at once.
type Validator struct{ vocabulary func() *vocabulary }

// NewValidator makes a validator; it reads its vocabulary when it is first used.
func NewValidator() *Validator { return &Validator{vocabulary: sync.OnceValue(loadVocabulary)} }

// Page is the page that markup stands in.
type Page struct {
	URL string // its absolute address, "" where it is not known
}

// Issue is what is wrong with a value.
type Issue struct {
	Path         string // such as itemReviewed.author.0.name; "" for the root. What is missing has the path it would have
	diag.Finding        // at the value, or at the node that lacks it
}

// Validate gives all issues of one document: in its order where its values have places, else as they are found.
func (v *Validator) Validate(root *doc.Node, page Page) []Issue {
	return v.ValidateFile([]Block{{Root: root, Page: page}})
}

// ValidateFile gives all issues of the documents of one file. Together they make one graph: a node of one can be referred
// to in another, and a page whose ClaimReviews stand in several scripts has several all the same.
func (v *Validator) ValidateFile(blocks []Block) []Issue {
	w := walker{vocabulary: v.vocabulary(), blocks: blocks}
	w.path = w.steps[:0]
	for i := range blocks {
		w.block, w.host = &blocks[i], hostIn(blocks[i].Page.URL)
		w.document(blocks[i].Root)
	}
	slices.SortStableFunc(w.issues, func(a, b Issue) int { // trees that were built have no places, and stay as they are
		return cmp.Or(cmp.Compare(a.At.Line, b.At.Line), cmp.Compare(a.At.Col, b.At.Col))
	})
	return w.issues
}

// walker is one validation.
type walker struct {
	*vocabulary
	blocks  []Block
	block   *Block
	host    string // of its page, "" where it is not known
	context context
	path    []step // to the value at hand
	steps   [24]step
	inFeed  int
	issues  []Issue
	nodes   map[string]*doc.Node // by @id; made when a reference is first followed
	hints   map[string]string    // for unknown words
	reviews reviews
}

// step is a part of a path: a key, or where there is none an index.
type step struct {
	key   string
	index int
}

func (w *walker) enter(key string)    { w.path = append(w.path, step{key: key}) }
func (w *walker) enterItem(index int) { w.path = append(w.path, step{index: index}) }
func (w *walker) leave()              { w.path = w.path[:len(w.path)-1] }

// add reports a problem of the value at hand, or of what has the further path from it.
func (w *walker) add(severity diag.Severity, at diag.At, p *diag.Problem, further ...string) {
	var path []byte
	key := func(name string) {
		const most = 200 // a path stands in each issue
		if len(path) > 0 {
			path = append(path, '.')
		}
		path = append(path, name[:min(len(name), most)]...)
	}
	for _, s := range w.path {
		if s.key != "" {
			key(s.key)
		} else {
			key(strconv.Itoa(s.index))
		}
	}
	for _, name := range further {
		key(name)
	}
	w.issues = append(w.issues, Issue{strings.ToValidUTF8(string(path), "…"), diag.Finding{At: at, Severity: severity, Problem: *p}})
}

// document validates a root: a node, or a list of nodes each with a context of its own.
func (w *walker) document(root *doc.Node) {
	switch root.Kind {
	case doc.Map:
		w.top(root)
	case doc.List:
		for i, item := range root.Items {
			w.enterItem(i)
			if item.Kind == doc.Map {
				w.top(item)
			} else {
				w.add(diag.Error, item.At, diag.Problemf(diag.NotJSONLD, "an object was expected here"))
			}
			w.leave()
		}
	default:
		w.add(diag.Error, root.At, diag.Problemf(diag.NotJSONLD, "JSON-LD is an object or a list of objects"))
	}
}

// top validates a node that brings its context.
func (w *walker) top(n *doc.Node) {
	declared := field(n, "@context")
	if declared == nil {
		w.add(diag.Error, n.At, diag.Problemf(diag.NotJSONLD, "there is no @context").Because(`write "@context": "https://schema.org"`))
		return
	}
	w.context = context{}.with(declared)
	if !w.context.names {
		w.add(diag.Error, declared.At, diag.Problemf(diag.NotJSONLD, "the @context does not name schema.org").
			Because(`write "@context": "https://schema.org"`), "@context")
		return
	}
	w.node(n)
}

// field gives the value of a key, exactly as it is written.
func field(n *doc.Node, key string) *doc.Node {
	for i := range n.Fields {
		if n.Fields[i].Key == key {
			return n.Fields[i].Value
		}
	}
	return nil
}

// get gives the value of a property of schema.org, however it is written, or of a keyword such as @id.
func (w *walker) get(n *doc.Node, name string) *doc.Node {
	for i := range n.Fields {
		f := &n.Fields[i]
		if f.Key == name {
			return f.Value
		}
		if w.context.declared != nil || strings.HasSuffix(f.Key, name) || name[0] == '@' && f.Key == name[1:] { // a prefix before it, or id
			if term, kind := w.context.resolve(f.Key); kind != foreign && term == name {
				return f.Value
			}
		}
	}
	return nil
}

// suggest gives the hint for an unknown word among those that can stand somewhere. Whoever has hundreds of them has other
// worries, and comparing takes its time.
func (w *walker) suggest(where, word string, candidates func() []string) string {
	const most = 100
	key := where + "\x00" + word
	hint, known := w.hints[key]
	if !known && len(w.hints) < most {
		hint = diag.DidYouMean(word, candidates())
		if w.hints == nil {
			w.hints = map[string]string{}
		}
		w.hints[key] = hint
	}
	return hint
}
