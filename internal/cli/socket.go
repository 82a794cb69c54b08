package cli

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"makewhole/internal/app"
	"makewhole/jobs"
	"makewhole/server"
)

// AdminSocket speaks to a running server of the data directory through its
// admin socket, which only the operator's account can open.
type AdminSocket struct {
	client *http.Client
	Token  string // of a person; without one the socket's owner acts
}

// DialSocket finds a running server; it returns nil when there is none.
func DialSocket(ctx context.Context, f app.StoreFlags) *AdminSocket {
	var d net.Dialer
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return d.DialContext(ctx, "unix", f.Socket())
	}
	conn, err := dial(ctx, "", "")
	if err != nil {
		return nil
	}
	conn.Close()
	return &AdminSocket{client: &http.Client{Transport: &http.Transport{DialContext: dial}, Timeout: 10 * time.Minute}}
}

// problem is what the API answers when it refuses (RFC 9457).
type problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Errors []struct {
		Pointer string `json:"pointer"`
		Detail  string `json:"detail"`
	} `json:"errors"`
}

func (p problem) Error() string {
	msg := p.Title
	if p.Detail != "" {
		msg += ": " + p.Detail
	}
	for _, e := range p.Errors {
		msg += fmt.Sprintf("\n  %s: %s", e.Pointer, e.Detail)
	}
	return msg
}

// Is says by its type what a refusal through the socket means; its text is for
// people and may change.
func (p problem) Is(target error) bool {
	return target == jobs.ErrBusy && p.Type == server.ProblemJobBusy
}

// Call sends one request and decodes the answer into out.
func (s *AdminSocket) Call(ctx context.Context, method, path string, in, out any) error {
	var body io.Reader
	if in != nil {
		raw, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://makewhole"+path, body)
	if err != nil {
		return err
	}
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	req.Header.Set("Idempotency-Key", rand.Text())
	if s.Token != "" {
		req.Header.Set("Authorization", "Bearer "+s.Token)
	}
	res, err := s.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	return readAnswer(res, out)
}

func readAnswer(res *http.Response, out any) error {
	raw, err := io.ReadAll(io.LimitReader(res.Body, 64<<20))
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		p := problem{}
		if json.Unmarshal(raw, &p) != nil || p.Title == "" {
			return fmt.Errorf("the server answered %s", res.Status)
		}
		return p
	}
	if out == nil || len(raw) == 0 {
		return nil
	}
	if err := json.Unmarshal(raw, out); err != nil {
		return errors.Join(errors.New("the server's answer is not understood"), err)
	}
	return nil
}
