package plan_test

import (
	"strings"
	"testing"

	"assay/generator/internal/digest"
	"assay/generator/internal/plan"
	"assay/generator/internal/site"
	"assay/generator/internal/theme"
)

func TestFilesForHosts(t *testing.T) {
	for host, want := range map[string]struct{ headers, redirects string }{
		"": {},
		"host: netlify\n": {`/ 'none'
/404.html 'none'
/assets/* cached
/claimants/* 'none'
/claims/* 'none'
/corrections/* 'none'
/data/* 'none' open
/embed/* *
/es/ 'none'
/es/claimants/* 'none'
/es/claims/* 'none'
/es/corrections/* 'none'
/es/embed/* *
/es/team/* 'none'
/es/verdicts/* 'none'
/old/* 'none'
/team/* 'none'
/verdicts/* 'none'
`, "/old/one/ /claims/one/ 301!\n"},
		"host: cloudflare\n": {"", "/old/one/ /claims/one/ 301\n"},
	} {
		s := resolved(t, map[string]string{
			"site.yaml":            "title: T\nbase_url: https://facts.example.org/\nembeds: true\nlanguages: [es]\n" + host,
			"content/team/desk.md": "---\nname: Desk\n---\n",
			"claims/one.md":        "---\nclaim: One.\nverdict: satire\nconclusion: So.\npublished: 2026-01-01\nauthors: [desk]\naliases: [/old/one/]\n---\nText.\n",
			"claims/one.es.md":     "---\nclaim: Uno.\nconclusion: Así.\n---\nTexto.\n",
		}, site.Options{Now: today()})
		maker := plan.Maker{Env: plan.Environment(s, nil), Closure: func(string) digest.Sum { return digest.Sum{} }}
		maker.Further = []plan.Maker{{Env: plan.Environment(s.Editions[0], nil), Closure: maker.Closure}}
		files := map[string]string{}
		for _, o := range maker.Make(s, []plan.Asset{{Asset: theme.Asset{Name: "style.css"}, URL: "/assets/style.0123456789.css"}}) {
			if strings.HasPrefix(o.Path, "_") {
				var b strings.Builder
				if err := o.WriteTo(&b); err != nil {
					t.Fatal(err)
				}
				files[o.Path] = b.String()
			}
		}
		if got := summed(files["_headers"]); want.headers != "" && got != want.headers || host == "" && len(files) > 0 {
			t.Errorf("%q gives\n%swant\n%s", host, got, want.headers)
		}
		if files["_redirects"] != want.redirects {
			t.Errorf("%q redirects\n%swant\n%s", host, files["_redirects"], want.redirects)
		}
	}
}

// summed says in a line what each rule has: who may frame, and what else.
func summed(headers string) string {
	var b strings.Builder
	for line := range strings.Lines(headers) {
		line = strings.TrimSuffix(line, "\n")
		switch value := strings.TrimSpace(line); {
		case !strings.HasPrefix(line, " "):
			b.WriteString("\n" + line)
		case strings.HasPrefix(value, "Content-Security-Policy: default-src 'none'; "):
			b.WriteString(" " + value[strings.LastIndex(value, " ")+1:])
		case strings.HasPrefix(value, "Cache-Control: public, max-age=31536000, immutable"):
			b.WriteString(" cached")
		case value == "Access-Control-Allow-Origin: *":
			b.WriteString(" open")
		case value != "X-Content-Type-Options: nosniff":
			b.WriteString(" ?" + value)
		}
	}
	return strings.Replace(strings.TrimPrefix(b.String(), "\n")+"\n", "/data/* open 'none'", "/data/* 'none' open", 1)
}
