// Package wayback asks the Wayback Machine of the Internet Archive for copies of pages: for those it has, and to make one.
//
// What it has is told by its look-up of availability (https://archive.org/help/wayback_api.php), which anybody may ask. A copy is made by Save Page Now 2
// (https://docs.google.com/document/d/1Nsv52MvSjbLb2PCpHlat0gkzw0EvtSgpKHu4mk0MnrA), which wants the keys of an account
// (https://archive.org/account/s3.php): a page is handed in and becomes a job, which is asked for until it is done.
//
// The address of a copy is made here, of the moment the service names and the page's own address; nothing else that it says is believed. What can go wrong is
// one of three: the service does not want this page ([Refusal]), it wants to be asked later ([Busy]), or it cannot be talked to, which is any other error.
package wayback

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"assay/generator/internal/fetch"
)

// Keys are those of an account.
type Keys struct{ Access, Secret string }

// Client asks the service. It is safe for concurrent use.
type Client struct {
	HTTP   *fetch.Client
	Keys   *Keys  // nil without an account
	Lookup string // the address of the look-up's service: https://archive.org
	Web    string // of copies, and of saving: https://web.archive.org
	Now    func() time.Time
}

// Copy is a page as it was at a moment.
type Copy struct {
	URL  string
	Made time.Time
}

// Refusal is that the service will not make a copy of a page.
type Refusal struct {
	Code    string // the service's, such as error:blocked-url
	Message string // in its words
}

func (r *Refusal) Error() string {
	return fmt.Sprintf("the Wayback Machine refuses it: %s", cmp.Or(r.Message, r.Code, "it does not say why"))
}

// Busy is that the service wants to be asked later.
type Busy struct {
	After time.Duration // 0 where it does not say when
}

func (b *Busy) Error() string {
	return "the Wayback Machine has too much to do; try again later"
}

// ErrKeys is that the service does not know the account.
var ErrKeys = errors.New("the Wayback Machine does not accept the keys; https://archive.org/account/s3.php shows yours")

// unreached says why nothing came from the service, without the address that was asked, which is long and not the page's.
type unreached struct{ err error }

func (u *unreached) Error() string {
	why := u.err.Error()
	if e := (*fetch.Error)(nil); errors.As(u.err, &e) {
		why = e.Why()
	}
	return "the Wayback Machine cannot be asked: " + why
}

func (u *unreached) Unwrap() error { return u.err }

// stamp is how the service writes a moment.
const stamp = "20060102150405"

// Closest gives the copy that was made closest to a moment, nil where there is none; with the zero time the newest.
func (c *Client) Closest(ctx context.Context, page string, to time.Time) (*Copy, error) {
	if to.IsZero() {
		to = c.Now()
	}
	query := url.Values{"url": {page}, "timestamp": {to.UTC().Format(stamp)}}
	var answer struct {
		Snapshots *struct {
			Closest *struct {
				Available bool   `json:"available"`
				Timestamp string `json:"timestamp"`
				Status    string `json:"status"`
			} `json:"closest"`
		} `json:"archived_snapshots"`
	}
	if err := c.ask(ctx, http.MethodGet, cmp.Or(c.Lookup, "https://archive.org")+"/wayback/available?"+query.Encode(), nil, &answer); err != nil {
		return nil, err
	}
	if answer.Snapshots == nil {
		return nil, errors.New("the Wayback Machine answers something that its look-up does not")
	}
	closest := answer.Snapshots.Closest
	if closest == nil || !closest.Available || closest.Status != "" && closest.Status != "200" {
		return nil, nil
	}
	return c.made(page, closest.Timestamp)
}

// made gives the copy of a page that was made at a moment.
func (c *Client) made(page, timestamp string) (*Copy, error) {
	at, err := time.Parse(stamp, timestamp)
	if err != nil {
		return nil, fmt.Errorf("the Wayback Machine names a moment that is none: %.40q", timestamp)
	}
	return &Copy{c.web() + "/web/" + timestamp + "/" + page, at}, nil
}

func (c *Client) web() string { return cmp.Or(c.Web, "https://web.archive.org") }

// Save hands in a page and gives the name of the job.
func (c *Client) Save(ctx context.Context, page string) (job string, err error) {
	form := url.Values{"url": {page}, "skip_first_archive": {"1"}}
	var answer reply
	if err := c.ask(ctx, http.MethodPost, c.web()+"/save", form, &answer); err != nil {
		return "", err
	}
	if err := answer.problem(); err != nil {
		return "", err
	}
	if !jobForm.MatchString(answer.Job) {
		return "", errors.New("the Wayback Machine takes the page and names no job")
	}
	return answer.Job, nil
}

// jobForm is what the name of a job looks like.
var jobForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]{0,99}$`)

// Saved asks for a job that makes a copy of a page; the copy is nil while it is under way.
func (c *Client) Saved(ctx context.Context, page, job string) (*Copy, error) {
	var answer reply
	if err := c.ask(ctx, http.MethodGet, c.web()+"/save/status/"+url.PathEscape(job), nil, &answer); err != nil {
		return nil, err
	}
	if err := answer.problem(); err != nil {
		return nil, err
	}
	switch answer.Status {
	case "pending":
		return nil, nil
	case "success":
		return c.made(page, answer.Timestamp)
	}
	return nil, fmt.Errorf("the Wayback Machine says of the job %.40q", answer.Status)
}

// reply is what Save Page Now answers.
type reply struct {
	Status    string `json:"status"`
	Code      string `json:"status_ext"`
	Message   string `json:"message"`
	Exception string `json:"exception"`
	Job       string `json:"job_id"`
	Timestamp string `json:"timestamp"`
}

// problem tells what is wrong, nil where nothing is.
func (r *reply) problem() error {
	if r.Status != "error" && (r.Code == "" || r.Job != "") {
		return nil
	}
	switch r.Code {
	case "error:user-session-limit", "error:celery", "error:no-browsers-available", "error:proxy-error", "error:capture-location-error", "error:job-failed":
		return &Busy{} // its own troubles; all others are about the page
	}
	return &Refusal{r.Code, oneLine(cmp.Or(r.Message, r.Exception))}
}

// oneLine bounds what a service says.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 200 {
		s = string(r[:200]) + "…"
	}
	return s
}

// ask sends a request, with the account's keys where saving is concerned, and reads the answer.
func (c *Client) ask(ctx context.Context, method, address string, form url.Values, into any) error {
	header := http.Header{"Accept": {"application/json"}}
	var body io.Reader
	if c.Keys != nil && strings.HasPrefix(address, c.web()+"/save") {
		header.Set("Authorization", "LOW "+c.Keys.Access+":"+c.Keys.Secret)
	}
	if form != nil {
		header.Set("Content-Type", "application/x-www-form-urlencoded")
		body = strings.NewReader(form.Encode())
	}
	answer, err := c.HTTP.Do(ctx, method, address, header, body)
	switch {
	case err != nil:
		return &unreached{err}
	case answer.Status == http.StatusUnauthorized:
		return ErrKeys
	case answer.Status == http.StatusTooManyRequests, answer.Status == http.StatusServiceUnavailable:
		after, _ := answer.RetryAfter(c.Now())
		return &Busy{after}
	case answer.Status >= 500:
		return fmt.Errorf("the Wayback Machine answers with status %d", answer.Status)
	}
	if err := json.Unmarshal(answer.Body, into); err != nil || answer.Cut {
		return fmt.Errorf("the Wayback Machine answers with status %d, and nothing that can be read", answer.Status)
	}
	return nil
}
