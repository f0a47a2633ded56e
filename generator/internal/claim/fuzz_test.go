package claim_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"assay/generator/internal/diag"
	"assay/generator/internal/doc"
)

// samples adds the claims of the sample site and some files that were once trouble.
func samples(f *testing.F) {
	names, err := filepath.Glob("../../../claims/*/*.md")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	for _, src := range []string{
		full, strings.ReplaceAll(full, "\n", "\r\n"), "\ufeff" + full, "---\n" + minimal + "---\n", "---\n---\n", "---\n---", "", "---", "\xff",
		"---\nclaimant: [[a]]\n---\n", "---\naccept: {x: }\n---\n", "---\nsources: [{}]\n---\n[@a]", "---\na: &x {b: *x}\n---\n", "---\nx: !y z\n---\n",
		"---\nsources:\n  -\nfigures: [{label: x, source: ''}]\n---\n", "---\nclaim: \"\\0\"\n---\n", "---\ntitle: A: B\n---\n", "---\nx: {a: NaN}\n---\n",
	} {
		f.Add([]byte(src))
	}
}

// wantInside checks that a place is in the file, or the file as a whole.
func wantInside(t *testing.T, at diag.At, src []byte) {
	t.Helper()
	if at == (diag.At{}) {
		return
	}
	if lines := bytes.Count(src, []byte("\n")) + 1; at.Line < 1 || at.Line > lines {
		t.Fatalf("line %d of %d", at.Line, lines)
	}
	if n := utf8.RuneCountInString(doc.Line(src, at.Line)); at.Col < 1 || at.Col > n+1 {
		t.Fatalf("%d:%d, but the line has %d characters: %q", at.Line, at.Col, n, doc.Line(src, at.Line))
	}
}

func FuzzFrontMatter(f *testing.F) {
	samples(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		c, found := parser.Claim(path, src)
		if c == nil || c.Body == nil || c.Positions == nil {
			t.Fatalf("got %+v", c)
		}
		cleaned, _ := doc.Clean(src)
		for _, x := range found {
			wantInside(t, x.At, cleaned)
			if x.Code == "" || x.Message == "" {
				t.Errorf("a finding without words: %+v", x)
			}
		}
		if !found.Failed() && (c.Wording == "" || c.Title == "" || c.Published.IsZero() || len(c.Authors) == 0) {
			t.Errorf("nothing is wrong, but much is missing: %+v", c.Head)
		}
		for _, key := range []string{"claim", "sources.0.id", "claimant.1.name"} {
			if !found.Unreadable() {
				wantInside(t, c.Positions.At(key), cleaned)
			}
		}
		again, _ := parser.Claim(path, src)
		if again.HeadDigest != c.HeadDigest || again.Digest != c.Digest {
			t.Error("read again, the claim has other digests")
		}
	})
}

func FuzzScales(f *testing.F) {
	src, err := os.ReadFile("../../../claims/verdicts.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(src)
	for _, src := range []string{scale(best, worst), "scales: [{preset: media}]", "scales:\n  -\n", "scales:\n  - id: a\n    verdicts:\n      -\n", "scales: [!x {}]", "scales: [{verdicts: [!x {}]}]"} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		s, found := parser.Scales("claims/verdicts.yaml", src)
		cleaned, _ := doc.Clean(src)
		for _, x := range found {
			wantInside(t, x.At, cleaned)
		}
		for _, scale := range s.Scales {
			for _, v := range scale.Verdicts {
				if !found.Failed() && (v.ID == "" || v.Label == "" || v.Icon == "" || v.Colour == "" || scale.ID == "") {
					t.Errorf("nothing is wrong, but something is missing: %+v of %s", v, scale.ID)
				}
			}
		}
	})
}
