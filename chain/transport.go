package chain

import (
	"io"
	"net"
	"net/http"
	"time"
)

// maxAnswer is the largest body of one HTTP answer: a page of logs, or a batch
// of calls. A node that sends more is cut off (P14).
const maxAnswer = 32 << 20

// newHTTPClient refuses redirects, ignores proxy variables and limits answers.
func newHTTPClient(timeout time.Duration) *http.Client {
	base := &http.Transport{
		DialContext:         (&net.Dialer{Timeout: timeout}).DialContext,
		TLSHandshakeTimeout: timeout,
		MaxIdleConnsPerHost: 16,
		IdleConnTimeout:     90 * time.Second,
		ForceAttemptHTTP2:   true,
	}
	return &http.Client{
		Transport:     limited{base},
		Timeout:       timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// HTTPClient is for other JSON-RPC services than nodes: it refuses redirects,
// ignores proxy variables and limits answers, like the connection to a node.
func HTTPClient(timeout time.Duration) *http.Client { return newHTTPClient(timeout) }

// limited wraps the body of every answer in a limit.
type limited struct{ next http.RoundTripper }

func (l limited) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := l.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	res.Body = &limitedBody{ReadCloser: res.Body, left: maxAnswer}
	return res, nil
}

// limitedBody fails loudly at the limit; a silent end of file could turn a cut
// list into a valid shorter one.
type limitedBody struct {
	io.ReadCloser
	left int64
}

func (b *limitedBody) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, ErrAnswerSize
	}
	if int64(len(p)) > b.left {
		p = p[:b.left]
	}
	n, err := b.ReadCloser.Read(p)
	b.left -= int64(n)
	return n, err
}
