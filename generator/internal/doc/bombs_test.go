package doc_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"assay/generator/internal/doc"
)

// soon fails where f takes much longer than reading a file may, on a busy machine and with the race detector.
func soon(t *testing.T, f func()) {
	t.Helper()
	start := time.Now()
	f()
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("it took %v", d)
	}
}

// laughs is the billion laughs: every level refers to the one before, ten times.
func laughs(levels int) string {
	var b strings.Builder
	b.WriteString("l0: &l0 [lol]\n")
	for i := 1; i <= levels; i++ {
		fmt.Fprintf(&b, "l%d: &l%d [%s]\n", i, i, strings.Repeat(fmt.Sprintf("*l%d, ", i-1), 10))
	}
	fmt.Fprintf(&b, "all: *l%d\n", levels)
	return b.String()
}

// ring is a nest of mappings in which each refers to all around it.
func ring(levels int) string {
	var b strings.Builder
	for i := range levels {
		fmt.Fprintf(&b, "&r%d {a: ", i)
	}
	b.WriteString("[")
	for i := range levels {
		fmt.Fprintf(&b, "*r%d, ", i)
	}
	return b.String() + "]" + strings.Repeat("}", levels)
}

func lines(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestAliasBombs(t *testing.T) {
	const many = "A026 the YAML has more than 200000 values once its aliases are expanded"
	tests := map[string]struct{ src, want string }{
		"a billion laughs":               {laughs(9), many},
		"a million million laughs":       {laughs(30), many},
		"a flat one":                     {"a: &a [" + strings.Repeat("x, ", 1000) + "]\nb: [" + strings.Repeat("*a, ", 1000) + "]\n", many},
		"in mappings":                    {"a: &a {" + lines(500, "k%d: x, ") + "}\nb: {" + lines(500, "k%d: *a, ") + "}\n", many},
		"a long text":                    {"a: &a " + strings.Repeat("word ", 20_000) + "\nb: [" + strings.Repeat("*a, ", 10_000) + "]\n", many},
		"a ring":                         {ring(7), "A016 the alias *r0 contains itself"},
		"a larger ring":                  {ring(60), "A026 the YAML is nested more than 64 deep"},
		"in a second document":           {"a: b\n---\n" + laughs(9), "A012 a file holds one YAML document"},
		"200 000 values without a trick": {"a: [" + strings.Repeat("x,", 200_000) + "]", many},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			soon(t, func() {
				_, found := doc.ParseYAML([]byte(tt.src), 1)
				got := show(found)
				if len(got) == 0 || len(got) > 200 || !strings.Contains(got[0], tt.want) {
					t.Errorf("%d findings: %.200q", len(got), got)
				}
			})
		})
	}
}

func TestHonestAliasesArePlenty(t *testing.T) {
	n := parse(t, "a: &a [1, 2, 3]\nb: ["+strings.Repeat("*a, ", 10_000)+"]\n")
	if got := n.Fields[1].Value.Items; len(got) != 10_000 || len(got[9_999].Items) != 3 {
		t.Errorf("there are %d entries", len(got))
	}
}

func TestDeepNesting(t *testing.T) {
	indented := func(levels int) string {
		var b strings.Builder
		for i := range levels {
			b.WriteString(strings.Repeat(" ", i) + "a:\n")
		}
		return b.String()
	}
	tests := map[string]string{
		"10 000 brackets":           strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000),
		"10 000 brackets, unclosed": strings.Repeat("[", 10_001),
		"millions of brackets":      strings.Repeat("[", 5_000_000),
		"many braces":               strings.Repeat("{", 300_000),
		"mappings in braces":        strings.Repeat("{a: ", 9_000) + strings.Repeat("}", 9_000),
		"hyphens":                   strings.Repeat("- ", 9_000) + "a",
		"many hyphens":              strings.Repeat("- ", 50_000),
		"colons":                    strings.Repeat(": ", 50_000),
		"questions":                 strings.Repeat("? ", 50_000),
		"indentation":               indented(1_000),
		"brackets behind a key":     "a: " + strings.Repeat("[", 70) + strings.Repeat("]", 70),
	}
	for what, src := range tests {
		t.Run(what, func(t *testing.T) {
			soon(t, func() {
				_, found := doc.ParseYAML([]byte(src), 1)
				if got := show(found); len(got) != 1 || !strings.Contains(got[0], "A026 the YAML is nested") {
					t.Errorf("findings are %.200q", got)
				}
			})
		})
	}
	parse(t, "a: "+strings.Repeat("[", 60)+strings.Repeat("]", 60))
	parse(t, indented(60))
}

