package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"assay/generator/internal/fetch"
)

func TestPublicAddresses(t *testing.T) {
	for address, public := range map[string]bool{
		"93.184.215.14": true, "8.8.8.8": true, "2606:2800:21f:cb07:6820:80da:af6b:8b2c": true, "64:ff9b::808:808": true, "2002:808:808::1": true,
		"172.15.0.1": true, "172.32.0.1": true, "100.128.0.1": true,
		"127.0.0.1": false, "127.1.2.3": false, "::1": false, "0.0.0.0": false, "0.1.2.3": false, "::": false,
		"10.0.0.1": false, "172.16.0.1": false, "172.31.255.255": false, "192.168.1.1": false, "fc00::1": false, "fd12::1": false,
		"169.254.169.254": false, "fe80::1": false, "fe80::1%eth0": false, "fec0::1": false, "100.64.0.1": false, "192.0.0.170": false,
		"192.0.2.1": false, "198.18.0.1": false, "198.51.100.1": false, "203.0.113.1": false, "240.0.0.1": false, "255.255.255.255": false,
		"224.0.0.1": false, "ff02::1": false, "2001:db8::1": false, "2001:0:1::1": false, "100::1": false, "3fff::1": false,
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::127.0.0.1": false, "::ffff:8.8.8.8": true,
		"64:ff9b::7f00:1": false, "64:ff9b::a00:1": false, "64:ff9b:1::1": false, "2002:7f00:1::": false, "2002:a9fe:a9fe::": false,
	} {
		if got := fetch.IsPublic(netip.MustParseAddr(address)); got != public {
			t.Errorf("%s is public: %v, want %v", address, got, public)
		}
	}
}

// first makes a client for which 127.0.0.1 is a public address, and no other on this machine.
func first(opt fetch.Options) *fetch.Client {
	opt.UserAgent = "test"
	return fetch.New(opt.WithNetwork(func(a netip.Addr) bool { return a == netip.MustParseAddr("127.0.0.1") }, nil))
}

// serve answers at an address of this machine.
func serve(t *testing.T, ip string, handler http.HandlerFunc) string {
	t.Helper()
	listener, err := net.Listen("tcp", ip+":0")
	if err != nil {
		t.Skip(err)
	}
	s := httptest.NewUnstartedServer(handler)
	s.Listener = listener
	s.Start()
	t.Cleanup(s.Close)
	return s.URL
}

func TestGet(t *testing.T) {
	base := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/old":
			http.Redirect(w, r, "/page", http.StatusMovedPermanently)
		case "/page":
			if r.UserAgent() != "test" || r.Referer() != "" || len(r.Cookies()) > 0 {
				t.Errorf("it says %v", r.Header)
			}
			http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
			fmt.Fprint(w, "words")
		default:
			http.NotFound(w, r)
		}
	})
	c := first(fetch.Options{})
	defer c.Close()
	for range 2 {
		a, err := c.Get(t.Context(), base+"/old")
		if err != nil {
			t.Fatal(err)
		}
		if string(a.Body) != "words" || a.Status != 200 || a.URL != base+"/page" || len(a.Redirects) != 1 || a.Cut ||
			a.Redirects[0].Status != 301 || a.Redirects[0].From != base+"/old" || a.Redirects[0].To != base+"/page" || a.Redirects[0].Header.Get("Location") != "/page" {
			t.Errorf("%+v", a)
		}
	}
	if a, err := c.Get(t.Context(), base+"/nothing"); err != nil || a.Status != 404 {
		t.Errorf("%v, %v", a, err)
	}
}

func TestWhatIsRefused(t *testing.T) {
	var asked atomic.Int64
	private := serve(t, "127.0.0.2", func(http.ResponseWriter, *http.Request) { asked.Add(1) })
	public := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		to := r.URL.Query().Get("to")
		if to == "itself" {
			to = r.URL.String()
		}
		http.Redirect(w, r, to, http.StatusFound)
	})
	leadsTo := func(address string) string { return public + "/?" + url.Values{"to": {address}}.Encode() }
	c := first(fetch.Options{})
	defer c.Close()
	for what, test := range map[string]struct {
		address string
		kind    fetch.Kind
		says    string
	}{
		"a private address":        {private, fetch.Private, "127.0.0.2"},
		"another spelling":         {strings.Replace(private, "127.0.0.2", "[::ffff:127.0.0.2]", 1), fetch.Private, "--allow-private"},
		"a redirect to it":         {leadsTo(private), fetch.Private, private + ": it leads to 127.0.0.2"},
		"a redirect to a file":     {leadsTo("file:///etc/passwd"), fetch.Redirected, "only http and https"},
		"a redirect with a user":   {leadsTo("http://u:secret@127.0.0.1/"), fetch.Redirected, "a user's name"},
		"redirects without an end": {leadsTo("itself"), fetch.Redirected, "more than 10 times"},
		"a file":                   {"file:///etc/passwd", fetch.BadURL, "only http and https"},
		"an address with a user":   {"http://u:secret@127.0.0.1/", fetch.BadURL, "a user's name"},
		"no host":                  {"http:///x", fetch.BadURL, "no host"},
		"no address":               {"http://[::1", fetch.BadURL, "no address"},
		"a host that is not there": {"http://nowhere.invalid/", fetch.NoHost, "no host called nowhere.invalid"},
	} {
		t.Run(what, func(t *testing.T) {
			a, err := c.Get(t.Context(), test.address)
			if err == nil {
				t.Fatalf("it is answered: %+v", a)
			}
			if kind := fetch.KindOf(err); kind != test.kind && !(test.kind == fetch.NoHost && kind == fetch.Unreached) {
				t.Errorf("%v is %q, want %q", err, kind, test.kind)
			}
			if test.kind != fetch.NoHost && !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "secret") {
				t.Errorf("it says %q", err)
			}
		})
	}
	if asked.Load() > 0 {
		t.Error("a private address was asked")
	}
	open := fetch.New(fetch.Options{UserAgent: "test", AllowPrivate: true})
	defer open.Close()
	if _, err := open.Get(t.Context(), leadsTo(private)); err != nil || asked.Load() != 1 {
		t.Errorf("allowed, it ends in %v", err)
	}
}

