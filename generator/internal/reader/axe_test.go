package reader

import (
	"os"
	"path/filepath"
	"testing"
)

// axeRun gives each violation with the first element it is about.
const axeRun = `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((result) => {
	if (result.passes.length < 10) return ["axe has looked at nothing"];
	return result.violations.map((v) =>
		v.id + ": " + v.help + ", " + v.nodes.length + " ×: " + v.nodes[0].target.join(" ") + " " + v.nodes[0].html);
})`

// axeScript is the script of axe-core; nothing where there is none, but on a build server.
func axeScript(t *testing.T) string {
	t.Helper()
	dir := judges(t)
	if dir == "" {
		return ""
	}
	script, err := os.ReadFile(filepath.Join(dir, "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(script)
}

func (v *view) hasNoBarrier() {
	v.t.Helper()
	v.report(axeRun)
}