func TestHugeFiles(t *testing.T) {
	const words = 20_000
	tests := map[string]struct {
		src  string
		size int // of the value
	}{
		"5 MB on a line":   {"a: " + strings.Repeat("word ", 50*words), 250*words - 1},
		"without a space":  {"a: " + strings.Repeat("w", 5*words), 5 * words},
		"in quotes":        {`a: "` + strings.Repeat("word ", words) + `"`, 5 * words},
		"on lines, quoted": {`a: "` + strings.Repeat("word\n ", words) + `"`, 5 * words},
		"on lines, plain":  {"a: word\n" + strings.Repeat("  word\n", words), 5*words + 4},
		"in a block":       {"a: |\n" + strings.Repeat("  word\n", words), 5 * words},
		"comments":         {strings.Repeat("# c\n", 100_000) + "a: b", 1},
		"blank lines":      {"a: b" + strings.Repeat("\n", 5*words), 1},
		"a huge key":       {strings.Repeat("k", 5*words) + ": v", 1},
		"one huge word":    {strings.Repeat("w", 5*words), 0},
	}
	for what, tt := range tests {
		t.Run(what, func(t *testing.T) {
			soon(t, func() {
				n := parse(t, tt.src)
				if tt.size > 0 && len(n.Fields[0].Value.Text) != tt.size {
					t.Errorf("the value has %d bytes, not %d", len(n.Fields[0].Value.Text), tt.size)
				}
			})
		})
	}
}

func TestManyKeys(t *testing.T) {
	soon(t, func() {
		n := parse(t, lines(60_000, "k%d: v\n"))
		if len(n.Fields) != 60_000 {
			t.Errorf("%d keys", len(n.Fields))
		}
	})
}

// The errors of a huge file come as soon, and say no more than those of a small one.
func TestHugeFilesWithErrors(t *testing.T) {
	tests := map[string]string{
		"a quote not closed":            `a: "` + strings.Repeat("word ", 30_000),
		"a bracket not closed":          "a: [" + strings.Repeat("word\n ", 20_000),
		"commas":                        "[" + strings.Repeat(",", 20_000),
		"anchors":                       strings.Repeat("&a ", 20_000),
		"anchors that are idle":         lines(10_000, "k%d: &a b\n"),
		"per cent signs":                strings.Repeat("%", 100_000),
		"exclamation marks":             strings.Repeat("!", 100_000),
		"tabs":                          strings.Repeat("\t", 100_000) + "a: b",
		"line separators":               "a: b" + strings.Repeat("\u2028", 100_000),
		"a colon behind much text":      "a: " + strings.Repeat("word ", 30_000) + ": b",
		"a huge tag":                    "a: !" + strings.Repeat("x", 100_000) + " b",
		"a bad escape behind much text": `a: "` + strings.Repeat("word ", 30_000) + `\q"`,
	}
	for what, src := range tests {
		t.Run(what, func(t *testing.T) {
			soon(t, func() {
				_, found := doc.ParseYAML([]byte(src), 1)
				if len(found) == 0 || len(found[0].Message)+len(found[0].Hint) > 1000 {
					t.Errorf("%d findings: %.200q", len(found), show(found))
				}
			})
		})
	}
}
