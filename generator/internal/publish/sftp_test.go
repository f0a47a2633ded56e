package publish_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"assay/generator/internal/publish"
)

// sshd is a server of OpenSSH that is the test's own.
type sshd struct {
	address, user   string
	identity, known string // files
	hostKey         ssh.PublicKey
}

// newKey makes a key and writes it to a file.
func newKey(t *testing.T, name string) ssh.PublicKey {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name+".pub", ssh.MarshalAuthorizedKey(key), 0o644); err != nil {
		t.Fatal(err)
	}
	return key
}

func startSSHD(t *testing.T) *sshd {
	t.Helper()
	program, err := exec.LookPath("sshd")
	if err != nil {
		if program = "/usr/sbin/sshd"; !exists(program) {
			const missing = "there is no sshd, so that publishing to one is not tested"
			if os.Getenv("CI") != "" {
				t.Fatal(missing)
			}
			t.Skip(missing)
		}
	}
	if os.Getuid() == 0 {
		_ = os.MkdirAll("/run/sshd", 0o755)
	}
	who, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	s := &sshd{user: who.Username, identity: filepath.Join(dir, "id"), known: filepath.Join(dir, "known_hosts")}
	newKey(t, s.identity)
	s.hostKey = newKey(t, filepath.Join(dir, "host"))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.address = listener.Addr().String()
	_ = listener.Close()
	host, port, _ := net.SplitHostPort(s.address)
	config := fmt.Sprintf("Port %s\nListenAddress %s\nHostKey %s\nAuthorizedKeysFile %s\nStrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin yes\nPasswordAuthentication no\nMaxStartups 100\nSubsystem sftp internal-sftp\n",
		port, host, filepath.Join(dir, "host"), s.identity+".pub")
	if err := os.WriteFile(filepath.Join(dir, "config"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	c := exec.Command(program, "-D", "-e", "-f", filepath.Join(dir, "config"))
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
		if t.Failed() {
			t.Log(said.String())
		}
	})
	for range 100 {
		if conn, err := net.Dial("tcp", s.address); err == nil {
			_ = conn.Close()
			s.know(t, s.address, s.hostKey)
			return s
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("sshd does not answer")
	return nil
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// know writes down whose key a server has.
func (s *sshd) know(t *testing.T, address string, key ssh.PublicKey) {
	t.Helper()
	if err := os.WriteFile(s.known, []byte(knownhosts.Line([]string{knownhosts.Normalize(address)}, key)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// to tells how to reach a folder.
func (s *sshd) to(address, dir string) publish.SFTP {
	return publish.SFTP{Address: &url.URL{Scheme: "sftp", Host: address, User: url.User(s.user), Path: dir}, Identity: s.identity, KnownHosts: s.known, Timeout: 2 * time.Second}
}

func (s *sshd) place(t *testing.T, address string) place {
	return diskPlace(filepath.Join(t.TempDir()), func(t *testing.T, dir string) publish.Store {
		store, err := publish.OpenSFTP(t.Context(), s.to(address, dir))
		if err != nil {
			t.Fatal(err)
		}
		return store
	})
}

func TestPublishOverSFTP(t *testing.T) {
	s := startSSHD(t)
	published(t, func(t *testing.T) place { return s.place(t, s.address) })
}

// cutter hands on to another address, and after some bytes breaks every connection, or lets it be silent.
func cutter(t *testing.T, to string, after int64, silent bool) (address string, cuts *atomic.Int64) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	cuts = &atomic.Int64{}
	var group sync.WaitGroup
	go func() {
		for {
			in, err := listener.Accept()
			if err != nil {
				return
			}
			out, err := net.Dial("tcp", to)
			if err != nil {
				_ = in.Close()
				continue
			}
			group.Go(func() { _, _ = io.Copy(in, out); _ = in.Close() })
			group.Go(func() {
				if n, _ := io.CopyN(out, in, after); n == after {
					cuts.Add(1)
					if silent {
						_, _ = io.Copy(io.Discard, in)
					}
				}
				_, _ = in.Close(), out.Close()
			})
		}
	}()
	t.Cleanup(func() { _ = listener.Close(); group.Wait() })
	return listener.Addr().String(), cuts
}

// A connection that breaks again and again only costs time.
func TestSFTPWithConnectionsThatBreak(t *testing.T) {
	for what, silent := range map[string]bool{"broken": false, "silent": true} {
		t.Run(what, func(t *testing.T) { overBadConnections(t, silent) })
	}
}

func overBadConnections(t *testing.T, silent bool) {
	s := startSSHD(t)
	address, cuts := cutter(t, s.address, 150_000, silent)
	s.know(t, address, s.hostKey)
	p := s.place(t, address)
	files := map[string]string{"index.html": "front"}
	for i := range 30 {
		files[fmt.Sprintf("claims/c%d/index.html", i)] = strings.Repeat(fmt.Sprint("text ", i), 2000)
	}
	opt := quick()
	opt.Pause = 10 * time.Millisecond
	opt.Dead = 10 * time.Second
	for try := 0; ; try++ {
		_, err := publish.Publish(t.Context(), p.open(t), site(t, files), opt)
		if err == nil {
			break
		}
		if try == 5 {
			t.Fatal(err)
		}
	}
	if got := p.read(t); len(got) != len(files) || got["claims/c7/index.html"] != files["claims/c7/index.html"] {
		t.Errorf("there are %d files", len(got))
	}
	if cuts.Load() == 0 {
		t.Error("no connection broke")
	}
}

func TestSFTPRefuses(t *testing.T) {
	s := startSSHD(t)
	dir := t.TempDir()
	wrongKey := filepath.Join(dir, "wrong")
	newKey(t, wrongKey)
	for what, c := range map[string]struct {
		change func(*publish.SFTP)
		says   string
	}{
		"a key that is not let in": {func(o *publish.SFTP) { o.Identity = wrongKey }, "does not let in with these keys"},
		"a server that is not known": {func(o *publish.SFTP) {
			o.KnownHosts = filepath.Join(dir, "nobody")
			if err := os.WriteFile(o.KnownHosts, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}, "the server is not known; if its key is SHA256:"},
		"a server with another key": {func(o *publish.SFTP) {
			o.KnownHosts = filepath.Join(dir, "others")
			other := newKey(t, filepath.Join(dir, "other"))
			if err := os.WriteFile(o.KnownHosts, []byte(knownhosts.Line([]string{s.address}, other)+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		}, "another key"},
		"no file of known servers": {func(o *publish.SFTP) { o.KnownHosts = filepath.Join(dir, "nothing") }, "ssh-keyscan 127.0.0.1"},
		"a key that is none":       {func(o *publish.SFTP) { o.Key = "something" }, "the key: "},
	} {
		opt := s.to(s.address, dir)
		c.change(&opt)
		store, err := publish.OpenSFTP(t.Context(), opt)
		if err == nil {
			_ = store.Close()
			t.Errorf("%s is taken", what)
		} else if !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", what, err)
		}
	}
	key, err := os.ReadFile(s.identity)
	if err != nil {
		t.Fatal(err)
	}
	opt := s.to(s.address, dir)
	opt.Identity, opt.Key = "", string(key)
	store, err := publish.OpenSFTP(t.Context(), opt)
	if err != nil {
		t.Fatalf("a key that is handed over: %v", err)
	}
	_ = store.Close()
}
