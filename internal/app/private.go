package app

import (
	"context"
	"errors"
	"net"
	"os"
	"syscall"
)

// listenPrivate opens a socket that belongs to its owner alone from its first
// moment on, whatever the umask: a change of mode afterwards would come too late
// for somebody who waits for it. What other goroutines make meanwhile is theirs
// alone too.
func listenPrivate(ctx context.Context, lc net.ListenConfig, path string) (net.Listener, error) {
	defer syscall.Umask(syscall.Umask(0o077))
	ln, err := lc.Listen(ctx, "unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, ln.Close())
	}
	return ln, nil
}
