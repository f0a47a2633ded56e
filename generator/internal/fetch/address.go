package fetch

import "net/netip"

// isPublic tells that an address belongs to a machine that anybody can reach.
func isPublic(a netip.Addr) bool {
	a = a.WithZone("").Unmap()
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, special := range specialNets() {
		if special.Contains(a) {
			return false
		}
	}
	if inner, ok := translated(a); ok {
		return isPublic(inner)
	}
	return true
}

// specialNets are those of the registries that are not reachable from everywhere, and not told by package netip.
func specialNets() []netip.Prefix {
	return []netip.Prefix{
		netip.MustParsePrefix("0.0.0.0/8"),
		netip.MustParsePrefix("100.64.0.0/10"), // shared by a provider's customers
		netip.MustParsePrefix("192.0.0.0/24"),
		netip.MustParsePrefix("192.0.2.0/24"), // documentation
		netip.MustParsePrefix("192.88.99.0/24"),
		netip.MustParsePrefix("198.18.0.0/15"), // benchmarks
		netip.MustParsePrefix("198.51.100.0/24"),
		netip.MustParsePrefix("203.0.113.0/24"),
		netip.MustParsePrefix("240.0.0.0/4"),
		netip.MustParsePrefix("::/96"),
		netip.MustParsePrefix("64:ff9b:1::/48"), // translation to IPv4 in one's own network
		netip.MustParsePrefix("100::/64"),
		netip.MustParsePrefix("2001::/23"), // among them Teredo
		netip.MustParsePrefix("2001:db8::/32"),
		netip.MustParsePrefix("3fff::/20"),
		netip.MustParsePrefix("5f00::/16"),
		netip.MustParsePrefix("fec0::/10"), // what unique local addresses replaced
	}
}

// translated gives the IPv4 address that an IPv6 address stands for: behind a translator (https://www.rfc-editor.org/rfc/rfc6052), or by 6to4
// (https://www.rfc-editor.org/rfc/rfc3056).
func translated(a netip.Addr) (netip.Addr, bool) {
	if !a.Is6() {
		return netip.Addr{}, false
	}
	b := a.As16()
	switch {
	case netip.MustParsePrefix("64:ff9b::/96").Contains(a):
		return netip.AddrFrom4([4]byte(b[12:16])), true
	case netip.MustParsePrefix("2002::/16").Contains(a):
		return netip.AddrFrom4([4]byte(b[2:6])), true
	}
	return netip.Addr{}, false
}
