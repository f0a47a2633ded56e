package preview

import (
	"container/list"
	"sync"

	"assay/generator/internal/digest"
)

// cache keeps the bytes of the outputs that were asked for last.
type cache struct {
	limit int // bytes; the newest entry is kept even if it is larger

	mu     sync.Mutex
	size   int
	recent *list.List // of entry, the newest first
	known  map[digest.Sum]*list.Element
}

// entry is an output's bytes, which nobody changes.
type entry struct {
	key  digest.Sum
	data []byte
}

func newCache(limit int) cache {
	return cache{limit: limit, recent: list.New(), known: map[digest.Sum]*list.Element{}}
}

func (c *cache) get(key digest.Sum) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.known[key]
	if !ok {
		return nil, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(entry).data, true
}

func (c *cache) add(key digest.Sum, data []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known[key] != nil { // two asked at once
		return
	}
	c.known[key] = c.recent.PushFront(entry{key, data})
	c.size += len(data)
	for c.size > c.limit && c.recent.Len() > 1 {
		oldest := c.recent.Remove(c.recent.Back()).(entry)
		delete(c.known, oldest.key)
		c.size -= len(oldest.data)
	}
}
