package app

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/deployment"
	"makewhole/outbox/keys"
)

// TestSenderHoldsThePushersKeys opens the operator's key and a further one.
func TestSenderHoldsThePushersKeys(t *testing.T) {
	t.Parallel()
	key, password := keystoreFiles(t)
	a := &App{Flags: Flags{
		ChainFlags:        ChainFlags{ChainID: 31337, OperatorKey: key, PasswordFile: password},
		DistributionFlags: DistributionFlags{PusherKey: []string{key}},
	}}
	keys, err := a.senderKeys(t.Context())
	if err != nil || len(keys) != 2 {
		t.Fatalf("%d keys, %v", len(keys), err)
	}
	a.Flags.PusherKey = []string{"awskms://"}
	if _, err := a.senderKeys(t.Context()); err == nil {
		t.Error("a pusher's key that cannot be opened was passed over")
	}
	a.Flags.OperatorKey = ""
	if keys, err := a.senderKeys(t.Context()); err != nil || keys != nil {
		t.Errorf("without an operator's key: %v, %v", keys, err)
	}
}

// keystoreFiles are the operator's development key and its passphrase.
func keystoreFiles(t *testing.T) (key, password string) {
	t.Helper()
	private := keys.DevKey(deployment.DevOperator)
	raw, err := keystore.EncryptKey(&keystore.Key{Address: crypto.PubkeyToAddress(private.PublicKey), PrivateKey: private}, "secret", 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	key, password = filepath.Join(dir, "key.json"), filepath.Join(dir, "password")
	for path, text := range map[string]string{key: string(raw), password: "secret\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return key, password
}

// A passphrase that others can read is refused before it is read.
func TestPassphraseIsItsOwnersAlone(t *testing.T) {
	t.Parallel()
	_, password := keystoreFiles(t)
	if text, err := ReadPassphrase(password); err != nil || text != "secret" {
		t.Errorf("%q, %v", text, err)
	}
	if err := os.Chmod(password, 0o640); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{password, ""} {
		if _, err := ReadPassphrase(path); !errors.Is(err, ErrRefused) {
			t.Errorf("%q: %v", path, err)
		}
	}
}
