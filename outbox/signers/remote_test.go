package signers_test

import (
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"

	"makewhole/outbox/keys"
	"makewhole/outbox/signers"
)

func recoverKey(t *testing.T, digest common.Hash, sig []byte) *ecdsa.PublicKey {
	t.Helper()
	raw := append([]byte(nil), sig...)
	raw[64] -= 27
	key, err := crypto.SigToPub(digest[:], raw)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// program is a signer program over HTTP, in clef's or in Web3Signer's words.
type program struct {
	t    *testing.T
	clef bool
	held []common.Address
	key  *ecdsa.PrivateKey
	edit func(*apitypes.SendTxArgs) // what a person at the program changes
	deny bool
}

func (p *program) serve() string {
	srv := httptest.NewServer(p)
	p.t.Cleanup(srv.Close)
	return srv.URL
}

func (p *program) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var in struct {
		ID     json.RawMessage
		Method string
		Params []apitypes.SendTxArgs
	}
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		p.t.Errorf("request: %v", err)
	}
	w.Header().Set("Content-Type", "application/json")
	answer := map[string]any{"jsonrpc": "2.0", "id": in.ID}
	list, sign := "eth_accounts", "eth_signTransaction"
	if p.clef {
		list, sign = "account_list", "account_signTransaction"
	}
	switch {
	case in.Method == list:
		answer["result"] = p.held
	case in.Method == sign && p.deny:
		answer["error"] = map[string]any{"code": -32000, "message": "request denied"}
	case in.Method == sign:
		answer["result"] = p.sign(in.Params[0])
	default:
		answer["error"] = map[string]any{"code": -32601, "message": "method not found"}
	}
	_ = json.NewEncoder(w).Encode(answer)
}

func (p *program) sign(args apitypes.SendTxArgs) any {
	if p.edit != nil {
		p.edit(&args)
	}
	tx, err := args.ToTransaction()
	if err != nil {
		p.t.Errorf("arguments: %v", err)
		return nil
	}
	signed, err := types.SignTx(tx, types.LatestSignerForChainID((*big.Int)(args.ChainID)), p.key)
	if err != nil {
		p.t.Errorf("sign: %v", err)
		return nil
	}
	raw, err := signed.MarshalBinary()
	if err != nil {
		p.t.Errorf("encode: %v", err)
	}
	if p.clef {
		return map[string]any{"raw": hexutil.Bytes(raw), "tx": signed}
	}
	return hexutil.Bytes(raw)
}

func newProgram(t *testing.T, clef bool) *program {
	t.Helper()
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	return &program{t: t, clef: clef, key: key, held: []common.Address{crypto.PubkeyToAddress(key.PublicKey)}}
}

func TestSignerPrograms(t *testing.T) {
	t.Parallel()
	for name, clef := range map[string]bool{"clef": true, "web3signer": false} {
		p := newProgram(t, clef)
		at := name + "+" + p.serve()
		s, err := signers.Open(t.Context(), at, mainnet)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		checkSigns(t, s, p.held[0])
		p.held = append(p.held, common.Address{1})
		if _, err := signers.Open(t.Context(), at, mainnet); !errors.Is(err, signers.ErrAddress) {
			t.Errorf("%s with two keys and no name: %v", name, err)
		}
		if _, err := signers.Open(t.Context(), at+"?address="+p.held[0].Hex(), mainnet); err != nil {
			t.Errorf("%s with two keys and a name: %v", name, err)
		}
		if _, err := signers.Open(t.Context(), at+"?address="+common.Address{2}.Hex(), mainnet); !errors.Is(err, signers.ErrAddress) {
			t.Errorf("%s without the key: %v", name, err)
		}
	}
}

func TestSignerProgramsThatChangeSomething(t *testing.T) {
	t.Parallel()
	p := newProgram(t, true)
	s, err := signers.Open(t.Context(), "clef+"+p.serve(), mainnet)
	if err != nil {
		t.Fatal(err)
	}
	other := common.NewMixedcaseAddress(common.Address{9})
	for name, edit := range map[string]func(*apitypes.SendTxArgs){
		"receiver": func(a *apitypes.SendTxArgs) { a.To = &other },
		"amount":   func(a *apitypes.SendTxArgs) { a.Value = hexutil.Big(*big.NewInt(2)) },
		"nonce":    func(a *apitypes.SendTxArgs) { a.Nonce++ },
		"gas":      func(a *apitypes.SendTxArgs) { a.Gas++ },
		"fee":      func(a *apitypes.SendTxArgs) { a.MaxFeePerGas = (*hexutil.Big)(big.NewInt(21e9)) },
		"chain":    func(a *apitypes.SendTxArgs) { a.ChainID = (*hexutil.Big)(big.NewInt(5)) },
	} {
		p.edit = edit
		if _, err := s.SignTx(t.Context(), transactions()[0], mainnet); !errors.Is(err, signers.ErrChanged) {
			t.Errorf("%s changed: %v", name, err)
		}
	}
	p.edit = nil
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	p.key = key
	if _, err := s.SignTx(t.Context(), transactions()[0], mainnet); !errors.Is(err, signers.ErrSignature) {
		t.Errorf("signed with another key: %v", err)
	}
	p.deny = true
	if _, err := s.SignTx(t.Context(), transactions()[0], mainnet); err == nil || !strings.Contains(err.Error(), "request denied") {
		t.Errorf("denied: %v", err)
	}
}

func TestSignerProgramsRefuseDevelopmentKeys(t *testing.T) {
	t.Parallel()
	p := &program{t: t, key: keys.DevKey(0), held: []common.Address{crypto.PubkeyToAddress(keys.DevKey(0).PublicKey)}}
	if _, err := signers.Open(t.Context(), "web3signer+"+p.serve(), mainnet); !errors.Is(err, keys.ErrDevKey) {
		t.Errorf("on mainnet: %v", err)
	}
}

func TestKeysThatAreNotSpelledRight(t *testing.T) {
	t.Parallel()
	for _, spec := range []string{
		"", "operator.json", "vault://x", "awskms://", "awskms:///k?colour=red", "awskms:///k?endpoint=http://example.com",
		"gcpkms://projects/p/cryptoKeys/k", "gcpkms://" + gcpKeyName + "?endpoint=example.com:443", "clef+ftp://127.0.0.1",
		"clef+http://127.0.0.1?address=me", "web3signer+http://user:secret@127.0.0.1:1/%zz",
	} {
		_, err := signers.Open(t.Context(), spec, mainnet)
		if !errors.Is(err, signers.ErrSpec) {
			t.Errorf("%q: %v", spec, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: the error repeats a password: %v", spec, err)
		}
	}
	for spec, want := range map[string]bool{"operator.json": false, "/etc/keys/a": false, `C:\keys\a`: false, "awskms:///k": true, "clef+http://h": true} {
		if signers.IsRemote(spec) != want {
			t.Errorf("IsRemote(%q) is %v", spec, !want)
		}
	}
}
