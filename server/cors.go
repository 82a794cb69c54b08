package server

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/rs/cors"
)

// crossOrigin lets pages of the configured origins call a handler by CORS (the
// Fetch standard). Cookies are not let across: such pages sign in with the token.
// Without origins nothing is added, and browsers keep other sites out.
func crossOrigin(origins []string, h http.Handler) http.Handler {
	if len(origins) == 0 {
		return h
	}
	return cors.New(cors.Options{
		AllowedOrigins: origins,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete},
		AllowedHeaders: []string{"Authorization", "Content-Type", "Idempotency-Key", "If-None-Match"},
		ExposedHeaders: []string{"ETag", "Location", "RateLimit", "RateLimit-Policy", "Retry-After"},
		MaxAge:         600,
	}).Handler(h)
}

// checkOrigin refuses what is no origin of one site: neither "*", nor "null", nor
// a path.
func checkOrigin(origin string) error {
	u, err := url.Parse(origin)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.Scheme+"://"+u.Host != origin {
		return fmt.Errorf("config: origin %q must be scheme and host, such as https://app.example.org", origin)
	}
	if strings.Contains(u.Host, "*") || u.User != nil {
		return errors.New("config: an origin names one site")
	}
	return nil
}
