package memberkey

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/oracles/signing"
	"makewhole/outbox/keys"
	"makewhole/outbox/signers"
)

// Flags say with which key to sign and where to remember what was signed.
type Flags struct {
	Key          string `help:"Key of the member: a keystore file (mode 0600), awskms:///KEY?region=R or gcpkms://projects/…/cryptoKeyVersions/N." placeholder:"KEY"`
	PasswordFile string `help:"File (mode 0600) with the passphrase of the keystore." type:"path" placeholder:"FILE"`
	DevAccount   int    `help:"Sign with this account of the published development mnemonic; development chains only." default:"-1" placeholder:"N"`
	DevKey       string `help:"Plain hexadecimal key, for development chains; give it by the environment only." env:"MAKEWHOLE_DEV_KEY" placeholder:"HEX"`
	Store        string `help:"File that remembers what this key signed, so that it never signs two messages for one slot; default beside the key." type:"path" placeholder:"FILE"`
}

// Signer opens the key that the flags name; a development key only for a development chain.
func (f Flags) Signer(ctx context.Context, chainID uint64) (signers.DigestSigner, error) {
	switch {
	case f.Key != "":
		return app.OpenMemberKey(ctx, f.Key, f.PasswordFile, chainID)
	case !keys.IsDevChain(chainID):
		return nil, fmt.Errorf("%w: chain %d needs a keystore file (--key)", cli.ErrRefused, chainID)
	case f.DevAccount >= 0:
		return keys.NewDevSigner(f.DevAccount, chainID)
	case f.DevKey != "":
		key, err := crypto.HexToECDSA(strings.TrimPrefix(f.DevKey, "0x"))
		if err != nil {
			return nil, fmt.Errorf("%w: MAKEWHOLE_DEV_KEY is not 64 hex digits", cli.ErrRefused)
		}
		return keys.NewKeySigner(key, chainID)
	}
	return nil, fmt.Errorf("%w: name a key with --key FILE, or --dev-account N on a development chain", cli.ErrRefused)
}

// Member opens key and store. Close the store when done.
func (f Flags) Member(ctx context.Context, chainID uint64) (*signing.Member, error) {
	signer, err := f.Signer(ctx, chainID)
	if err != nil {
		return nil, err
	}
	path := f.Store
	switch {
	case path != "":
	case f.Key != "" && !signers.IsRemote(f.Key):
		path = kong.ExpandPath(f.Key) + ".signed"
	default:
		path = fmt.Sprintf("oracle-%x.signed", signer.Address())
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	store, err := signing.OpenSignStore(path)
	if err != nil {
		return nil, err
	}
	return &signing.Member{Signer: signer, Store: store, Now: cli.NowUTC}, nil
}
