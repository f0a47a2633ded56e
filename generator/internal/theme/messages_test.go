package theme_test

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template/parse"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"assay/generator/internal/theme"
	"assay/templates"
)

func TestTextsInTemplates(t *testing.T) {
	th, found := compile(t, map[string]string{"page.html": `{{define "main"}}{{msg "claim.check"}}|{{msg "pager.page" "n" (number .)}}|{{msgn "corrections.title" 1}}|` +
		`{{msgn "corrections.title" .}}|{{msgBefore "claim.by" "people"}}<b>Ann</b>{{msgAfter "claim.by" "people"}}|{{msgBefore "corrections.entry" "date" "kind" "x"}}<i>1 May</i>{{msgAfter "corrections.entry" "date" "kind" "<x>"}}|` +
		`{{range msgParts "data.check-text"}}{{if eq .Name "file"}}<code>f</code>{{else if .Name}}{{.Name}}{{else}}{{.Text}}{{end}}{{end}}{{end}}`})
	if len(found) > 0 {
		t.Fatal(found)
	}
	want := `Fact-check|Page 1,234|Correction|Corrections|By <b>Ann</b>|<i>1 May</i>, &lt;x&gt;:|` +
		`Each check has its record beside its page, under <code>f</code>, and is marked up in the page as markup.`
	got := execute(t, th, "page.html", 1234)
	got = strings.TrimSuffix(strings.TrimPrefix(got, "<title>name</title><p>head "), "</p>")
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if slow := th.Uncompiled(); len(slow) > 0 {
		t.Error(slow)
	}
}

// TestAWrongUseOfATextIsFoundWhenTheThemeIsCompiled, at the call.
func TestAWrongUseOfATextIsFoundWhenTheThemeIsCompiled(t *testing.T) {
	for call, want := range map[string]string{
		`{{msg "claim.chek"}}`:                         `:1:20: error A201: there is no text "claim.chek"; did you mean "claim.check"?`,
		`{{if .}}{{len (msg "claim.chek")}}{{end}}`:    `:1:33: error A201: there is no text "claim.chek"; did you mean "claim.check"?`,
		`{{with $x := msg "claim.chek"}}{{$x}}{{end}}`: `:1:31: error A201: there is no text "claim.chek"; did you mean "claim.check"?`,
		`{{msg "claim.by"}}`:                           `:1:20: error A201: the text "claim.by" lacks its {people}; give names and values: "people" …`,
		`{{msg "claim.by" "poeple" "Ann"}}`:            `:1:20: error A201: the text "claim.by" has no place for {poeple}; did you mean "people"?`,
		`{{msg "claim.check" "n" "1"}}`:                `:1:20: error A201: the text "claim.check" has no place for {n}; it has no placeholders`,
		`{{msg "corrections.title"}}`:                  `:1:20: error A201: the text "corrections.title" depends on a number; ask for it with msgn and the number`,
		`{{msgn "claim.check" 1}}`:                     `:1:20: error A201: the text "claim.check" has no plural forms; ask for it with msg`,
		`{{msgBefore "claim.by" "peple"}}`:             `:1:20: error A201: the text "claim.by" has no place for {peple}; did you mean "people"?`,
		`{{msgParts "data.check-tex"}}`:                `:1:20: error A201: there is no text "data.check-tex"; did you mean "data.check-text"?`,
	} {
		_, found := compile(t, map[string]string{"page.html": `{{define "main"}}` + call + `{{end}}`})
		if len(found) != 1 || found[0].Error() != "templates/page.html"+want {
			t.Errorf("%s\n%v, not\n%s", call, found, want)
		}
		name := "templates/partials/head.html"
		_, found = compile(t, map[string]string{"partials/head.html": call})
		if len(found) != 1 || found[0].File != name || found[0].Code != "A201" {
			t.Errorf("%s in a partial: %v", call, found)
		}
	}
}

// TestAComputedKeyIsLookedUpWhenThePageIsRendered, and is an error there.
func TestAComputedKeyIsLookedUpWhenThePageIsRendered(t *testing.T) {
	th, found := compile(t, map[string]string{"page.html": `{{define "main"}}{{msg (print "claim." .)}}{{end}}`})
	if len(found) > 0 {
		t.Fatal(found)
	}
	if got := execute(t, th, "page.html", "check"); !strings.Contains(got, "Fact-check") {
		t.Error(got)
	}
	err := th.Execute(&strings.Builder{}, "page.html", "chek")
	if err == nil || !strings.Contains(err.Error(), `A202`) || !strings.Contains(err.Error(), `did you mean "claim.check"?`) {
		t.Error(err)
	}
}

