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
		{"escaped", `a{b:url(a\)b.png)}`, `a{b:url(a\)b.png)}`},
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
