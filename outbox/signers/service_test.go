package signers_test

import (
	"encoding/asn1"
	"errors"
	"math/big"
	"net/url"
	"strings"
	"testing"

	"cloud.google.com/go/kms/apiv1/kmspb"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/outbox"
	"makewhole/outbox/keys"
	"makewhole/outbox/signers"
)

const mainnet = 1

// withAWS puts credentials where the SDK looks for them, and keeps it from
// looking elsewhere.
func withAWS(t *testing.T) {
	t.Helper()
	for k, v := range map[string]string{
		"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_CONFIG_FILE": t.TempDir() + "/none", "AWS_SHARED_CREDENTIALS_FILE": t.TempDir() + "/none",
	} {
		t.Setenv(k, v)
	}
}

func awsSpec(id, endpoint string) string {
	return "awskms:///" + id + "?region=eu-central-1&endpoint=" + url.QueryEscape(endpoint)
}

// transactions are one of each type that the sender makes.
func transactions() []*types.Transaction {
	to := common.HexToAddress("0x00000000000000000000000000000000000000aa")
	return []*types.Transaction{
		types.NewTx(&types.DynamicFeeTx{
			ChainID: big.NewInt(mainnet), Nonce: 7, To: &to, Gas: 100_000, Value: big.NewInt(1), Data: []byte{1, 2, 3},
			GasFeeCap: big.NewInt(20e9), GasTipCap: big.NewInt(1e9),
		}),
		types.NewTx(&types.LegacyTx{Nonce: 8, To: &to, Gas: 21_000, Value: new(big.Int), GasPrice: big.NewInt(20e9)}),
	}
}

// checkSigns has a key sign each transaction several times: the fakes give a
// low and a high s in turn.
func checkSigns(t *testing.T, s outbox.Signer, want common.Address) {
	t.Helper()
	if s.Address() != want {
		t.Fatalf("address is %s, want %s", s.Address(), want)
	}
	signer := types.LatestSignerForChainID(big.NewInt(mainnet))
	for _, tx := range transactions() {
		for range 4 {
			signed, err := s.SignTx(t.Context(), tx, mainnet)
			if err != nil {
				t.Fatal(err)
			}
			from, err := types.Sender(signer, signed)
			if err != nil || from != want {
				t.Fatalf("sender is %s (%v), want %s", from, err, want)
			}
			if signer.Hash(signed) != signer.Hash(tx) {
				t.Error("another transaction was signed")
			}
			if _, _, sig := signed.RawSignatureValues(); sig.Cmp(new(big.Int).Rsh(crypto.S256().Params().N, 1)) > 0 {
				t.Error("s is in the upper half (EIP-2)")
			}
		}
	}
}

func checkDigest(t *testing.T, s outbox.Signer) {
	t.Helper()
	key, ok := s.(signers.DigestSigner)
	if !ok {
		t.Fatalf("%T signs no digests", s)
	}
	digest := crypto.Keccak256Hash([]byte("an order"))
	for range 4 {
		sig, err := key.SignDigest(digest)
		if err != nil {
			t.Fatal(err)
		}
		if v := sig[64]; v != 27 && v != 28 {
			t.Fatalf("v is %d", v)
		}
		if !crypto.VerifySignature(crypto.FromECDSAPub(recoverKey(t, digest, sig)), digest[:], sig[:64]) {
			t.Error("signature does not verify, or its s is high")
		}
		if got := crypto.PubkeyToAddress(*recoverKey(t, digest, sig)); got != s.Address() {
			t.Errorf("recovers to %s", got)
		}
	}
}

func TestAWS(t *testing.T) {
	withAWS(t)
	v := newVault(t)
	s, err := signers.Open(t.Context(), awsSpec(awsKeyID, fakeAWS(t, v, "ECC_SECG_P256K1")), mainnet)
	if err != nil {
		t.Fatal(err)
	}
	checkSigns(t, s, v.address())
	checkDigest(t, s)
}

func TestGCP(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	f := &fakeGCP{t: t, vault: v, algorithm: kmspb.CryptoKeyVersion_EC_SIGN_SECP256K1_SHA256}
	s, err := signers.Open(t.Context(), "gcpkms://"+gcpKeyName+"?endpoint="+f.serve(), mainnet)
	if err != nil {
		t.Fatal(err)
	}
	checkSigns(t, s, v.address())
	checkDigest(t, s)
}

