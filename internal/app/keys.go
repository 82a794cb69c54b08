package app

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"makewhole/outbox"
	"makewhole/outbox/keys"
	"makewhole/outbox/signers"
)

// OpenKey opens a signing key: a keystore file with its passphrase, or the URI
// of a key that another program or a key service holds.
func OpenKey(ctx context.Context, spec, passwordFile string, chainID uint64) (outbox.Signer, error) {
	if signers.IsRemote(spec) {
		return signers.Open(ctx, spec, chainID)
	}
	password, err := ReadPassphrase(passwordFile)
	if err != nil {
		return nil, fmt.Errorf("passphrase: %w", err)
	}
	return keys.NewKeystoreSigner(kong.ExpandPath(spec), password, chainID)
}

// OpenMemberKey is OpenKey for a committee member, whose key signs digests.
func OpenMemberKey(ctx context.Context, spec, passwordFile string, chainID uint64) (signers.DigestSigner, error) {
	key, err := OpenKey(ctx, spec, passwordFile, chainID)
	if err != nil {
		return nil, err
	}
	signer, ok := key.(signers.DigestSigner)
	if !ok {
		return nil, fmt.Errorf("%w: a signer program signs transactions only; a member's key is a keystore file or in a key service", ErrRefused)
	}
	return signer, nil
}

// ReadPassphrase reads the first line of a file that only its owner can read.
func ReadPassphrase(path string) (string, error) {
	if path == "" {
		return "", fmt.Errorf("%w: --password-file is missing", ErrRefused)
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("%w: %s must have mode 0600", ErrRefused, path)
	}
	raw, err := os.ReadFile(path)
	line, _, _ := strings.Cut(string(raw), "\n")
	return strings.TrimSuffix(line, "\r"), err
}
