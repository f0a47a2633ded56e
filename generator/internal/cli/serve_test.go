package cli_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"assay/generator/internal/cli"
)

// watching is a command that goes on in a site's folder until it is stopped.
type watching struct {
	t     *testing.T
	dir   string
	stop  context.CancelFunc
	ended chan int

	mu        sync.Mutex
	out, errs strings.Builder
	address   string // what serve prints first
}

// watch starts a command in a copy of testdata/site.
func watch(t *testing.T, args ...string) *watching {
	t.Helper()
	return watchIn(t, siteCopy(t), args...)
}

// siteCopy is a folder with what testdata/site holds.
func siteCopy(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/site")); err != nil {
		t.Fatal(err)
	}
	return dir
}

func watchIn(t *testing.T, dir string, args ...string) *watching {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	w := &watching{t: t, dir: dir, stop: stop, ended: make(chan int, 1)}
	args = append(args, "--root", dir, "--clock", "2026-06-01")
	out, errs := w.collect(&w.out), w.collect(&w.errs)
	go func() {
		w.ended <- cli.Run(ctx, args, cli.Streams{Out: out, Err: errs})
		_ = out.Close()
		_ = errs.Close()
	}()
	t.Cleanup(stop)
	return w
}

// serve starts a preview and waits for its address.
func serve(t *testing.T, args ...string) *watching {
	t.Helper()
	w := watch(t, append([]string{"serve", "--port", "0"}, args...)...)
	w.start()
	return w
}

func (w *watching) start() {
	w.t.Helper()
	w.until("an address", func() bool {
		line, _, ok := strings.Cut(w.printed(), "\n")
		w.address = strings.TrimSuffix(line, "/")
		return ok && strings.HasPrefix(line, "http://")
	})
}

// said is where a command prints. It must not print nothing, which many readers do not bear for long.
type said struct {
	*io.PipeWriter
	t *testing.T
}

func (s said) Write(text []byte) (int, error) {
	if len(text) == 0 {
		s.t.Error("the command prints nothing")
	}
	return s.PipeWriter.Write(text)
}

func (w *watching) collect(into *strings.Builder) io.WriteCloser {
	r, in := io.Pipe()
	go func() {
		for lines := bufio.NewReader(r); ; {
			line, err := lines.ReadString('\n')
			w.mu.Lock()
			into.WriteString(line)
			w.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	return said{in, w.t}
}

func (w *watching) printed() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.out.String()
}

func (w *watching) complained() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.errs.String()
}

// until waits for something to become true.
func (w *watching) until(what string, is func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(15 * time.Second); !is(); time.Sleep(5 * time.Millisecond) {
		select {
		case code := <-w.ended:
			w.ended <- code
			if is() {
				return
			}
			w.t.Fatalf("the command ended with %d before there was %s:\n%s%s", code, what, w.printed(), w.complained())
		default:
		}
		if time.Now().After(deadline) {
			w.t.Fatalf("there never was %s:\n%s%s", what, w.printed(), w.complained())
		}
	}
}

