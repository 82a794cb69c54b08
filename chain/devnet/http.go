//go:build !nodevnet

package devnet

import (
	"errors"
	"fmt"
	"net"
	"net/http"
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

// wsOrigins is the same for WebSocket, where a missing port means any.
var wsOrigins = []string{"http://localhost", "https://localhost", "http://127.0.0.1", "https://127.0.0.1"}

// listenHTTP opens the port: HTTP and WebSocket on one address. Host names other
// than localhost are refused, which stops DNS rebinding.
func (n *Node) listenHTTP() error {
	listener, err := net.Listen("tcp", n.cfg.HTTPAddr)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	plain := node.NewHTTPHandlerStack(n.rpcServer, localOrigins, []string{"localhost"}, nil, false)
	socket := n.rpcServer.WebsocketHandler(wsOrigins)
	handler := func(w http.ResponseWriter, r *http.Request) {
		if strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
			socket.ServeHTTP(w, r)
			return
		}
		plain.ServeHTTP(w, r)
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
