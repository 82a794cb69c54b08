//go:build !unix

package app

import (
	"context"
	"errors"
	"net"
	"os"
)

// listenPrivate opens a socket of its owner.
func listenPrivate(ctx context.Context, lc net.ListenConfig, path string) (net.Listener, error) {
	ln, err := lc.Listen(ctx, "unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, ln.Close())
	}
	return ln, nil
}