// A name that leads to a public address when it is looked at, and to a private one when it is connected to.
func TestNamesThatLeadElsewhereTheSecondTime(t *testing.T) {
	var asked atomic.Int64
	private := serve(t, "127.0.0.2", func(http.ResponseWriter, *http.Request) { asked.Add(1) })
	port := private[strings.LastIndex(private, ":"):]
	for _, answers := range [][]string{{"127.0.0.1", "127.0.0.2"}, {"127.0.0.2"}} {
		names := &rebinding{answers: answers}
		c := fetch.New(fetch.Options{UserAgent: "test"}.WithNetwork(func(a netip.Addr) bool { return a == netip.MustParseAddr("127.0.0.1") }, names.resolver(t)))
		for range 3 {
			if _, err := c.Get(t.Context(), "http://rebound.example"+port+"/"); err == nil {
				t.Error("it is answered")
			}
		}
		c.Close()
		if names.asked.Load() == 0 {
			t.Fatal("nobody looked the name up")
		}
	}
	if asked.Load() > 0 {
		t.Error("a private address was asked")
	}
}

// rebinding is a name server that answers every time with the next address, and then with the last.
type rebinding struct {
	answers []string
	asked   atomic.Int64
}

func (b *rebinding) resolver(t *testing.T) *net.Resolver {
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	go func() {
		buf := make([]byte, 512)
		for {
			n, from, err := server.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) == 0 {
				continue
			}
			m.Response, m.Additionals = true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				at := min(int(b.asked.Add(1)), len(b.answers)) - 1
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class},
					Body: &dnsmessage.AResource{A: netip.MustParseAddr(b.answers[at]).As4()}}}
			}
			if packed, err := m.Pack(); err == nil {
				_, _ = server.WriteTo(packed, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}

func TestBodiesAreCut(t *testing.T) {
	bomb := make([]byte, 64<<20)
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write(bomb)
	_ = w.Close()
	base := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/gzip" {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(packed.Bytes())
			return
		}
		for range 1000 {
			if _, err := w.Write(bomb[:1000]); err != nil {
				return
			}
		}
	})
	c := first(fetch.Options{MaxBytes: 100_000})
	defer c.Close()
	for _, path := range []string{"/long", "/gzip"} {
		a, err := c.Get(t.Context(), base+path)
		if err != nil || len(a.Body) != 100_000 || !a.Cut {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestServersThatTakeTheirTime(t *testing.T) {
	base := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/drip" {
			for r.Context().Err() == nil {
				fmt.Fprint(w, ".")
				_ = http.NewResponseController(w).Flush()
				time.Sleep(5 * time.Millisecond)
			}
		}
		<-r.Context().Done()
	})
	c := first(fetch.Options{Timeout: 100 * time.Millisecond})
	defer c.Close()
	for _, path := range []string{"/nothing", "/drip"} {
		if _, err := c.Get(t.Context(), base+path); fetch.KindOf(err) != fetch.Slow {
			t.Errorf("%s: %v", path, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Get(ctx, base); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted, it says %v", err)
	}
}

func TestWhatIsNoAnswer(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	go func() {
		for {
			c, err := silent.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(c, "220 mail.example ESMTP\r\n")
			_ = c.Close()
		}
	}()
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	defer secure.Close()
	c := first(fetch.Options{})
	defer c.Close()
	for address, want := range map[string]fetch.Kind{
		"http://" + silent.Addr().String(): fetch.Unreached,
		"http://127.0.0.1:1/":              fetch.Unreached,
		secure.URL:                         fetch.Untrusted,
	} {
		if _, err := c.Get(t.Context(), address); fetch.KindOf(err) != want {
			t.Errorf("%s: %v is %q, want %q", address, err, fetch.KindOf(err), want)
		}
	}
}

// What is said to a server, such as a key, is not said to where that leads.
func TestHeadersAreForOneHost(t *testing.T) {
	other := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.Header.Get("Authorization"), r.Header.Get("X-Key"))
	})
	base := serve(t, "127.0.0.1", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Key") != "secret" {
			t.Error("the key is missing")
		}
		http.Redirect(w, r, other, http.StatusFound)
	})
	c := first(fetch.Options{})
	defer c.Close()
	a, err := c.Do(t.Context(), http.MethodGet, base, http.Header{"Authorization": {"LOW a:b"}, "X-Key": {"secret"}}, nil)
	if err != nil || len(a.Body) > 0 {
		t.Errorf("%v; the other host is told %q", err, a.Body)
	}
}
