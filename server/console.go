package server

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
)

// The pages for people, built by web/ (make console). The build is committed, so
// that Go alone builds and tests a server with them.
//
//go:embed all:web/dist web/routes.json
var built embed.FS

// consolePolicy lets the pages load what this server serves, and nothing else: no
// code or style inside a document, nothing from elsewhere, no frame around them.
const consolePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; " +
	"frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// consolePaths are the addresses of pages. web/routes.json is the one list of them:
// any other address stays what the API says about it.
var consolePaths = sync.OnceValues(func() (out []string, err error) {
	data, err := built.ReadFile("web/routes.json")
	if err != nil {
		return nil, err
	}
	return out, json.Unmarshal(data, &out)
})

// console puts the pages on the public listener. Files whose names carry the hash
// of their content may be kept for ever, the document that names them may not.
func (s *Server) console(e *gin.Engine) error {
	paths, err := consolePaths()
	if err != nil {
		return fmt.Errorf("server: pages: %w", err)
	}
	index, err := newAsset("index.html")
	if err != nil {
		return err
	}
	for _, at := range paths {
		e.GET(at, index.serve("no-cache"))
	}
	files, err := fs.ReadDir(built, "web/dist/assets")
	if err != nil {
		return fmt.Errorf("server: pages: %w", err)
	}
	for _, f := range files {
		a, err := newAsset("assets/" + f.Name())
		if err != nil {
			return err
		}
		e.GET("/assets/"+f.Name(), a.serve("public, max-age=31536000, immutable"))
	}
	return nil
}

// asset is a built file, as it is and compressed.
type asset struct {
	media      string
	plain      []byte
	compressed func() []byte
}

var mediaOf = map[string]string{".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}

func newAsset(name string) (*asset, error) {
	data, err := built.ReadFile("web/dist/" + name)
	if err != nil {
		return nil, fmt.Errorf("server: pages: %w", err)
	}
	media, known := mediaOf[path.Ext(name)]
	if !known {
		return nil, fmt.Errorf("server: pages: %s is of no known type", name)
	}
	return &asset{media: media, plain: data, compressed: sync.OnceValue(func() []byte { return compress(data) })}, nil
}

func compress(data []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is one of gzip's
	_, _ = w.Write(data)                                    // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

func (a *asset) serve(keep string) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Header("Content-Security-Policy", consolePolicy)
		c.Header("Cache-Control", keep)
		c.Header("Vary", "Accept-Encoding")
		if !takesGzip(c.Request) {
			c.Data(http.StatusOK, a.media, a.plain)
			return
		}
		c.Header("Content-Encoding", "gzip")
		c.Data(http.StatusOK, a.media, a.compressed())
	}
}

// takesGzip is true where gzip is named without a weight of zero (RFC 9110, 12.5.3).
func takesGzip(r *http.Request) bool {
	for coding := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, weighed := strings.Cut(strings.ReplaceAll(strings.ToLower(coding), " ", ""), ";q=")
		if name == "gzip" {
			return !weighed || strings.Trim(weight, "0.") != ""
		}
	}
	return false
}
