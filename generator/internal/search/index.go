package search

import (
	"encoding/hex"
	"encoding/json"
	"io"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"assay/generator/internal/config"
	"assay/generator/internal/digest"
	"assay/generator/internal/locale"
	"assay/generator/internal/site"
)

// Format is the version of the format.
const Format = 1

// perFile is how many claims a file of claims has.
const perFile = 16

// Index is the index of a site. It is immutable.
type Index struct {
	Version digest.Sum // of all its files but the manifest

	env     digest.Sum
	lang    config.Lang
	locale  locale.Locale
	between string // names
	claims  []*site.Claim
	blocks  []*block
	shards  []*shard
	splits  []split
	files   []File

	packers sync.Pool // of *gzip.Writer
}

// split is a prefix whose words are not in one shard, with what they are cut into.
type split struct {
	prefix string
	parts  []*shard
}

// File is a file of the index. Name is without folders.
type File struct {
	Name    string
	Type    string // media type
	Key     digest.Sum
	WriteTo func(io.Writer) error
}

// Manifest is the name of the file that clients read first.
const Manifest = "index.json"

// Memo remembers the words of claims from one build to the next. It must not be used twice at once.
type Memo struct {
	words  digest.Memo[memoKey, claimWords]
	blocks digest.Memo[digest.Sum, *block]
}

// memoKey names what the words of a claim are made of.
type memoKey struct {
	claim digest.Sum
	year  int
}

// Index makes the index of all claims that are built. Retracted ones have a number and no words. Where a claim's text cannot be read, there is one
// file, which cannot be written for that reason.
func (m *Memo) Index(s *site.Site, program digest.Sum) *Index {
	claims := s.Claims
	x := &Index{lang: s.Config.Lang, locale: locale.New(string(s.Config.Lang)), between: s.Messages.Before("join.names", "next"), claims: claims}
	h := digest.New("search")
	h.Sum(program)
	h.String(string(s.Config.Lang))
	h.String(s.Zone.String())
	h.String(x.between)
	x.env = h.Done()
	key := func(i int) memoKey { return memoKey{claims[i].Digest, claims[i].Published.Year()} }
	var unread atomic.Pointer[error]
	words := m.words.All(len(claims), nil, key, func(i int) claimWords {
		if !claims[i].Listed() {
			return claimWords{}
		}
		words, err := wordsOf(claims[i])
		if err != nil {
			unread.Store(&err)
		}
		return words
	})
	if err := unread.Load(); err != nil {
		m.words = digest.Memo[memoKey, claimWords]{} // it has words that are not all of a claim
		x.files = []File{{Manifest, "application/json", digest.Sum{}, func(io.Writer) error { return *err }}}
		return x
	}
	var keys []digest.Sum
	for part := range slices.Chunk(claims, perBlock) {
		h.Reset("search-block")
		for _, c := range part {
			h.Sum(c.Digest)
			h.Int(int64(c.Published.Year()))
		}
		keys = append(keys, h.Done())
	}
	x.blocks = m.blocks.All(len(keys), nil, func(i int) digest.Sum { return keys[i] }, func(i int) *block {
		return newBlock(words[i*perBlock : min((i+1)*perBlock, len(claims))])
	})
	x.cut()
	x.list(h)
	return x
}

// list names all files.
func (x *Index) list(h *digest.Hasher) {
	version := digest.New("search-version")
	add := func(f File) {
		version.String(f.Name)
		version.Sum(f.Key)
		x.files = append(x.files, f)
	}
	for _, s := range x.shards {
		add(File{s.name(), "application/octet-stream", x.key(h, s), func(w io.Writer) error { return x.write(w, s) }})
	}
	for first := 0; first < len(x.claims); first += perFile {
		claims := x.claims[first:min(first+perFile, len(x.claims))]
		h.Reset("search-claims")
		h.Sum(x.env)
		for _, c := range claims {
			h.Sum(c.HeadDigest)
		}
		add(File{"c" + strconv.Itoa(first/perFile) + ".json", "application/json", h.Done(), func(w io.Writer) error { return x.writeClaims(w, claims) }})
	}
	x.Version = version.Done()
	h.Reset("search-manifest")
	h.Sum(x.Version)
	x.files = append(x.files, File{Manifest, "application/json", h.Done(), x.writeManifest})
}

// Files are all files of the index.
func (x *Index) Files() []File { return x.files }

// manifest is what clients read first.
type manifest struct {
	Format  int               `json:"format"`
	Version string            `json:"version"`
	Claims  int               `json:"claims"`
	PerFile int               `json:"perFile"`
	Splits  map[string]string `json:"splits"`
}

func (x *Index) writeManifest(w io.Writer) error {
	m := manifest{Format, x.Version.Short(), len(x.claims), perFile, map[string]string{}}
	for _, s := range x.splits {
		var parts strings.Builder
		for _, part := range s.parts {
			next := part.prefix[len(part.prefix)-1:]
			parts.WriteString(hex.EncodeToString([]byte(next)) + strconv.FormatInt(int64(bits.Len(uint(part.size))), 36))
		}
		m.Splits[hex.EncodeToString([]byte(s.prefix))] = parts.String()
	}
	return json.NewEncoder(w).Encode(m)
}

// Claim is what is shown of a claim that was found.
type Claim struct {
	URL       string `json:"url"` // relative to the site's root
	Text      string `json:"claim"`
	Lang      string `json:"lang,omitempty"` // with Dir, where it is not the site's
	Dir       string `json:"dir,omitempty"`
	Verdict   string `json:"verdict,omitempty"` // a key; absent on a free scale
	Rating    string `json:"rating"`
	Claimants string `json:"claimants,omitempty"`
	Said      string `json:"said,omitempty"`
	SaidText  string `json:"saidText,omitempty"`
	Published string `json:"published"`
}

// writeClaims writes what is shown of claims; null for one that was retracted.
func (x *Index) writeClaims(w io.Writer, claims []*site.Claim) error {
	all := make([]*Claim, len(claims))
	for i, c := range claims {
		if c.Listed() {
			all[i] = x.claim(c)
		}
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	return out.Encode(all)
}

func (x *Index) claim(c *site.Claim) *Claim {
	found := &Claim{
		URL: strings.TrimPrefix(c.URL, "/"), Text: c.InShort(), Rating: c.Rating(), Claimants: strings.Join(site.Names(c.Claimants), x.between),
		Said: c.Said.String(), SaidText: x.locale.Date(c.Said), Published: c.Published.Format("2006-01-02"),
	}
	if c.Language != x.lang {
		found.Lang, found.Dir = string(c.Language), locale.Direction(string(c.Language))
	}
	if c.Verdict != nil {
		found.Verdict = VerdictKey(c.Scale, c.Verdict)
	}
	return found
}
