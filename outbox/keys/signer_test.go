package keys_test

import (
	"context"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/outbox/keys"
)

func TestDevKeysAreRefusedOnRealChains(t *testing.T) {
	t.Parallel()
	if got := crypto.PubkeyToAddress(keys.DevKey(0).PublicKey); got != common.HexToAddress("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266") {
		t.Fatalf("development account 0 is %s", got)
	}
	if got := crypto.PubkeyToAddress(keys.DevKey(19).PublicKey); got != common.HexToAddress("0x8626f6940E2eb28930eFb4CeF49B2d1F2C9C1199") {
		t.Fatalf("development account 19 is %s", got)
	}
	if _, err := keys.NewDevSigner(0, 1); !errors.Is(err, keys.ErrDevKey) {
		t.Errorf("development key on chain 1: %v", err)
	}
	for _, id := range []uint64{31337, 1337} {
		if _, err := keys.NewDevSigner(0, id); err != nil {
			t.Errorf("chain %d: %v", id, err)
		}
	}
	if _, err := keys.NewDevSigner(64, 31337); err == nil {
		t.Error("account 64 exists")
	}
}

func writeKeystore(t *testing.T, key *ecdsa.PrivateKey, mode os.FileMode) string {
	t.Helper()
	raw, err := keystore.EncryptKey(&keystore.Key{Address: crypto.PubkeyToAddress(key.PublicKey), PrivateKey: key}, "open sesame", 2, 1)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "key.json")
	if err := os.WriteFile(path, raw, mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestKeystoreSigner(t *testing.T) {
	t.Parallel()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	path := writeKeystore(t, key, 0o600)
	s, err := keys.NewKeystoreSigner(path, "open sesame", 1)
	if err != nil {
		t.Fatal(err)
	}
	to := common.Address{1}
	tx, err := s.SignTx(context.Background(), types.NewTx(&types.DynamicFeeTx{ChainID: big.NewInt(1), To: &to, Gas: 21_000, GasFeeCap: big.NewInt(1), GasTipCap: big.NewInt(1)}), 1)
	if err != nil {
		t.Fatal(err)
	}
	if from, err := types.Sender(types.LatestSignerForChainID(big.NewInt(1)), tx); err != nil || from != s.Address() {
		t.Errorf("signed by %s, %v", from, err)
	}
	if _, err := keys.NewKeystoreSigner(path, "wrong", 1); err == nil {
		t.Error("opened with a wrong passphrase")
	}
	for _, mode := range []os.FileMode{0o644, 0o640, 0o604} {
		if _, err := keys.NewKeystoreSigner(writeKeystore(t, key, mode), "open sesame", 1); !errors.Is(err, keys.ErrKeyFile) {
			t.Errorf("mode %04o: %v", mode, err)
		}
	}
	if _, err := keys.NewKeystoreSigner(writeKeystore(t, keys.DevKey(1), 0o600), "open sesame", 1); !errors.Is(err, keys.ErrDevKey) {
		t.Errorf("development key in a file: %v", err)
	}
	for _, verb := range []string{"%v", "%+v", "%s"} {
		if got := fmt.Sprintf(verb, s); got != s.Address().Hex() {
			t.Errorf("a signer prints itself as %s", got)
		}
	}
}
