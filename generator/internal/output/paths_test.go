package output

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"assay/generator/internal/diag"
	"assay/generator/internal/plan"
)

func TestCheckPath(t *testing.T) {
	tests := []struct{ path, want string }{
		{"index.html", ""},
		{"claims/us-13-wars/index.html", ""},
		{".nojekyll", ""},
		{".well-known/security.txt", ""},
		{"a/.assay", ""},
		{"..a/b", ""},
		{"a/...b", ""},
		{"verité/ñ/日本.html", ""},
		{"with space/x y.png", ""},
		{"~$&'()+,;=@[]{}!#%^-_`.txt", ""},
		{"consul/comb/com/com10/lpt/nullable/auxiliary", ""},
		{strings.Repeat("x", 255), ""},

		{"", "is empty"},
		{"/", "is absolute"},
		{"/etc/passwd", "is absolute"},
		{"..", `segment ".."`},
		{"../a", `segment ".."`},
		{"a/../b", `segment ".."`},
		{"a/..", `segment ".."`},
		{".", `segment "."`},
		{"./a", `segment "."`},
		{"a/./b", `segment "."`},
		{"a//b", "empty segment"},
		{"a/", "empty segment"},
		{"a\\b", "Windows refuses"},
		{"C:/a", "Windows refuses"},
		{"a:stream", "Windows refuses"},
		{"a<b", "Windows refuses"},
		{"a>b", "Windows refuses"},
		{"a\"b", "Windows refuses"},
		{"a|b", "Windows refuses"},
		{"a?b", "Windows refuses"},
		{"a*b", "Windows refuses"},
		{"a./b", "Windows drops"},
		{"a /b", "Windows drops"},
		{"...", "Windows drops"},
		{"a\nb", "control character U+000A"},
		{"a\x00b", "control character U+0000"},
		{"a\x7fb", "control character U+007F"},
		{"a\u0085b", "control character U+0085"},
		{"a\xffb", "UTF-8"},
		{strings.Repeat("é", 128), "more than 255 bytes"},
		{"con", "device"},
		{"claims/NUL/index.html", "device"},
		{"Aux.tar.gz", "device"},
		{"prn .txt", "device"},
		{"com1", "device"},
		{"COM².x", "device"},
		{"lpt9.html", "device"},
		{"CONIN$", "device"},
		{".assay-manifest", "reserved"},
		{".assay-stage/1", "reserved"},
		{".assayer", "reserved"},
		{".ASSAY-Stage", "reserved"},
		{".a\u017f\u017fay-manifest", "reserved"}, // long s, the same name to macOS
		{".aßay-manifest", "reserved"},
	}
	for _, test := range tests {
		flaws := CheckPaths([]plan.Output{{Path: test.path, Source: "a.md"}})
		if test.want == "" {
			if len(flaws) > 0 {
				t.Errorf("%q: %v", test.path, flaws)
			}
			continue
		}
		if len(flaws) != 1 || flaws[0].Code != diag.BadPath || flaws[0].File != "a.md" || !strings.Contains(flaws[0].Message, test.want) {
			t.Errorf("%q: got %v, want … %s", test.path, flaws, test.want)
		}
	}
}

func TestCollisions(t *testing.T) {
	tests := []struct {
		paths []string // source:path
		want  []string
	}{
		{[]string{"a:x", "b:y", "c:z/x", "d:z-x"}, nil},
		{[]string{"a:A/x", "b:a/y"}, nil},
		{[]string{"b:x", "a:x"}, []string{`b: error A401: two outputs on the path "x": one from a, one from b`}},
		{[]string{":x", "a:x"}, []string{`a: error A401: two outputs on the path "x": one from the site itself, one from a`}},
		{[]string{"c:x", "a:x", "b:x"}, []string{"one from a, one from b", "one from a, one from c"}},
		{[]string{"a:About/x", "b:about/X"}, []string{`"About/x" and "about/X" differ only in letter case`}},
		{[]string{"a:\u00e9", "b:e\u0301"}, []string{"Unicode form"}},
		{[]string{"a:\u00c9/x", "b:e\u0301/x"}, []string{"Unicode form"}},
		{[]string{"a:stra\u00dfe", "b:STRASSE"}, []string{"letter case"}},
		{[]string{"a:\u03a3\u03c3\u03c2", "b:\u03c3\u03c3\u03c3"}, []string{"letter case"}},
		{[]string{"a:x", "b:x/y"}, []string{`b: error A401: the output "x" cannot be a file, because "x/y" needs a folder there: one from a, one from b`}},
		{[]string{"a:X", "b:x/y/z", "c:x-y"}, []string{`"X" cannot be a file, because "x/y/z"`}},
		{[]string{"a:x", "b:x/y", "c:x/y/z"}, []string{`"x" cannot be a file, because "x/y"`, `"x" cannot be a file, because "x/y/z"`, `"x/y" cannot`}},
		{[]string{"a:x/../y", "b:y"}, []string{`holds the segment ".."`}},
	}
	for _, test := range tests {
		var outputs []plan.Output
		for _, p := range test.paths {
			source, path, _ := strings.Cut(p, ":")
			outputs = append(outputs, plan.Output{Path: path, Source: source})
		}
		for range 2 {
			flaws := CheckPaths(outputs)
			if len(flaws) != len(test.want) {
				t.Errorf("%q: got %v, want %q", test.paths, flaws, test.want)
				continue
			}
			all := flaws.Error()
			for _, want := range test.want {
				if !strings.Contains(all, want) {
					t.Errorf("%q: got %v, want … %s", test.paths, flaws, want)
				}
			}
			slices.Reverse(outputs) // the order makes no difference
		}
	}
}

// FuzzPaths: what CheckPaths accepts is written to the folder at exactly that path, and nowhere else.
func FuzzPaths(f *testing.F) {
	for _, seed := range []string{
		"index.html", "a/b/c", "../x", "a/../../x", "/x", "a//b", ".", ".assay-stage/0", ".assay-manifest", "a\nb", "con",
		"- - - x", " x", "é/e\u0301", "a\\..\\x", "c:x", "a/.git/config", ".well-known/x", "\u202e", "x/" + strings.Repeat("y", 256),
	} {
		f.Add(seed, "index.html")
	}
	f.Add("a", "a/b")
	f.Add("A/b", "a")
	f.Fuzz(func(t *testing.T, first, second string) {
		if len(first)+len(second) > 2000 {
			return // deeper than some systems allow
		}
		site := tree{first: "one", second: "two"}
		if len(CheckPaths(site.outputs())) > 0 {
			return
		}
		outer := t.TempDir()
		dir := filepath.Join(outer, "public")
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		fsys := newRootFS(t, dir)
		w := &Writer{FS: fsys}
		mustWrite(t, w, site.outputs())
		for path, content := range site {
			if !filepath.IsLocal(path) || !utf8.ValidString(path) {
				t.Errorf("%q leads out of the folder", path)
			}
			got, err := os.ReadFile(filepath.Join(dir, path))
			if err != nil || string(got) != content {
				t.Errorf("%q holds %q, %v", path, got, err)
			}
		}
		mustHold(t, fsys, site, nil)
		mustWrite(t, &Writer{FS: fsys}, tree{second: "three"}.outputs())
		mustHold(t, fsys, tree{second: "three"}, nil)
		if entries, err := os.ReadDir(outer); err != nil || len(entries) != 1 {
			t.Errorf("beside the folder: %v, %v", entries, err)
		}
	})
}
