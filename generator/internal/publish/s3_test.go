package publish_test

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"assay/generator/internal/publish"
)

const access, secret = "access-key", "secret-key-of-the-test"

// keys puts those of the test into the environment.
func keys(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", access)
	t.Setenv("AWS_SECRET_ACCESS_KEY", secret)
	t.Setenv("AWS_REGION", "us-east-1")
}

// fakeS3 starts a service in the test's own process.
func fakeS3(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(gofakes3.New(s3mem.New()).Server())
	t.Cleanup(s.Close)
	return s.URL
}

// versity starts the Versity S3 Gateway over a folder.
func versity(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("versitygw")
	if err != nil {
		const missing = "there is no versitygw, so that publishing to a server for S3 is not tested"
		if os.Getenv("CI") != "" {
			t.Fatal(missing)
		}
		t.Skip(missing)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	_ = listener.Close()
	dir := t.TempDir()
	for _, name := range []string{"data", "attributes"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	var said bytes.Buffer
	c := exec.Command(program, "--port", address, "--access", access, "--secret", secret, "posix", "--sidecar", filepath.Join(dir, "attributes"), filepath.Join(dir, "data"))
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
		if t.Failed() {
			t.Logf("%.5000s", said.String())
		}
	})
	for range 200 {
		if r, err := http.Get("http://" + address + "/"); err == nil {
			_ = r.Body.Close()
			return "http://" + address
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("versitygw does not answer")
	return ""
}

// bucketNumber makes names of buckets.
type bucketNumber struct{ n atomic.Int64 }

// place makes a bucket.
func (b *bucketNumber) place(t *testing.T, endpoint, folder string) (place, *minio.Client, string) {
	t.Helper()
	u, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	client, err := minio.New(u.Host, &minio.Options{Creds: credentials.NewStaticV4(access, secret, ""), Region: "us-east-1"})
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("facts-%d", b.n.Add(1))
	if err := client.MakeBucket(t.Context(), name, minio.MakeBucketOptions{}); err != nil {
		t.Fatal(err)
	}
	prefix := strings.TrimPrefix(folder+"/", "/")
	return place{
		open: func(t *testing.T) publish.Store {
			s, err := publish.OpenS3(t.Context(), publish.S3{Address: &url.URL{Scheme: "s3", Host: name, Path: "/" + folder}, Endpoint: endpoint})
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
		read: func(t *testing.T) map[string]string {
			all := map[string]string{}
			for o := range client.ListObjects(t.Context(), name, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
				if o.Err != nil {
					t.Fatal(o.Err)
				}
				key := strings.TrimPrefix(o.Key, prefix)
				if strings.HasPrefix(key, ".assay") || strings.HasSuffix(key, "/") {
					continue
				}
				in, err := client.GetObject(t.Context(), name, o.Key, minio.GetObjectOptions{})
				if err != nil {
					t.Fatal(err)
				}
				text, err := io.ReadAll(in)
				if err != nil {
					t.Fatal(err)
				}
				all[key] = string(text)
			}
			return all
		},
		write: func(t *testing.T, key, text string) {
			if _, err := client.PutObject(t.Context(), name, prefix+key, strings.NewReader(text), int64(len(text)), minio.PutObjectOptions{}); err != nil {
				t.Fatal(err)
			}
		},
	}, client, name
}

func TestPublishToABucket(t *testing.T) {
	keys(t)
	endpoint, number := fakeS3(t), &bucketNumber{}
	published(t, func(t *testing.T) place { p, _, _ := number.place(t, endpoint, ""); return p })
}

func TestPublishToAServerForS3(t *testing.T) {
	keys(t)
	endpoint, number := versity(t), &bucketNumber{}
	published(t, func(t *testing.T) place { p, _, _ := number.place(t, endpoint, "facts/site"); return p })
	t.Run("headers", func(t *testing.T) { headers(t, endpoint, number) })
	t.Run("wrong keys", func(t *testing.T) {
		_, _, name := number.place(t, endpoint, "")
		t.Setenv("AWS_SECRET_ACCESS_KEY", "wrong")
		_, err := publish.OpenS3(t.Context(), publish.S3{Address: &url.URL{Scheme: "s3", Host: name}, Endpoint: endpoint})
		if err == nil || !strings.Contains(err.Error(), "does not let in with these keys") {
			t.Errorf("%v", err)
		}
	})
	t.Run("no bucket", func(t *testing.T) {
		_, err := publish.OpenS3(t.Context(), publish.S3{Address: &url.URL{Scheme: "s3", Host: "nothing-there"}, Endpoint: endpoint})
		if err == nil || !strings.Contains(err.Error(), "there is no bucket nothing-there") {
			t.Errorf("%v", err)
		}
	})
}

// Every file has its type and how long it may be kept, and is put again where only that is another.
func headers(t *testing.T, endpoint string, number *bucketNumber) {
	p, client, name := number.place(t, endpoint, "")
	if _, err := publish.Publish(t.Context(), p.open(t), site(t, first()), quick()); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string][2]string{
		"index.html":        {"text/html; charset=utf-8", "public, max-age=0, must-revalidate"},
		"assets/site.1.css": {"text/css; charset=utf-8", "public, max-age=31536000, immutable"},
		"feed.xml":          {"application/atom+xml; charset=utf-8", "public, max-age=0, must-revalidate"},
		"cards/a.png":       {"image/png", "public, max-age=0, must-revalidate"},
	} {
		info, err := client.StatObject(t.Context(), name, key, minio.StatObjectOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]string{info.ContentType, info.Metadata.Get("Cache-Control")}; got != want {
			t.Errorf("%s has %q", key, got)
		}
	}
	s := site(t, first())
	for i := range s.Files {
		if s.Files[i].Path == "index.html" {
			s.Files[i].Cache = "public, max-age=60"
		}
	}
	diff, err := publish.Publish(t.Context(), p.open(t), s, quick())
	if err != nil || len(diff.Upload) != 1 {
		t.Errorf("%+v, %v", diff, err)
	}
}

// troubled stands before a service and does what a test wants to requests.
func troubled(t *testing.T, endpoint string, disturb func(w http.ResponseWriter, r *http.Request) bool) string {
	t.Helper()
	u, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(u)
		r.Out.Host = r.In.Host // it is signed
	}}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !disturb(w, r) {
			proxy.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func fails(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?><Error><Code>%s</Code><Message>It is so.</Message></Error>`, code)
}

// A service that answers with 503, breaks connections off and does not know conditional writes only costs time.
func TestBucketOfAServiceInTrouble(t *testing.T) {
	keys(t)
	var mu sync.Mutex
	var asked map[string]int // by request; nil while there is no trouble
	endpoint := troubled(t, fakeS3(t), func(w http.ResponseWriter, r *http.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case asked == nil || r.Method == http.MethodHead:
			return false
		case r.Header.Get("If-None-Match") != "":
			fails(w, http.StatusNotImplemented, "NotImplemented")
			return true
		}
		request := r.Method + r.URL.String()
		asked[request]++
		switch asked[request] {
		case 1:
			fails(w, http.StatusServiceUnavailable, "SlowDown")
		case 2:
			_, _ = io.CopyN(io.Discard, r.Body, 1)
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				_ = conn.Close()
			}
		default:
			return false
		}
		return true
	})
	trouble := func(now map[string]int) {
		mu.Lock()
		defer mu.Unlock()
		asked = now
	}
	p, _, _ := (&bucketNumber{}).place(t, endpoint, "")
	for _, files := range []map[string]string{first(), second()} {
		opt := quick()
		opt.Dead = 10 * time.Second
		trouble(map[string]int{})
		if _, err := publish.Publish(t.Context(), p.open(t), site(t, files), opt); err != nil {
			t.Fatal(err)
		}
		trouble(nil)
		if got := p.read(t); len(got) != len(files) || got["index.html"] != files["index.html"] {
			t.Errorf("there is %v", got)
		}
	}
}

func TestBucketThatIsFull(t *testing.T) {
	keys(t)
	full := atomic.Bool{}
	puts := atomic.Int64{}
	endpoint := troubled(t, fakeS3(t), func(w http.ResponseWriter, r *http.Request) bool {
		if full.Load() && r.Method == http.MethodPut && !strings.Contains(r.URL.Path, ".assay-") {
			puts.Add(1)
			fails(w, http.StatusInsufficientStorage, "XMinioStorageFull")
			return true
		}
		return false
	})
	p, _, _ := (&bucketNumber{}).place(t, endpoint, "")
	if _, err := publish.Publish(t.Context(), p.open(t), site(t, first()), quick()); err != nil {
		t.Fatal(err)
	}
	full.Store(true)
	_, err := publish.Publish(t.Context(), p.open(t), site(t, second()), quick())
	if err == nil || !strings.Contains(err.Error(), "no more room in the bucket") || puts.Load() > 2 {
		t.Errorf("asked %d times: %v", puts.Load(), err)
	}
	if got := p.read(t); got["index.html"] != "front 1" || got["claims/b/index.html"] != "b" {
		t.Errorf("there is %v", got)
	}
	full.Store(false)
	if _, err := publish.Publish(t.Context(), p.open(t), site(t, second()), quick()); err != nil {
		t.Error(err)
	}
}

func TestNoKeys(t *testing.T) {
	for _, name := range []string{"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY", "AWS_SECRET_KEY"} {
		t.Setenv(name, "")
	}
	t.Setenv("HOME", t.TempDir())
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(t.TempDir(), "none"))
	_, err := publish.OpenS3(t.Context(), publish.S3{Address: &url.URL{Scheme: "s3", Host: "facts"}, Endpoint: fakeS3(t)})
	if err == nil || !strings.Contains(err.Error(), "AWS_ACCESS_KEY_ID") {
		t.Errorf("%v", err)
	}
}
