package css_test

import (
	"testing"

	"assay/generator/internal/css"
	"assay/templates"
)

func TestOnlyWhatMeansNothingIsDropped(t *testing.T) {
	for _, test := range []struct{ name, sheet, want string }{
		{"comments and lines", "/* a */\na {\n  color: red; /* b */\n  margin: 0;\n}\n\nb { }\n", "a{color:red;margin:0}b{}"},
		{"parts of selectors", "a  b > c + d ~ e :hover, f :is( .g , .h ) { top: 0 }", "a b > c + d ~ e :hover,f :is( .g,.h ){top:0}"},
		{"operators", "a { margin: calc(1px + (2px - 3px)) -1px; width: calc( 100% - 2 * var(--x, 1px) ) }",
			"a{margin:calc(1px + (2px - 3px)) -1px;width:calc( 100% - 2 * var(--x,1px) )}"},
		{"nested rules", "@media (width >= 30rem) { a { & > b { margin: calc(1px + 2px); } color: red; } }",
			"@media (width >= 30rem){a{& > b{margin:calc(1px + 2px)}color:red}}"},
		{"strings", `a::after { content: "  /* b */ ; " / ''; quotes: '"  "' }`, `a::after{content:"  /* b */ ; " / '';quotes:'"  "'}`},
		{"addresses", "a { background: url(data:image/svg+xml;utf8,/*b*/) , url( 'a  b.png' ) }",
			"a{background:url(data:image/svg+xml;utf8,/*b*/),url( 'a  b.png' )}"},
		{"escapes", `.a\31  b, .\{ c { top: 0 }`, `.a\31  b,.\{ c{top:0}`},
		{"a comment between words", "a/* b */.c { margin: 1px/**/2px } .d/**/ /**/.e {}", "a/**/.c{margin:1px/**/2px}.d .e{}"},
		{"a licence", "/*! by Ada  */\na { top: 0 }", "/*! by Ada  */ a{top:0}"},
		{"custom properties", ":root { --none: ; --a:  b  c ; --last: }", ":root{--none: ;--a:b c;--last: }"},
		{"the charset", "@charset \"utf-8\";\n@import url(a.css)  print;", "@charset \"utf-8\";@import url(a.css) print;"},
		{"what has no end", "a { color: red; /* b", "a{color:red;"},
		{"nothing", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := string(css.Compact([]byte(test.sheet))); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			if again := string(css.Compact([]byte(test.want))); again != test.want {
				t.Errorf("once more: %s", again)
			}
		})
	}
}

func TestTheDefaultStyleSheetsBecomeSmaller(t *testing.T) {
	for _, name := range []string{"style.css", "lists.css", "embed.css"} {
		sheet, err := templates.Files.ReadFile("assets/" + name)
		if err != nil {
			t.Fatal(err)
		}
		before := string(sheet)
		if small := css.Compact(sheet); len(small) > len(sheet)*9/10 || len(small) < len(sheet)/2 {
			t.Errorf("%s: %d of %d bytes are left", name, len(small), len(sheet))
		}
		if string(sheet) != before {
			t.Errorf("%s was changed itself", name)
		}
	}
}
