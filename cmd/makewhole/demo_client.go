package main

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

// apiClient speaks to one listener of a running server on behalf of one caller.
type apiClient struct {
	ctx   context.Context
	base  string
	token string // bearer token, empty for the public
	http  *http.Client
	calls *int // requests sent, over all callers
}

// apiError is a refusal of the API with its problem document.
type apiError struct {
	Route   string
	Problem server.Problem
}

func (e *apiError) Error() string {
	text := fmt.Sprintf("%s: %d %s", e.Route, e.Problem.Status, e.Problem.Title)
	if e.Problem.Detail != "" {
		text += " (" + e.Problem.Detail + ")"
	}
	for _, f := range e.Problem.Errors {
		text += "; " + f.Pointer + " " + f.Detail
	}
	return text
}

// refusedAs reports whether err is the refusal with this status.
func refusedAs(err error, status int) bool {
	var refused *apiError
	return errors.As(err, &refused) && refused.Problem.Status == status
}

// apiGet reads one resource.
func apiGet[T any](c apiClient, path string) (out T, err error) {
	raw, err := c.send(http.MethodGet, path, "", "", nil)
	if err != nil {
		return out, err
	}
	return out, decodeAnswer(path, raw, &out)
}

// apiList reads all pages of a list.
func apiList[T any](c apiClient, path string) (all []T, err error) {
	glue := "?"
	if strings.Contains(path, "?") {
		glue = "&"
	}
	next := path + glue + "limit=200"
	for {
		page, err := apiGet[server.Page[T]](c, next)
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

// apiPost acts once: every call has its own Idempotency-Key.
func apiPost[T any](c apiClient, path string, body any) (T, error) {
	return apiPostKey[T](c, rand.Text(), path, body)
}

// apiPostKey acts under a key; the same key and body again repeat the answer.
func apiPostKey[T any](c apiClient, key, path string, body any) (out T, err error) {
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

// apiPut replaces a resource.
func apiPut[T any](c apiClient, path string, body any) (out T, err error) {
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

// apiUpload posts a file as it is.
func apiUpload[T any](c apiClient, path string, data []byte) (out T, err error) {
	raw, err := c.send(http.MethodPost, path, rand.Text(), "application/octet-stream", data)
	if err != nil {
		return out, err
	}
	return out, decodeAnswer(path, raw, &out)
}

// apiRaw posts bytes that are JSON already, such as a report.
func apiRaw[T any](c apiClient, path string, data []byte) (out T, err error) {
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

// file reads one resource that is no JSON.
func (c apiClient) file(path string) ([]byte, error) {
	return c.send(http.MethodGet, path, "", "", nil)
}

func (c apiClient) send(method, path, key, media string, body []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(c.ctx, method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	for name, value := range map[string]string{"Content-Type": media, "Idempotency-Key": key} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	*c.calls++
	resp, err := c.http.Do(req)
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
	refused := &apiError{Route: method + " " + path}
	if json.Unmarshal(raw, &refused.Problem) != nil || refused.Problem.Status == 0 {
		refused.Problem.Status, refused.Problem.Title = resp.StatusCode, http.StatusText(resp.StatusCode)
	}
	return nil, refused
}
