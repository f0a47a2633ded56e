package css_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/css"
	"assay/generator/internal/diag"
)

func TestFaultsAreFound(t *testing.T) {
	for _, test := range []struct {
		name, sheet string
		want        []string
	}{
		{"none", "@media (a) { b:is(c, [d='}']) { e: f(g(1) + 2); /* } */ h: url(i) } }", nil},
		{"a block without an end", "a { b: c\nd { e: f }", []string{`1:3 "{" has no end in the file`}},
		{"an end of nothing", "a { b: c } }\nd { e: f }", []string{`1:12 nothing is open that "}" could end`}},
		{"a function without an end", "a { b: c(d; }\ne {}", []string{`1:8 "c(" has no end before the "}" of line 1`}},
		{"a parenthesis that ends nothing", "a { b: c) }", []string{`1:9 nothing is open that ")" could end`}},
		{"a parenthesis does not end a block", "a( { b: c ) }", []string{`1:11 nothing is open that ")" could end`, `1:1 "a(" has no end in the file`}},
		{"a bracket without an end", "a[b {}", []string{`1:2 "[" has no end in the file`}},
		{"a comment without an end", "é {} /* a\n{", []string{"1:6 this comment has no end: the rest of the file is part of it"}},
		{"a comment that is none", "/*/", []string{"1:1 this comment has no end: the rest of the file is part of it"}},
		{"a text without an end in its line", "a { b: \"c;\n}", []string{"1:8 this text has no end in its line"}},
		{"a text without an end", "@import 'a", []string{"1:9 this text has no end in its line"}},
		{"an address with a space", "a { b: url(c d) }", []string{"1:8 this address has no end, or has characters that need quotes"}},
		{"an address without an end", "a { b: url(c", []string{"1:8 this address has no end, or has characters that need quotes", `1:3 "{" has no end in the file`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, f := range css.Faults([]byte(test.sheet)) {
				got = append(got, fmt.Sprintf("%d:%d %s", f.At.Line, f.At.Col, f.Message))
				if f.Hint == "" || f.Severity != diag.Warning {
					t.Errorf("%v has no hint, or is no warning", f)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
