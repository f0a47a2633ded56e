package fetch

import (
	"net"
	"net/netip"
)

// IsPublic is what is asked of every address.
var IsPublic = isPublic

// WithNetwork has tests say which addresses are public, and look up names.
func (o Options) WithNetwork(public func(netip.Addr) bool, resolver *net.Resolver) Options {
	o.public, o.resolver = public, resolver
	return o
}
