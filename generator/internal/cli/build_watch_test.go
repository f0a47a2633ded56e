package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// public tells whether a page that was written has some text.
func (w *watching) public(page, text string) func() bool {
	return func() bool {
		data, err := os.ReadFile(filepath.Join(w.dir, "public", page))
		return err == nil && strings.Contains(string(data), text)
	}
}

func TestBuildWatchKeepsPublicAsItShouldBe(t *testing.T) {
	w := watch(t, "build", "--watch")
	w.until("a site", w.public("claims/moon/index.html", "It is rock"))
	w.until("a summary", func() bool { return strings.Contains(w.printed(), " written, 0 removed, 0 unchanged in ") })

	w.replace("claims/moon.md", "It is rock", "It is basalt")
	w.until("the new text", w.public("claims/moon/index.html", "It is basalt"))
	w.until("a line for it", func() bool { return strings.Contains(w.printed(), " claims/moon.md changed: ") })

	w.replace("claims/moon.md", "verdict:", "verdikt:")
	w.replace("claims/sun.md", "conclusion: ", "conclusion: Certainly. ")
	w.until("an error", func() bool {
		return strings.Contains(w.complained(), "verdikt") && strings.Contains(w.printed(), "nothing was written")
	})
	if w.public("claims/sun/index.html", "Certainly")() {
		t.Error("a site with errors was written")
	}
	w.replace("claims/moon.md", "verdikt:", "verdict:")
	w.until("both edits", w.public("claims/sun/index.html", "Certainly"))

	if err := os.Remove(filepath.Join(w.dir, "claims/moon.md")); err != nil {
		t.Fatal(err)
	}
	w.until("an end of the page", func() bool {
		_, err := os.Stat(filepath.Join(w.dir, "public/claims/moon"))
		return os.IsNotExist(err)
	})
	if err := os.RemoveAll(filepath.Join(w.dir, "public")); err != nil {
		t.Fatal(err)
	}
	w.replace("claims/sun.md", "Certainly", "Of course")
	w.until("the whole site again", w.public("index.html", "<h1"))
	w.end()
}

func TestBuildWatchStrictlyWritesNoWarnings(t *testing.T) {
	w := watch(t, "build", "--watch", "--strict")
	w.until("a site", w.public("claims/moon/index.html", "It is rock"))
	w.replace("claims/moon.md", "It is rock", "It is basalt")
	w.until("the new text", w.public("claims/moon/index.html", "It is basalt"))
	w.replace("claims/moon.md", "sources:", "sources:\n  - {id: idle, title: Never cited}")
	w.until("a warning", func() bool {
		return strings.Contains(w.complained(), "idle") && strings.Contains(w.printed(), "nothing was written")
	})
	w.end()
}

func TestBuildWatchTakesNoFormat(t *testing.T) {
	w := watch(t, "build", "--watch", "--format", "json")
	if code := <-w.ended; code != 2 {
		t.Errorf("it ended with %d", code)
	}
}