func TestTheTextsOfAPageAreThoseOfItsLanguage(t *testing.T) {
	source, err := theme.NewSource(plain(), map[string][]byte{"page.html": []byte(`{{define "main"}}{{msg "claim.verdict"}}{{end}}`)})
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{"es": "Veredicto", "de": "Bewertung", "fr": "Verdict", "pt-BR": "Veredito", "ar": "الحكم", "hi": "निर्णय", "zh": "结论", "tlh": "Verdict"} {
		env := environment()
		env.Lang, env.Messages = lang, texts(lang)
		if env.Digest() == environment().Digest() {
			t.Errorf("%s has the digest of English", lang)
		}
		th, found := source.Compile(env)
		if len(found) > 0 {
			t.Fatal(found)
		}
		if got := execute(t, th, "page.html", nil); !strings.Contains(got, want) {
			t.Errorf("%s: %s", lang, got)
		}
	}
}

// names are words that are the same in every language: those of formats and networks.
var names = []string{"Atom", "JSON Feed", "ClaimReview", "WhatsApp", "Bluesky", "X"}

// machine are functions whose texts no reader sees.
var machine = []string{"msg", "msgn", "msgBefore", "msgAfter", "msgParts", "eq", "ne", "url", "langURL", "abs", "asset", "hasPrefix", "print", "printf", "index", "dict"}

var letter = regexp.MustCompile(`\p{L}`)

// TestTheDefaultThemeHasNoWordsOfItsOwn: what readers see or hear comes from a catalogue.
func TestTheDefaultThemeHasNoWordsOfItsOwn(t *testing.T) {
	looked := 0
	err := fs.WalkDir(templates.Files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".html" {
			return err
		}
		text, err := fs.ReadFile(templates.Files, name)
		if err != nil {
			return err
		}
		looked++
		tree := parse.New(name)
		tree.Mode = parse.SkipFuncCheck
		set := map[string]*parse.Tree{}
		if _, err := tree.Parse(string(text), "", "", set); err != nil {
			return err
		}
		for _, part := range set {
			wordless(t, name, part.Root)
		}
		return nil
	})
	if err != nil || looked < 40 {
		t.Fatal(looked, err)
	}
}

// wordless looks at a template's markup, with a sign in the place of every action, and at the texts in its actions.
func wordless(t *testing.T, name string, root parse.Node) {
	t.Helper()
	var markup strings.Builder
	var visit func(n parse.Node)
	visit = func(n parse.Node) {
		switch n := n.(type) {
		case *parse.ListNode:
			if n != nil {
				for _, child := range n.Nodes {
					visit(child)
				}
			}
		case *parse.TextNode:
			markup.Write(n.Text)
		case *parse.ActionNode:
			markup.WriteString("_")
			visit(n.Pipe)
		case *parse.TemplateNode:
			visit(n.Pipe)
		case *parse.IfNode:
			visit(n.Pipe)
			visit(n.List)
			visit(n.ElseList)
		case *parse.WithNode:
			visit(n.Pipe)
			visit(n.List)
			visit(n.ElseList)
		case *parse.RangeNode:
			visit(n.Pipe)
			visit(n.List)
			visit(n.ElseList)
		case *parse.PipeNode:
			if n != nil {
				for _, c := range n.Cmds {
					visit(c)
				}
			}
		case *parse.CommandNode:
			function, _ := n.Args[0].(*parse.IdentifierNode)
			for _, arg := range n.Args {
				if s, ok := arg.(*parse.StringNode); ok && letter.MatchString(s.Text) && (function == nil || !slices.Contains(machine, function.Ident)) {
					t.Errorf("%s has the words %q", name, s.Text)
				}
				visit(arg)
			}
		}
	}
	visit(root)
	wordlessMarkup(t, name, markup.String())
}

func wordlessMarkup(t *testing.T, name, markup string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(markup))
	inCode := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			if text := strings.TrimSpace(string(z.Text())); !inCode && letter.MatchString(text) && !slices.Contains(names, text) {
				t.Errorf("%s has the words %q", name, text)
			}
		case html.EndTagToken:
			inCode = false
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			inCode = token.Data == "code" // keys and names of files
			if token.Data == "noscript" {
				z.NextIsNotRawText()
			}
			for _, a := range token.Attr {
				if slices.Contains([]string{"alt", "title", "aria-label", "aria-description", "placeholder"}, a.Key) && letter.MatchString(a.Val) {
					t.Errorf("%s has the words %s=%q", name, a.Key, a.Val)
				}
			}
		}
	}
}
