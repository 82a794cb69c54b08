package chain_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/chain"
	"makewhole/contracts"
	"makewhole/outbox/keys"
)

// One form of a signature is known: anything else is asked of the account's code,
// but never the account's own signature with v 0 or 1.
func TestSignaturesHaveOneForm(t *testing.T) {
	t.Parallel()
	key, digest := keys.DevKey(3), common.Hash{7}
	addr := crypto.PubkeyToAddress(key.PublicKey)
	sig := must(crypto.Sign(digest[:], key))
	usual := append(bytes.Clone(sig[:64]), sig[64]+27)
	s := goodStub(5)
	s.set("finalized", blockJSON(header(9, "")))
	s.set("eth_getCode", `"0x01"`)
	s.set("eth_call", `"0x1626ba7e`+strings.Repeat("0", 56)+`"`) // a contract that accepts everything
	c, err := dial(t, chain.Config{URLs: []string{serveStub(t, s)}, ChainID: 5})
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := c.VerifySignature(t.Context(), addr, digest, usual, nil); err != nil || ok.By != contracts.SignedByKey {
		t.Errorf("v 27 or 28: %v, %v", ok, err)
	}
	if ok, err := c.VerifySignature(t.Context(), addr, digest, sig, nil); err != nil || ok.Signed() {
		t.Errorf("v 0 or 1 signed as a contract: %v, %v", ok, err)
	}
	if ok, err := c.VerifySignature(t.Context(), common.Address{9}, digest, sig, nil); err != nil || ok.By != contracts.SignedByContract {
		t.Errorf("a contract that takes such bytes: %v, %v", ok, err)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestVerifySignatureAsksContracts(t *testing.T) {
	t.Parallel()
	const word = "00000000000000000000000000000000000000000000000000000000"
	s := goodStub(5)
	s.set("finalized", blockJSON(header(9, "")))
	c, err := dial(t, chain.Config{URLs: []string{serveStub(t, s)}, ChainID: 5})
	if err != nil {
		t.Fatal(err)
	}
	contract, digest, block := common.Address{0xc0}, common.Hash{7}, uint64(4)
	for _, x := range []struct {
		name, code, answer string
		want               bool
		fails              bool
	}{
		{"magic", `"0x01"`, `"0x1626ba7e` + word + `"`, true, false},
		{"other answer", `"0x01"`, `"0xffffffff` + word + `"`, false, false},
		{"magic and dirt", `"0x01"`, `"0x1626ba7e` + word[:54] + `01"`, false, false},
		{"too long", `"0x01"`, `"0x1626ba7e` + word + `00"`, false, false},
		{"empty answer", `"0x01"`, `"0x"`, false, false},
		{"no code", `"0x"`, `"0x1626ba7e` + word + `"`, false, false},
		{"reverts", `"0x01"`, `!{"code":3,"message":"execution reverted","data":"0x"}`, false, false},
		{"takes all gas", `"0x01"`, `!{"code":-32000,"message":"out of gas"}`, false, false},
		{"the node is ill", `"0x01"`, `!{"code":-32000,"message":"header not found"}`, false, true},
		{"the node is ill about the code", `!{"code":-32000,"message":"header not found"}`, `"0x"`, false, true},
	} {
		s.set("eth_getCode", x.code)
		s.set("eth_call", x.answer)
		for _, at := range []*uint64{nil, &block} {
			got, err := c.VerifySignature(t.Context(), contract, digest, []byte{1, 2}, at)
			if got.Signed() != x.want || err == nil && got.Signed() == (got.Why != "") || (err != nil) != x.fails {
				t.Errorf("%s: %+v, %v", x.name, got, err)
			}
		}
	}
	s.set("eth_call", `"0x1626ba7e`+word+`"`)
	if ok, err := c.VerifySignature(t.Context(), contract, digest, make([]byte, 9000), nil); ok.Signed() || err != nil {
		t.Errorf("9,000 bytes of signature: %v, %v", ok, err)
	}
	before := s.calls.Load()
	key := keys.DevKey(2)
	sig := must(crypto.Sign(digest[:], key))
	sig[64] += 27
	if ok, err := c.VerifySignature(t.Context(), crypto.PubkeyToAddress(key.PublicKey), digest, sig, nil); !ok.Signed() || err != nil {
		t.Errorf("own key: %v, %v", ok, err)
	}
	if s.calls.Load() != before {
		t.Error("the node was asked about an ordinary signature")
	}
}
