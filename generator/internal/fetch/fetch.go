package fetch

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"
)

// Options are what a client works with; where one is zero, the default counts.
type Options struct {
	UserAgent    string        // required: who asks, with an address where to complain
	AllowPrivate bool          // connect to any address
	Timeout      time.Duration // of a request with all its redirects and its body: 30 s
	MaxBytes     int64         // of a body: 4 MiB
	MaxRedirects int           // 10

	public   func(netip.Addr) bool // instead of isPublic, in tests
	resolver *net.Resolver         // instead of the system's, in tests
}

// Client asks for pages. It is safe for concurrent use.
type Client struct {
	opt  Options
	http *http.Client
}

// Answer is what came back.
type Answer struct {
	URL       string // of the page, after redirects
	Status    int
	Header    http.Header
	Body      []byte // at most as many bytes as allowed
	Cut       bool   // there was more
	Redirects []Redirect
}

// Redirect is a step on the way to a page.
type Redirect struct {
	Status   int
	From, To string
	Header   http.Header
}

// New makes a client.
func New(opt Options) *Client {
	opt.Timeout = cmp.Or(opt.Timeout, 30*time.Second)
	opt.MaxBytes = cmp.Or(opt.MaxBytes, 4<<20)
	opt.MaxRedirects = cmp.Or(opt.MaxRedirects, 10)
	if opt.public == nil {
		opt.public = isPublic
	}
	dialer := &net.Dialer{Timeout: 10 * time.Second, Resolver: opt.resolver}
	transport := &http.Transport{
		DialContext: dialer.DialContext, ForceAttemptHTTP2: true, MaxIdleConnsPerHost: 2, IdleConnTimeout: 30 * time.Second,
		TLSHandshakeTimeout: 10 * time.Second, MaxResponseHeaderBytes: 64 << 10,
	}
	if opt.AllowPrivate {
		transport.Proxy = http.ProxyFromEnvironment
	} else {
		dialer.ControlContext = opt.publicOnly
	}
	return &Client{opt, &http.Client{Transport: transport}}
}

// publicOnly refuses to connect to what is not public. The address is the one that is about to be connected to.
func (o Options) publicOnly(_ context.Context, _, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || !o.public(to.Addr()) {
		return failed(Private, "", "it leads to %s, which is not a public address; --allow-private allows that", address)
	}
	return nil
}

// Close ends the connections that are kept for more requests.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Get asks for a page. The error is an [Error], or that of the context.
func (c *Client) Get(ctx context.Context, address string) (*Answer, error) {
	return c.Do(ctx, http.MethodGet, address, nil, nil)
}

// Do sends a request with a body, which may be nil, and with some headers. They are sent to where the address leads, and not to where that leads.
func (c *Client) Do(ctx context.Context, method, address string, header http.Header, body io.Reader) (*Answer, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, failed(BadURL, address, "it is no address")
	}
	if err := c.check(u); err != nil {
		return nil, err
	}
	whole := ctx
	ctx, stop := context.WithTimeout(ctx, c.opt.Timeout)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return nil, failed(BadURL, address, "it is no address")
	}
	for name, values := range header {
		r.Header[name] = values
	}
	r.Header.Set("User-Agent", c.opt.UserAgent)
	answer := &Answer{}
	client := *c.http
	client.CheckRedirect = func(next *http.Request, before []*http.Request) error { return c.follow(next, before, header, answer) }
	response, err := client.Do(r)
	if err == nil {
		err = answer.take(response, c.opt.MaxBytes)
	}
	switch {
	case err == nil:
		return answer, nil
	case whole.Err() != nil:
		return nil, whole.Err()
	default:
		return nil, explained(err, cmp.Or(answer.URL, address))
	}
}

// check tells what is wrong with an address before anything is asked.
func (c *Client) check(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return failed(BadURL, u.Redacted(), "only http and https can be asked for")
	case u.Hostname() == "":
		return failed(BadURL, u.Redacted(), "it names no host")
	case u.User != nil:
		return failed(BadURL, u.Redacted(), "a user's name has no place in an address")
	}
	return nil
}

// follow looks at a redirect before it is followed.
func (c *Client) follow(next *http.Request, before []*http.Request, own http.Header, answer *Answer) error {
	from := before[len(before)-1].URL
	step := Redirect{From: from.String(), To: next.URL.String()}
	if next.Response != nil {
		step.Status, step.Header = next.Response.StatusCode, next.Response.Header
	}
	answer.Redirects = append(answer.Redirects, step)
	if len(answer.Redirects) > c.opt.MaxRedirects {
		return failed(Redirected, "", "it leads on more than %d times", c.opt.MaxRedirects)
	}
	if err := c.check(next.URL); err != nil {
		e := (*Error)(nil)
		errors.As(err, &e)
		return failed(Redirected, "", "it leads to %s: %s", e.URL, e.why)
	}
	next.Header.Del("Referer")
	if next.URL.Host != from.Host {
		for name := range own {
			next.Header.Del(name)
		}
	}
	return nil
}

// take reads what came.
func (a *Answer) take(r *http.Response, most int64) error {
	defer r.Body.Close()
	a.URL, a.Status, a.Header = r.Request.URL.String(), r.StatusCode, r.Header
	body, err := io.ReadAll(io.LimitReader(r.Body, most+1))
	if err != nil {
		return err
	}
	if int64(len(body)) > most {
		body, a.Cut = body[:most], true
	}
	a.Body = body
	return nil
}
