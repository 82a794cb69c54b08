//go:build !nodevnet

package devnet

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/log"
	"github.com/ethereum/go-ethereum/node"
)

// localOrigins are the web pages that may read answers: those of this machine.
// In a CORS pattern the star stands for the port.
var localOrigins = []string{
	"http://localhost", "http://localhost:*", "https://localhost:*",
	"http://127.0.0.1", "http://127.0.0.1:*", "https://127.0.0.1:*",
}

// localPage says whether a WebSocket was opened by a page of this machine, or by
// a program that is no page. (go-ethereum's own check leaves a goroutine behind.)
func localPage(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	page, err := url.Parse(origin)
	if err != nil {
		return false
	}
	ip := net.ParseIP(page.Hostname())
	return page.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// listenHTTP opens the port: HTTP and WebSocket on one address. Host names other
// than localhost are refused, which stops DNS rebinding.
func (n *Node) listenHTTP() error {
	listener, err := net.Listen("tcp", n.cfg.HTTPAddr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	plain := node.NewHTTPHandlerStack(n.rpcServer, localOrigins, []string{"localhost"}, nil, false)
	socket := n.rpcServer.WebsocketHandler([]string{"*"})
	handler := func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !strings.EqualFold(r.Header.Get("Upgrade"), "websocket"):
			plain.ServeHTTP(w, r)
		case localPage(r):
			socket.ServeHTTP(w, r)
		default:
			http.Error(w, "origin not allowed", http.StatusForbidden)
		}
	}
	n.url = "http://" + listener.Addr().String()
	n.http = &http.Server{Handler: http.HandlerFunc(handler), ReadHeaderTimeout: 10 * time.Second}
	n.loops.Add(1)
	go func() {
		defer n.loops.Done()
		if err := n.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error("JSON-RPC listener stopped", "err", err)
		}
	}()
	return nil
}
