package signers_test

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/outbox/keys"
	"makewhole/outbox/signers"
)

// FuzzDER holds both parsers to their promise on any bytes: no panic, and
// whatever is accepted is a low-s signature of the key over the digest.
func FuzzDER(f *testing.F) {
	v := &vault{key: keys.DevKey(1)}
	digest := crypto.Keccak256Hash([]byte("fuzz"))
	f.Add(v.sign(digest[:]))
	f.Add(v.sign(digest[:]))
	f.Add(v.publicKey())
	f.Fuzz(func(t *testing.T, der []byte) {
		if key, err := signers.ParsePublicKey(der); err == nil {
			if _, err := crypto.UnmarshalPubkey(crypto.FromECDSAPub(key)); err != nil {
				t.Errorf("accepted a point off the curve: %x", der)
			}
		}
		sig, err := signers.FromDER(der, digest, &v.key.PublicKey)
		if err == nil && !crypto.VerifySignature(crypto.FromECDSAPub(&v.key.PublicKey), digest[:], sig[:64]) {
			t.Errorf("accepted %x", der)
		}
	})
}

func TestPublicKeysOfOtherKinds(t *testing.T) {
	t.Parallel()
	v := &vault{key: keys.DevKey(1)}
	good := v.publicKey()
	if key, err := signers.ParsePublicKey(good); err != nil || !key.Equal(&v.key.PublicKey) {
		t.Fatalf("good key: %v", err)
	}
	for name, der := range map[string][]byte{
		"on P-256": p256Key(t), "cut off": good[:len(good)-1], "with a tail": append(good[:len(good):len(good)], 0), "empty": nil,
		"off the curve": publicKeyInfo([]int{1, 3, 132, 0, 10}, append([]byte{4}, make([]byte, 64)...)),
	} {
		if _, err := signers.ParsePublicKey(der); err == nil {
			t.Errorf("accepted a key %s", name)
		}
	}
	if _, err := signers.FromDER(nil, common.Hash{}, &v.key.PublicKey); err == nil {
		t.Error("accepted nothing as a signature")
	}
}
