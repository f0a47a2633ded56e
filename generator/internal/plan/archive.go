package plan

import (
	"slices"

	"assay/generator/internal/digest"
	"assay/generator/internal/id"
	"assay/generator/internal/message"
	"assay/generator/internal/site"
)

// part is one page of an archive.
type part[T any] struct {
	address string
	items   []T // newest first
	pager   Pager
}

// cut cuts a list, oldest first, into parts of a size that never change again, and the newest, between one and two parts
// long.
func cut[T any](items []T, size int) (full [][]T, newest []T) {
	n := max(0, len(items)/size-1)
	for part := range n {
		full = append(full, items[part*size:(part+1)*size])
	}
	return full, items[n*size:]
}

// archive cuts a list, oldest first, into pages that stay as they are once full.
func archive[T any](list string, items []T, perPage int) []part[T] {
	full, newest := cut(items, perPage)
	address := func(n int) string { return list + "page/" + itoa(n) + "/" }
	parts := []part[T]{{address: list, items: reversed(newest)}}
	if len(full) > 0 {
		parts[0].pager.Older = address(len(full))
	}
	for i, items := range full {
		n := i + 1
		old := part[T]{address: address(n), items: reversed(items), pager: Pager{Number: n, Newest: list}}
		if n > 1 {
			old.pager.Older = address(n - 1)
		}
		parts = append(parts, old)
	}
	return parts
}

// title tells pages of an archive apart.
func (a part[T]) title(texts *message.Catalogue, list string) string {
	if a.newest() {
		return list
	}
	return texts.Text("list.page", "list", list, "n", texts.Number(a.pager.Number))
}

// newest tells the list's own page from the old ones.
func (a part[T]) newest() bool { return a.pager.Number == 0 }

func (p Pager) add(h *digest.Hasher) {
	h.Int(int64(p.Number))
	h.String(p.Older)
	h.String(p.Newest)
}

// claimsOf adds what a page of an archive of claims shows.
func (p *planner) claimsOf(a part[*site.Claim]) func(*digest.Hasher) {
	return func(h *digest.Hasher) {
		p.heads(h, a.items)
		a.pager.add(h)
	}
}

// list plans a page of an archive of claims, of which the newest has a text beside them, or takes it as it was planned before.
func (p *planner) list(a part[*site.Claim], beside text, plan func(*planner)) {
	claims := a.items
	if a.newest() && beside.body != nil {
		for _, ref := range beside.body.Claims {
			claims = append(claims, beside.mentions[id.ID(ref.ID)])
		}
	}
	p.part("list", a.address, claims, plan)
}

func tail[T any](s []T, n int) []T { return s[max(0, len(s)-n):] }

func reversed[T any](s []T) []T {
	r := slices.Clone(s)
	slices.Reverse(r)
	return r
}