func (w *watching) write(name, text string) {
	w.t.Helper()
	name = filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

func (w *watching) remove(name string) {
	w.t.Helper()
	if err := os.Remove(filepath.Join(w.dir, filepath.FromSlash(name))); err != nil {
		w.t.Fatal(err)
	}
}

func (w *watching) read(name string) string {
	w.t.Helper()
	data, err := os.ReadFile(filepath.Join(w.dir, filepath.FromSlash(name)))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(data)
}

// replace edits a file.
func (w *watching) replace(name, old, new string) {
	w.t.Helper()
	text := w.read(name)
	if !strings.Contains(text, old) {
		w.t.Fatalf("%s has no %q", name, old)
	}
	w.write(name, strings.Replace(text, old, new, 1))
}

// get fetches a page; with no answer its status is 0.
func (w *watching) get(path string) (status int, body string) {
	r, err := http.Get(w.address + path)
	if err != nil {
		return 0, err.Error()
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return 0, err.Error()
	}
	return r.StatusCode, string(data)
}

// shows waits until a page has some text.
func (w *watching) shows(path string, status int, text string) {
	w.t.Helper()
	var got int
	var body string
	defer func() {
		if w.t.Failed() {
			w.t.Logf("%s answers %d:\n%s", path, got, body)
		}
	}()
	w.until(path+" with "+text, func() bool {
		got, body = w.get(path)
		return got == status && strings.Contains(body, text)
	})
}

// end stops the command as Ctrl+C does.
func (w *watching) end() {
	w.t.Helper()
	w.stop()
	if code := <-w.ended; code != 0 {
		w.t.Errorf("it ended with %d:\n%s", code, w.complained())
	}
}

func TestServeShowsEditsErrorsAndTheirEnd(t *testing.T) {
	w := serve(t)
	w.shows("/claims/moon/", 200, "It is rock")
	if _, err := os.Stat(filepath.Join(w.dir, "public")); err == nil {
		t.Error("serve writes into public")
	}

	w.replace("claims/moon.md", "It is rock", "It is basalt")
	w.shows("/claims/moon/", 200, "It is basalt")
	w.until("a line for it", func() bool { return strings.Contains(w.printed(), " claims/moon.md changed: ") })

	w.replace("claims/moon.md", "authors: [desk]", "authors: [desk]\nverdikt: false")
	w.shows("/claims/moon/", 200, "verdikt")
	w.shows("/claims/sun/", 200, "verdikt")
	w.until("the diagnostic on the terminal", func() bool { return strings.Contains(w.complained(), `unknown key "verdikt"`) })
	w.replace("claims/moon.md", "verdikt: false\n", "")
	w.until("an end of the errors", func() bool { _, body := w.get("/claims/sun/"); return !strings.Contains(body, "verdikt") })

	w.remove("claims/moon.md")
	w.shows("/claims/moon/", 404, "not found")
	w.until("a line for it", func() bool { return strings.Contains(w.printed(), " claims/moon.md is gone: ") })
	w.end()
}

func TestServeRecoversFromAFirstBuildThatFails(t *testing.T) {
	dir := siteCopy(t)
	if err := os.WriteFile(filepath.Join(dir, "site.yaml"), []byte("titel: Facts\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	w := watchIn(t, dir, "serve", "--port", "0")
	w.start()
	w.shows("/claims/moon/", 503, "titel")
	w.write("site.yaml", "title: Facts\n")
	w.shows("/claims/moon/", 200, "It is rock")
	w.end()
}

func TestServeIsUnderThePathOfTheBaseURL(t *testing.T) {
	w := serve(t, "--base-url", "https://example.org/repo/")
	if !strings.HasSuffix(w.address, "/repo") {
		t.Errorf("the address is %s", w.address)
	}
	w.shows("/claims/moon/", 200, `href="/repo/claims/"`)
	w.shows("/claims/moon/", 200, `href="https://example.org/repo/claims/moon/"`)
	w.end()
}

func TestServeTellsWhereTheSiteHasMoved(t *testing.T) {
	w := serve(t)
	w.write("site.yaml", w.read("site.yaml")+"\nbase_url: https://example.org/moved/\n")
	w.until("another address", func() bool { return strings.Contains(w.printed(), "\n"+w.address+"/moved/\n") })
	w.shows("/moved/claims/moon/", 200, "It is rock")
	w.end()
}

func TestServeSaysThatItsFolderIsAnotherNow(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a folder in use cannot be moved there")
	}
	w := serve(t)
	if err := os.Rename(w.dir, w.dir+".old"); err != nil {
		t.Fatal(err)
	}
	w.until("a line", func() bool { return strings.Contains(w.printed(), w.dir+" was moved, removed or replaced") })
	w.shows("/", 200, "<h1")
	w.end()
}

func TestServeShowsDraftsUnlessToldNotTo(t *testing.T) {
	draft := func(w *watching) { w.replace("claims/moon.md", "claimant: ann", "claimant: ann\ndraft: true") }
	with := serve(t)
	draft(with)
	with.shows("/claims/moon/", 200, "Draft")
	with.end()
	without := serve(t, "--drafts=false")
	draft(without)
	without.shows("/claims/moon/", 404, "")
	without.end()
}

func TestServeTakesTheNextFreePort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	taken := l.Addr().String()
	_, port, _ := net.SplitHostPort(taken)
	w := watch(t, "serve", "--port", port)
	w.start()
	if strings.HasSuffix(w.address, taken) {
		t.Errorf("it is at %s", w.address)
	}
	w.shows("/", 200, "<h1")
	w.end()
}

func TestServeWarnsWhoeverOpensItToOthers(t *testing.T) {
	w := serve(t, "--bind", "0.0.0.0")
	if !strings.HasPrefix(w.address, "http://127.0.0.1:") || !strings.Contains(w.complained(), "warning: everybody who can reach") {
		t.Errorf("%s\n%s", w.address, w.complained())
	}
	w.shows("/", 200, "<h1")
	w.end()
	for _, bind := range []string{"127.0.0.1", "localhost"} {
		own := serve(t, "--bind", bind)
		own.shows("/", 200, "<h1")
		own.end()
		if own.complained() != "" {
			t.Errorf("on %s, it says %s", bind, own.complained())
		}
	}
}

func TestServeCannotListenWhereItMayNot(t *testing.T) {
	w := watch(t, "serve", "--bind", "192.0.2.1")
	if code := <-w.ended; code != 2 {
		t.Errorf("it ended with %d", code)
	}
	w.ended <- 2
	w.until("a reason", func() bool { return strings.Contains(w.complained(), "192.0.2.1") })
}

func TestServeOpensABrowser(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere it is not xdg-open")
	}
	dir := t.TempDir()
	script := "#!/bin/sh\necho \"$1\" > " + filepath.Join(dir, "asked.tmp") + "\nmv " + filepath.Join(dir, "asked.tmp") + " " + filepath.Join(dir, "asked") + "\n"
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(filepath.ListSeparator)+os.Getenv("PATH"))
	w := serve(t, "--open")
	w.until("a browser", func() bool {
		asked, err := os.ReadFile(filepath.Join(dir, "asked"))
		return err == nil && strings.TrimSpace(string(asked)) == w.address+"/"
	})
	w.end()
}

