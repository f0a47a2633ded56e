package reader

import (
	"os"
	"path/filepath"
	"testing"
)

// axeRun gives each violation with the first element it is about.
const axeRun = `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((result) => {
	if (result.passes.length < 10) return ["axe has looked at nothing"];
	return result.violations.map((v) => v.id + ": " + v.help + ", " + v.nodes.length + " ×: " + v.nodes[0].target.join(" ") + " " + v.nodes[0].html);
})`

func TestNoPageHasABarrierThatAxeKnows(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join(judges(t), "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	for name, how := range map[string]setting{
		"light": desktop.with("prefers-color-scheme", "light"),
		"dark":  phone.with("prefers-color-scheme", "dark"),
	} {
		t.Run(name, func(t *testing.T) {
			visitAll(t, how, func(v *view) {
				v.Run(string(axe) + "; undefined")
				v.report(axeRun)
			})
		})
	}
}
