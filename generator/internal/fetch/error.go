package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
)

// Kind is what kept an answer from coming.
type Kind string

// The kinds of errors.
const (
	BadURL     Kind = "url"        // nothing can be asked of it
	Private    Kind = "private"    // it leads to an address that is not public
	NoHost     Kind = "host"       // there is no such name
	Unreached  Kind = "connection" // nobody answers there, or not in HTTP
	Untrusted  Kind = "certificate"
	Redirected Kind = "redirects" // too many, or to what is no address of a web page
	Slow       Kind = "timeout"
)

// Error tells why there is no answer from an address.
type Error struct {
	Kind Kind
	URL  string // where it happened, after redirects
	why  string
}

// Error names the address and what happened.
func (e *Error) Error() string { return fmt.Sprintf("%s: %s", e.URL, e.why) }

// Why says what happened, without the address.
func (e *Error) Why() string { return e.why }

// KindOf gives the kind of an error, "" of one that is no [Error].
func KindOf(err error) Kind {
	if e := (*Error)(nil); errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

func failed(kind Kind, address, format string, args ...any) *Error {
	return &Error{kind, address, fmt.Sprintf(format, args...)}
}

// explained makes an [Error] of what package http says of a request.
func explained(err error, address string) *Error {
	var own *Error
	var outer *url.Error
	var dns *net.DNSError
	var network net.Error
	if errors.As(err, &outer) && outer.URL != "" {
		address = outer.URL
	}
	if u, err := url.Parse(address); err == nil {
		address = u.Redacted()
	}
	switch {
	case errors.As(err, &own):
		return &Error{own.Kind, address, own.why}
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout() && !errors.As(err, &dns):
		return failed(Slow, address, "it does not answer in time")
	case errors.As(err, &dns) && dns.IsNotFound:
		return failed(NoHost, address, "there is no host called %s", dns.Name)
	case isOfCertificate(err):
		return failed(Untrusted, address, "its certificate cannot be trusted: %s", inner(err))
	}
	return failed(Unreached, address, "it cannot be reached: %s", inner(err))
}

func isOfCertificate(err error) bool {
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	var unknown x509.UnknownAuthorityError
	var verification *tls.CertificateVerificationError
	return errors.As(err, &invalid) || errors.As(err, &name) || errors.As(err, &unknown) || errors.As(err, &verification)
}

// inner leaves out the method and the address, which are said before.
func inner(err error) string {
	var outer *url.Error
	if errors.As(err, &outer) {
		err = outer.Err
	}
	return strings.TrimPrefix(err.Error(), "tls: failed to verify certificate: ")
}
