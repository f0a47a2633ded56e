package doc

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// checkPlain compares the fast reader with the library, and tells whether the fast one read the document.
func checkPlain(t *testing.T, src []byte) bool {
	t.Helper()
	got, ok := parsePlain(src, 1)
	if !ok {
		return false
	}
	want, found := parseLibrary(src, 1)
	if len(found) > 0 {
		t.Fatalf("read without a finding, the library has %v:\n%s", found, src)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Fatalf("read differently (-library +plain):\n%s\n%s", d, src)
	}
	return true
}

func TestPlainReadsWhatPeopleMostlyWrite(t *testing.T) {
	for name, src := range map[string]string{
		"texts":                "title: A title, with commas - and more\nother: x\n",
		"traps":                "a: no\nb: true\nc: 2017-01\nd: 1e3\ne: 12:31\nf: ~\ng: null\nh: 0x1F\n",
		"quoted":               "a: \"12: 31\"\nb: 'it # x'\n",
		"empty":                "a:\nb: x\nc:\n",
		"lists":                "a:\n  - x\n  - y\nb:\n- x\n- y\nc: [x, y, \"z, z\"]\nd: []\n",
		"mappings":             "a:\n  b: x\n  c:\n    d: y\ne: {f: x, g: [1, 2], h: {i: \"j\"}}\nk: {}\n",
		"lists of mappings":    "a:\n  - id: x\n    title: X\n    more:\n      - y\n  - id: z\nb: x\n",
		"comments":             "# first\na: x\n\n  # second\nb: y\n",
		"beyond ASCII":         "a: Größe\nb: [ä, {c: ö}]\nd:\n  - é: x\n",
		"URLs":                 "a: https://example.org/x?y=1#z\nb: {c: \"https://example.org/\"}\n",
		"apostrophes":          "a: It's not\nb: a \"quoted\" word\n",
		"trailing spaces":      "a: x  \nb:   y\n",
		"no line end":          "a: x\nb:",
		"folded texts":         "a: >-\n  b\n  # c\n  d: e\n\nf:\n  - g: >\n      h\n      i\n    j: k\n",
		"kept texts":           "a: |\n  b\n  c\nd: |-\n    e\n    f\n",
		"mapping in own lines": "a:\n  - {b: x}\n  - {b: y, c: z}\n",
	} {
		t.Run(name, func(t *testing.T) {
			if !checkPlain(t, []byte(src)) && name != "beyond ASCII" {
				t.Errorf("left to the library:\n%s", src)
			}
		})
	}
}

func TestPlainLeavesTheRestToTheLibrary(t *testing.T) {
	for name, src := range map[string]string{
		"a colon in a text":   "a: b: c\n",
		"a folded paragraph":  "a: >-\n  b\n\n  c\n",
		"a text without end":  "a: >\n  b",
		"a deeper line":       "a: |\n  b\n    c\n",
		"a text of two lines": "a: b\n  c\n",
		"an alias":            "a: &x b\nc: *x\n",
		"a tag":               "a: !!str b\n",
		"a tab":               "a:\tb\n",
		"a comment behind":    "a: b # c\n",
		"a key twice":         "a: b\na: c\n",
		"escapes":             `a: "b\n"` + "\n",
		"a quote in a quote":  "a: 'it''s'\n",
		"text after a quote":  "a: \"b\" c\n",
		"an open bracket":     "a: [b\n",
		"a second document":   "a: b\n---\nc: d\n",
		"wrong indentation":   "a:\n    b: c\n  d: e\n",
		"a list":              "- a\n- b\n",
		"a scalar":            "a\n",
		"a merge key":         "<<: b\n",
	} {
		t.Run(name, func(t *testing.T) {
			if checkPlain(t, []byte(src)) {
				t.Errorf("read without the library:\n%s", src)
			}
		})
	}
}

func TestPlainReadsTheSampleAsTheLibrary(t *testing.T) {
	plain, all := 0, 0
	eachSample(t, func(src []byte) {
		all++
		if checkPlain(t, src) {
			plain++
		}
	})
	if plain < all*3/4 {
		t.Errorf("only %d of the %d files of the sample are read without the library; that is not what people mostly write", plain, all)
	}
}

// TestPlainIsAsTheLibraryOnSlips makes small mistakes in good documents, which a fuzzer that starts from bytes rarely does.
func TestPlainIsAsTheLibraryOnSlips(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var seeds [][]byte
	eachSample(t, func(src []byte) { seeds = append(seeds, src[:min(len(src), 1500)]) })
	for range 20 {
		seeds = append(seeds, []byte("title: A title\nb:\n  - {c: d, e: [f, g]}\n  - h: i\n    j:\n      - k\nl: \"m n\"\no: >-\n  p q\n  r\ns: 't'\n"))
	}
	strange := []rune("ab: -\n#'\"[]{},\n  \n- x:?|>&*!é\u00a0~%@\\")
	for range 2_000 {
		src := bytes.Clone(seeds[r.IntN(len(seeds))])
		for range 1 + r.IntN(4) {
			at := r.IntN(len(src) + 1)
			end := at + r.IntN(min(12, len(src)-at)+1)
			switch r.IntN(3) {
			case 0:
				src = slices.Insert(src, at, []byte(string(strange[r.IntN(len(strange))]))...)
			case 1:
				src = slices.Delete(src, at, end)
			default:
				src = slices.Insert(src, at, bytes.Clone(src[at:end])...)
			}
		}
		if src, found := Clean(src); len(found) == 0 {
			checkPlain(t, src)
		}
	}
}

// eachSample calls f with the YAML of every file of the sample site.
func eachSample(t testing.TB, f func([]byte)) {
	t.Helper()
	root := os.DirFS("../../..")
	for _, dir := range []string{"claims", "content"} {
		err := fs.WalkDir(root, dir, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			src, err := fs.ReadFile(root, name)
			if path.Ext(name) == ".md" {
				src, _, _, _ = Split(src)
			}
			f(src)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func FuzzPlainIsAsTheLibrary(f *testing.F) {
	eachSample(f, func(src []byte) { f.Add(src) })
	for _, seed := range []string{"a: [x, {b: c}]\n", "a:\n  - b: c\n    d: e\n", "a: 'b'\n", "é: ü\n", "- a: b\n", "a:\n- b\nc: d\n", "a: -1\n", "a: ?\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		src, found := Clean(src)
		if len(found) > 0 || len(src) > 4096 || bytes.Count(src, []byte("\n")) > 200 {
			return
		}
		checkPlain(t, src)
	})
}
