package client

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"makewhole/server"
)

// Client speaks to one listener of a running server on behalf of one caller.
type Client struct {
	Context context.Context
	Base    string // URL of the listener
	Token   string // bearer token, empty for the public
	HTTP    *http.Client
	Calls   *int // requests sent, over all callers; nil: not counted
}

// Error is a refusal of the API with its problem document.
type Error struct {
	Route   string
	Problem server.Problem
}

func (e *Error) Error() string {
	text := fmt.Sprintf("%s: %d %s", e.Route, e.Problem.Status, e.Problem.Title)
	if e.Problem.Detail != "" {
		text += " (" + e.Problem.Detail + ")"
	}
	for _, f := range e.Problem.Errors {
		text += "; " + f.Pointer + " " + f.Detail
	}
	return text
}

// RefusedAs reports whether err is the refusal with this status.
func RefusedAs(err error, status int) bool {
	var refused *Error
	return errors.As(err, &refused) && refused.Problem.Status == status
}

// Get reads one resource.
func Get[T any](c Client, path string) (out T, err error) {
	raw, err := c.send(http.MethodGet, path, "", "", nil)
	if err != nil {
		return out, err
	}
	return out, decodeAnswer(path, raw, &out)
}

// List reads all pages of a list.
func List[T any](c Client, path string) (all []T, err error) {
	glue := "?"
	if strings.Contains(path, "?") {
		glue = "&"
	}
	next := path + glue + "limit=200"
	for {
		page, err := Get[server.Page[T]](c, next)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if page.NextCursor == "" {
			return all, nil
		}
		next = path + glue + "limit=200&cursor=" + url.QueryEscape(page.NextCursor)
	}
}

// Post acts once: every call has its own Idempotency-Key.
func Post[T any](c Client, path string, body any) (T, error) {
	return PostKey[T](c, rand.Text(), path, body)
}

// PostKey acts under a key; the same key and body again repeat the answer.
func PostKey[T any](c Client, key, path string, body any) (out T, err error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return out, fmt.Errorf("encode request: %w", err)
	}
	raw, err = c.send(http.MethodPost, path, key, "application/json", raw)
	if err != nil {
		return out, err
	}
	return out, decodeAnswer(path, raw, &out)
}

// Put replaces a resource.
func Put[T any](c Client, path string, body any) (out T, err error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return out, fmt.Errorf("encode request: %w", err)
	}
	raw, err = c.send(http.MethodPut, path, "", "application/json", raw)
	if err != nil {
		return out, err
	}
	return out, decodeAnswer(path, raw, &out)
}

// Upload posts a file as it is.
func Upload[T any](c Client, path string, data []byte) (out T, err error) {
	raw, err := c.send(http.MethodPost, path, rand.Text(), "application/octet-stream", data)
	if err != nil {
		return out, err
	}
	return out, decodeAnswer(path, raw, &out)
}

// PostRaw posts bytes that are JSON already, such as a report.
func PostRaw[T any](c Client, path string, data []byte) (out T, err error) {
	raw, err := c.send(http.MethodPost, path, rand.Text(), "application/json", data)
	if err != nil {
		return out, err
	}
	return out, decodeAnswer(path, raw, &out)
}

func decodeAnswer(path string, raw []byte, out any) error {
	if len(raw) == 0 {
		return nil
	}
	if err := json.Unmarshal(raw, out); err != nil {
		return fmt.Errorf("answer of %s: %w", path, err)
	}
	return nil
}

// File reads one resource that is no JSON.
func (c Client) File(path string) ([]byte, error) {
	return c.send(http.MethodGet, path, "", "", nil)
}

// AllocationFiles reads the entitlement file of a settlement, and the accounts
// file where the entitlement file names one.
func (c Client) AllocationFiles(settlement string) (entitlements, accounts []byte, err error) {
	path := "/v1/settlements/" + settlement
	if entitlements, err = c.File(path + "/entitlements"); err != nil {
		return nil, nil, err
	}
	head, _, _ := bytes.Cut(entitlements, []byte("\n\n"))
	if bytes.Contains(head, []byte("\naccounts=")) {
		accounts, err = c.File(path + "/accounts")
	}
	return entitlements, accounts, err
}

func (c Client) send(method, path, key, media string, body []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(c.Context, method, c.Base+path, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	for name, value := range map[string]string{"Content-Type": media, "Idempotency-Key": key} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	if c.Calls != nil {
		*c.Calls++
	}
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 64<<20))
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	if resp.StatusCode < 300 {
		return raw, nil
	}
	refused := &Error{Route: method + " " + path}
	if json.Unmarshal(raw, &refused.Problem) != nil || refused.Problem.Status == 0 {
		refused.Problem.Status, refused.Problem.Title = resp.StatusCode, http.StatusText(resp.StatusCode)
	}
	return nil, refused
}