func TestServeQuietlyPrintsItsAddressAndErrors(t *testing.T) {
	w := serve(t, "--quiet")
	w.replace("claims/moon.md", "It is rock", "It is basalt")
	w.shows("/claims/moon/", 200, "It is basalt")
	w.replace("claims/moon.md", "verdict:", "verdikt:")
	w.until("an error", func() bool { return strings.Contains(w.complained(), "verdikt") })
	if printed := w.printed(); strings.Count(printed, "\n") != 1 {
		t.Errorf("it printed %s", printed)
	}
	w.end()
}

// process is a preview that is a process of its own.
type process struct {
	*exec.Cmd
	dir, address string
	out          io.Closer
	errs         strings.Builder
}

// startProcess starts one in a copy of testdata/site, and waits for its address.
func startProcess(t *testing.T) *process {
	t.Helper()
	dir := siteCopy(t)
	p := &process{Cmd: exec.CommandContext(t.Context(), "assay", "serve", "--port", "0", "--root", dir), dir: dir}
	p.Stderr = &p.errs
	out, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.out = out
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	p.address = strings.TrimSpace(line)
	return p
}

// ends tells the process to end, and sees that it does.
func (p *process) ends(t *testing.T, signal os.Signal) {
	t.Helper()
	if err := p.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- p.Wait() }()
	select {
	case err := <-ended:
		if err != nil || p.errs.String() != "" {
			t.Errorf("it ended with %v: %s", err, p.errs.String())
		}
	case <-time.After(10 * time.Second):
		t.Error("it goes on")
	}
}

// With a page listening and another that never finished its request.
func TestServeEndsAtOnceWhenTold(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no such signals")
	}
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			p := startProcess(t)
			events, err := http.Get(p.address + ".assay/events?url=/&version=")
			if err != nil {
				t.Fatal(err)
			}
			defer events.Body.Close()
			half, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(p.address, "http://"), "/"))
			if err != nil {
				t.Fatal(err)
			}
			defer half.Close()
			if _, err := io.WriteString(half, "GET / HTTP/1.1\r\n"); err != nil {
				t.Fatal(err)
			}
			p.ends(t, signal)
		})
	}
}

func TestServeGoesOnWhenNobodyReadsWhatItPrints(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no such signals")
	}
	p := startProcess(t)
	if err := p.out.Close(); err != nil {
		t.Fatal(err)
	}
	w := &watching{t: t, dir: p.dir, address: strings.TrimSuffix(p.address, "/")}
	for _, word := range []string{"basalt", "granite", "sand"} { // a line is printed after each is shown
		w.write("content/about.md", "---\ntitle: About\n---\n"+word+"\n")
		w.shows("/about/", 200, word)
	}
	p.ends(t, os.Interrupt)
}
