// Package fetch asks other machines for what files name, and trusts none of them.
//
// A claim's file may come from a stranger, by a pull request or an import, and the addresses in it may lead anywhere: to the router of the desk, to
// the metadata of a cloud's machine, to a server that never stops talking. So a [Client]
//
//   - connects to public addresses only, unless it is told otherwise. It is looked at where the connection is made, after names were looked up, for
//     every redirect anew: a name that leads elsewhere the second time gains nothing. Not public is what IANA's registries of special addresses say
//     (https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry), and an IPv6 address
//     that stands for such an IPv4 address;
//   - knows http and https and nothing else, also in redirects, and no addresses with a user's name in them;
//   - reads so many bytes, after decompression, follows so many redirects, and takes so long at most, for all of it together;
//   - uses no proxy, since that would decide where to connect; where private addresses are allowed, the environment's counts
//     (https://pkg.go.dev/net/http#ProxyFromEnvironment);
//   - keeps no cookies and sends no referrer.
//
// Whatever goes wrong is an [Error] of a [Kind]. A status such as 404 is no error: it is an answer.
package fetch
