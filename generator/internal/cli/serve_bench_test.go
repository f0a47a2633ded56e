package cli_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/spf13/afero"

	"assay/generator/internal/corpus"
)

// BenchmarkServe measures the program itself on sites of several sizes: how long it takes from its start to a first page and from a save
// to the new bytes, by median, what it does with a core while nothing happens, and the memory it takes.
func BenchmarkServe(b *testing.B) {
	for _, claims := range []int{1_000, 10_000, 100_000} {
		b.Run(strconv.Itoa(claims), func(b *testing.B) {
			dir := corpusFolder(b, claims)
			time.Sleep(2100 * time.Millisecond) // a scan reads the content of younger files every time
			b.Run("start", func(b *testing.B) {
				for b.Loop() {
					p := startServe(b, dir)
					p.page(b, "/claims/claim-000001/")
					b.StopTimer()
					p.stop(b)
					b.StartTimer()
				}
			})
			b.Run("edit", func(b *testing.B) {
				p := startServe(b, dir)
				name := filepath.Join(dir, filepath.FromSlash(corpus.ClaimPath(claims/2)))
				var took []time.Duration
				edit := 0
				for b.Loop() {
					edit++
					took = append(took, p.edit(b, name, fmt.Sprintf("Edit number %d.", edit), "/claims/"+strings.TrimSuffix(filepath.Base(name), ".md")+"/"))
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/median")
				b.ReportMetric(p.resident(b), "MB")
				p.stop(b)
			})
			b.Run("idle", func(b *testing.B) {
				p := startServe(b, dir)
				time.Sleep(3 * time.Second)
				before := p.cpu(b)
				const watched = 20 * time.Second
				for b.Loop() {
					time.Sleep(watched)
				}
				b.ReportMetric(100*(p.cpu(b)-before).Seconds()/watched.Seconds()/float64(b.N), "%CPU")
				p.stop(b)
			})
		})
	}
}

// corpusFolder writes a generated site into a folder, in memory where the system has one.
func corpusFolder(b *testing.B, claims int) string {
	b.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "assay-bench")
	if err != nil {
		dir = b.TempDir()
	}
	b.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := corpus.Write(afero.NewBasePathFs(afero.NewOsFs(), dir), corpus.Site(claims, 1)); err != nil {
		b.Fatal(err)
	}
	return dir
}

// served is a running preview.
type served struct {
	command *exec.Cmd
	base    string
}

// startServe runs the program and waits for its address.
func startServe(b *testing.B, dir string) *served {
	b.Helper()
	c := exec.CommandContext(b.Context(), "assay", "serve", "--port", "0", "--root", dir)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	return &served{command: c, base: strings.TrimSuffix(strings.TrimSpace(line), "/")}
}

func (p *served) stop(b *testing.B) {
	b.Helper()
	if err := p.command.Process.Signal(os.Interrupt); err != nil {
		b.Fatal(err)
	}
	if err := p.command.Wait(); err != nil {
		b.Fatal(err)
	}
}

func (p *served) page(b *testing.B, path string) []byte {
	b.Helper()
	r, err := http.Get(p.base + path)
	if err != nil {
		b.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		b.Fatal(path, r.StatusCode, err)
	}
	return body
}

// edit adds words to a file and tells how long it takes until the page has them. The page is asked for when a tab would.
func (p *served) edit(b *testing.B, name, words, path string) time.Duration {
	b.Helper()
	found := version.FindSubmatch(p.page(b, path))
	if found == nil {
		b.Fatal("the page has no version")
	}
	stream, err := http.Get(p.base + "/.assay/events?" + url.Values{"url": {path}, "version": {string(found[1])}}.Encode())
	if err != nil {
		b.Fatal(err)
	}
	defer stream.Body.Close()
	text, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	time.Sleep(100 * time.Millisecond) // as no two saves follow each other at once
	saved := time.Now()
	if err := os.WriteFile(name, append(text, "\n"+words+"\n"...), 0o644); err != nil {
		b.Fatal(err)
	}
	for lines := bufio.NewScanner(stream.Body); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "data: ") && bytes.Contains(p.page(b, path), []byte(words)) {
			return time.Since(saved)
		}
	}
	b.Fatal("the stream ended")
	return 0
}

// cpu is the processor time the program has taken. It is counted in hundredths of a second.
func (p *served) cpu(b *testing.B) time.Duration {
	b.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.command.Process.Pid))
	if err != nil {
		b.Skip(err)
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')'):]))
	user, _ := strconv.Atoi(fields[12])
	system, _ := strconv.Atoi(fields[13])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// resident is the largest memory the program had, in megabytes.
func (p *served) resident(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if err != nil {
		b.Skip(err)
	}
	for line := range strings.Lines(string(status)) {
		if rest, is := strings.CutPrefix(line, "VmHWM:"); is {
			n, _ := strconv.Atoi(strings.Fields(rest)[0])
			return float64(n) / 1000
		}
	}
	return 0
}
