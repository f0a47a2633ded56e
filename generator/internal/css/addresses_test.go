package css_test

import (
	"strings"
	"testing"

	"assay/generator/internal/css"
)

func TestAddressesAreNamedAnew(t *testing.T) {
	for _, test := range []struct{ name, sheet, want string }{
		{"bare", "a{background:url(a.png)}", "a{background:url(A.PNG)}"},
		{"in quotes", `@font-face { src: url( "b.woff2" ) format("woff2"), url('c.woff')}`, `@font-face { src: url( "B.WOFF2" ) format("woff2"), url('C.WOFF')}`},
		{"named as the function", "a{background:URL(url)}", "a{background:URL(URL)}"},
		{"with a query", "a{b:url(../c/d.svg?e#f)}", "a{b:url(../C/D.SVG?E#F)}"},
		{"escaped", `a{b:url(a\)b.png);c:url("\61 \
b\-c\e9")}`, `a{b:url(A\29 B.PNG);c:url("AB-CÉ")}`},
		{"imported", `@import "a.css" print; @IMPORT url(b.css); @namespace s "c"; @import 'd.css'`, `@import "A.CSS" print; @IMPORT url(B.CSS); @namespace s "c"; @import 'D.CSS'`},
		{"empty", `a{b:url();c:url("")}`, `a{b:url();c:url("")}`},
		{"without an end", "a{b:url(c", "a{b:url(C"},
		{"elsewhere", `/* url(a.png) */ a::after{content:"url(b.png)"}`, `/* url(a.png) */ a::after{content:"url(b.png)"}`},
		{"bad", `a{b:url(c d)}`, `a{b:url(c d)}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := string(css.Refer([]byte(test.sheet), strings.ToUpper)); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			if got := string(css.Refer([]byte(test.sheet), func(a string) string { return a })); got != test.sheet {
				t.Errorf("without other names, got %s", got)
			}
		})
	}
}

func FuzzSheets(f *testing.F) {
	f.Add("a{b:url( 'c\\20 d' )} @import \"e\"; /* f")
	f.Fuzz(func(t *testing.T, sheet string) {
		src := []byte(sheet)
		if got := css.Refer(src, func(a string) string { return a }); string(got) != sheet {
			t.Errorf("%q became %q", sheet, got)
		}
		referred := css.Refer(src, func(string) string { return `x"' (y` })
		for a := range css.Addresses(referred) {
			if a.Text != `x"' (y` {
				t.Errorf("%q became %q, which names %q", sheet, referred, a.Text)
			}
		}
		css.Faults(src)
		css.Compact(src)
		if string(src) != sheet {
			t.Errorf("%q was changed itself", sheet)
		}
	})
}