func TestServicesWithAnotherKindOfKey(t *testing.T) {
	withAWS(t)
	v := newVault(t)
	if _, err := signers.Open(t.Context(), awsSpec(awsKeyID, fakeAWS(t, v, "ECC_NIST_P256")), mainnet); !errors.Is(err, signers.ErrNotSecp256k1) {
		t.Errorf("AWS: %v", err)
	}
	f := &fakeGCP{t: t, vault: v, algorithm: kmspb.CryptoKeyVersion_EC_SIGN_P256_SHA256}
	if _, err := signers.Open(t.Context(), "gcpkms://"+gcpKeyName+"?endpoint="+f.serve(), mainnet); !errors.Is(err, signers.ErrNotSecp256k1) {
		t.Errorf("GCP: %v", err)
	}
	if _, err := signers.Open(t.Context(), awsSpec("alias/other", fakeAWS(t, v, "ECC_SECG_P256K1")), mainnet); err == nil || !strings.Contains(err.Error(), "NotFoundException") {
		t.Errorf("unknown key: %v", err)
	}
}

func TestServicesRefuseDevelopmentKeys(t *testing.T) {
	withAWS(t)
	v := &vault{key: keys.DevKey(3)}
	spec := awsSpec(awsKeyID, fakeAWS(t, v, "ECC_SECG_P256K1"))
	if _, err := signers.Open(t.Context(), spec, mainnet); !errors.Is(err, keys.ErrDevKey) {
		t.Errorf("on mainnet: %v", err)
	}
	if _, err := signers.Open(t.Context(), spec, 31337); err != nil {
		t.Errorf("on a development chain: %v", err)
	}
}

// TestBrokenServices has a service answer everything but a signature of its key
// over the digest.
func TestBrokenServices(t *testing.T) {
	withAWS(t)
	other := newVault(t)
	n := crypto.S256().Params().N
	pair := func(r, s *big.Int) []byte {
		der, err := asn1.Marshal(struct{ R, S *big.Int }{r, s})
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	for name, spoil := range map[string]func([]byte) []byte{
		"of another key":  func([]byte) []byte { return other.sign(crypto.Keccak256([]byte("x"))) },
		"cut off":         func(der []byte) []byte { return der[:len(der)-1] },
		"with a tail":     func(der []byte) []byte { return append(der, 0) },
		"empty":           func([]byte) []byte { return nil },
		"raw r and s":     func([]byte) []byte { return make([]byte, 64) },
		"r is zero":       func([]byte) []byte { return pair(new(big.Int), big.NewInt(1)) },
		"s is zero":       func([]byte) []byte { return pair(big.NewInt(1), new(big.Int)) },
		"r is the order":  func([]byte) []byte { return pair(n, big.NewInt(1)) },
		"s over 256 bits": func([]byte) []byte { return pair(big.NewInt(1), new(big.Int).Lsh(n, 8)) },
		"s is negative":   func([]byte) []byte { return pair(big.NewInt(1), big.NewInt(-5)) },
		"one bit flipped": func(der []byte) []byte { der[len(der)-1] ^= 1; return der },
	} {
		v := newVault(t)
		s, err := signers.Open(t.Context(), awsSpec(awsKeyID, fakeAWS(t, v, "ECC_SECG_P256K1")), mainnet)
		if err != nil {
			t.Fatal(err)
		}
		v.spoil = spoil
		if _, err := s.SignTx(t.Context(), transactions()[0], mainnet); !errors.Is(err, signers.ErrSignature) {
			t.Errorf("signature %s: %v", name, err)
		}
	}
}

func TestGarbledAnswers(t *testing.T) {
	t.Parallel()
	v := newVault(t)
	f := &fakeGCP{t: t, vault: v, algorithm: kmspb.CryptoKeyVersion_EC_SIGN_SECP256K1_SHA256}
	spec := "gcpkms://" + gcpKeyName + "?endpoint=" + f.serve()
	s, err := signers.Open(t.Context(), spec, mainnet)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []func(){func() { f.garble = 1 }, func() { f.garble, f.blind = 0, true }} {
		change()
		if _, err := s.SignTx(t.Context(), transactions()[0], mainnet); err == nil || !strings.Contains(err.Error(), "checksum") {
			t.Errorf("accepted: %v", err)
		}
	}
	f.garble = 1
	if _, err := signers.Open(t.Context(), spec, mainnet); err == nil {
		t.Error("a garbled public key was accepted")
	}
}
