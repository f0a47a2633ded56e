package cli_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/generator/internal/cli"
	"assay/generator/internal/doc"
)

// readAsPython reads front matter and YAML files with PyYAML, which has the rules of YAML 1.1, and
// prints them as JSON: as texts alone, and the paths of values that are no texts by its own rules.
const readAsPython = `
import json, sys, yaml
def others(v, at):
    if isinstance(v, dict):
        for k, x in v.items():
            if not isinstance(k, str): yield at + "." + repr(k)
            yield from others(x, at + "." + str(k))
    elif isinstance(v, list):
        for i, x in enumerate(v): yield from others(x, at + "." + str(i))
    elif v is not None and not isinstance(v, str): yield at + " " + type(v).__name__
out = {}
for name, text in json.load(sys.stdin).items():
    out[name] = {"texts": yaml.load(text, yaml.BaseLoader), "others": sorted(others(yaml.safe_load(text), ""))}
json.dump(out, sys.stdout)
`

// TestOtherReadersOfYAML has PyYAML read all files that import and new write, and compares the values.
func TestOtherReadersOfYAML(t *testing.T) {
	python := pythonWithYAML(t)
	written := map[string]string{}
	dir := t.TempDir()
	site := filepath.Join(dir, "facts")
	assay(t, "new", "site", site, "--no-git", "--author", "Desk: No", "--publisher", "Yes, no?", "--base-url", "https://facts.example.org/")
	assay(t, "new", "claim", "On @home, 12:31 - no? yes!", "--root", site)
	assay(t, "new", "article", "~ null", "--root", site)
	assay(t, "import", writeHostile(t, dir), "--root", site)
	for _, top := range []string{"site.yaml", "claims", "content"} {
		err := filepath.WalkDir(filepath.Join(site, top), func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			text, err := os.ReadFile(name)
			if header, _, _, found := doc.Split(text); filepath.Ext(name) == ".md" && !found.Failed() {
				text = header
			}
			written[filepath.ToSlash(strings.TrimPrefix(name, site))] = string(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(written) < 20 {
		t.Fatalf("only %d files were written", len(written))
	}
	given, err := json.Marshal(written)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(python, "-c", readAsPython)
	c.Stdin = bytes.NewReader(given)
	var problems bytes.Buffer
	c.Stderr = &problems
	answer, err := c.Output()
	if err != nil {
		t.Fatalf("PyYAML cannot read what was written: %v\n%s", err, problems.String())
	}
	var read map[string]struct {
		Texts  any
		Others []string
	}
	if err := json.Unmarshal(answer, &read); err != nil {
		t.Fatal(err)
	}
	for name, text := range written {
		node, _ := doc.ParseYAML([]byte(text), 1)
		if d := cmp.Diff(asTexts(node), read[name].Texts); d != "" {
			t.Errorf("%s is read otherwise (-assay +PyYAML):\n%s", name, d)
		}
		for _, other := range read[name].Others {
			if !strings.HasSuffix(other, " bool") && !strings.HasSuffix(other, " int") && !strings.HasSuffix(other, " float") {
				t.Errorf("%s:%s", name, other)
			}
			if key := strings.TrimSuffix(strings.TrimPrefix(other, "."), " bool"); strings.HasSuffix(other, " bool") && key != "draft" && key != "search" && key != "cards" && key != "embeds" && !strings.HasSuffix(key, ".first") {
				t.Errorf("%s:%s is a truth value", name, other)
			}
		}
	}
}

// pythonWithYAML returns a Python that has PyYAML. Without one the test is skipped, but not by the gate.
func pythonWithYAML(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(name, "-c", "import yaml").Run() == nil {
			return name
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("there is no Python with PyYAML; install python3-yaml")
	}
	t.Skip("there is no Python with PyYAML")
	return ""
}

// asTexts returns a node as JSON has it, with texts for all scalars.
func asTexts(n *doc.Node) any {
	switch n.Kind {
	case doc.Map:
		m := map[string]any{}
		for _, f := range n.Fields {
			m[f.Key] = asTexts(f.Value)
		}
		return m
	case doc.List:
		l := []any{}
		for _, item := range n.Items {
			l = append(l, asTexts(item))
		}
		return l
	case doc.Null:
		return ""
	default:
		return n.Text
	}
}

// writeHostile writes records whose texts mean something in YAML.
func writeHostile(t *testing.T, dir string) string {
	t.Helper()
	texts := []string{
		"no", "on", "Yes", "null", "~", "12:31", "1e3", "0x1F", "010", "1_000", "2017-01-02", "2017-01", ".inf", "-", "- a", "? b", ": c", "a: b", "a #b", "@x", "`x`", "%x", "&x", "*x", "!x", "|", ">",
		"[a", "{b", "'c", "\"d", "e, f", "a\nb", "tab\tx", "\\n", "\u0085x", "a\u2028b", "\ufeffx", "é: ü", "日本: 語", "🙂", "a\u200bb", "=", "<<", "y", "N", "1.5", "+1", "true", "x: y: z", "#tag", "end:", "'", "\"", "---", "...", "a - b", "https://e.test.invalid/a?b=c,d#e", "A-B?type=image",
	}
	var b bytes.Buffer
	for i, text := range texts {
		record := map[string]any{
			"@context": "https://schema.org", "@type": "ClaimReview", "url": "https://x.test.invalid/" + string(rune('a'+i%26)) + strings.Repeat("x", i/26) + "?q=" + text, "claimReviewed": text + " said so",
			"datePublished": "2020-01-01", "name": text, "author": map[string]any{"@type": "Organization", "name": text},
			"reviewRating": map[string]any{"@type": "Rating", "alternateName": text, "ratingExplanation": text, text: text},
			"itemReviewed": map[string]any{"@type": "Claim", "author": map[string]any{"name": text, "jobTitle": text}, "datePublished": "2019-01",
				"appearance": map[string]any{"@type": "CreativeWork", "url": "https://perma.test.invalid/A-B?type=image&x=" + text, "name": text}},
		}
		line, err := json.Marshal(record)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	name := filepath.Join(dir, "hostile.ndjson")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// assay runs a command, which must succeed.
func assay(t *testing.T, args ...string) {
	t.Helper()
	var out bytes.Buffer
	if code := cli.Main(args, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &out}); code != 0 {
		t.Fatalf("assay %s: exit code %d\n%s", strings.Join(args, " "), code, out.String())
	}
}
