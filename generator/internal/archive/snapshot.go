package archive

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"assay/generator/internal/fetch"
	"assay/generator/internal/links"
	"assay/generator/internal/warc"
)

// Snapshot asks for a page and gives it as a web archive, with the answers that led to it. What the page itself loads, such as pictures, is not in it. A page that is not
// there, says that nothing was found or is larger than the client reads is an error: a copy of that would be no evidence.
func Snapshot(ctx context.Context, client *fetch.Client, address, software string, now func() time.Time) (content []byte, captured time.Time, err error) {
	captured = now().UTC().Truncate(time.Second)
	answer, err := client.Get(ctx, address)
	if err != nil {
		return nil, captured, err
	}
	if state, why := links.WhatIsThere(address, answer); state != links.Fine {
		if why == "" {
			why = fmt.Sprintf("it answers with status %d", answer.Status)
		}
		return nil, captured, fmt.Errorf("%s: %s", state, why)
	}
	if answer.Cut {
		return nil, captured, fmt.Errorf("it is larger than the %d MB that are kept", len(answer.Body)>>20)
	}
	var b bytes.Buffer
	w, err := warc.NewWriter(&b, software, captured)
	if err != nil {
		return nil, captured, err
	}
	responses := make([]warc.Response, 0, len(answer.Redirects)+1)
	for _, r := range answer.Redirects {
		responses = append(responses, warc.Response{URL: r.From, Status: r.Status, Header: r.Header})
	}
	responses = append(responses, warc.Response{URL: answer.URL, Status: answer.Status, Header: answer.Header, Body: answer.Body})
	for _, r := range responses {
		if err := w.Add(r); err != nil {
			return nil, captured, err
		}
	}
	return b.Bytes(), captured, nil
}
