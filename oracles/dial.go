package oracles

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"
)

// errPrivate refuses a connection into the inner network.
var errPrivate = errors.New("address is not public")

// loopbackURL reports whether a URL names this machine literally.
func loopbackURL(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	return u.Hostname() == "127.0.0.1" || u.Hostname() == "::1"
}

// guardedClient follows no redirect, uses no proxy from the environment, and
// looks at the address it really connects to, so that a name cannot be turned
// into an inner address after it was checked. Hosts of sources marked
// AllowPrivate, and literal loopback URLs, are exempt.
func guardedClient(sources []PullSource) *http.Client {
	exempt := map[string]bool{}
	for _, p := range sources {
		if u, err := url.Parse(p.URL); err == nil && (p.AllowPrivate || loopbackURL(p.URL)) {
			exempt[u.Host] = true
		}
	}
	plain := &net.Dialer{Timeout: 10 * time.Second}
	guarded := &net.Dialer{Timeout: 10 * time.Second, Control: publicOnly}
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &hostTransport{
			exempt:  exempt,
			plain:   &http.Transport{DialContext: plain.DialContext, DisableCompression: true, TLSHandshakeTimeout: 10 * time.Second},
			guarded: &http.Transport{DialContext: guarded.DialContext, DisableCompression: true, TLSHandshakeTimeout: 10 * time.Second},
		},
	}
}

type hostTransport struct {
	exempt         map[string]bool
	plain, guarded *http.Transport
}

func (t *hostTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	if t.exempt[req.URL.Host] {
		return t.plain.RoundTrip(req)
	}
	return t.guarded.RoundTrip(req)
}

// publicOnly is called with the address the socket is about to connect to.
func publicOnly(_, addr string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(addr)
	if err != nil {
		return fmt.Errorf("%w: %w", errPrivate, err)
	}
	ip := ap.Addr().Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || reserved(ip) {
		return errPrivate
	}
	return nil
}

var reservedRanges = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
}

func reserved(ip netip.Addr) bool {
	for _, p := range reservedRanges {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}
