package demo

import (
	"crypto/ecdsa"
	"encoding/json"
	"fmt"

	"github.com/ethereum/go-ethereum/accounts"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"

	"makewhole/internal/client"
	"makewhole/outbox/keys"
	"makewhole/server"
)

func devWallet(name string, account int) *wallet {
	key := keys.DevKey(account)
	return &wallet{name: name, key: key, address: crypto.PubkeyToAddress(key.PublicKey)}
}

// anyone is the API as anyone sees it.
func (d *demo) anyone() client.Client {
	return client.Client{Context: d.ctx, Base: d.app.PublicURL, HTTP: d.http, Calls: &d.calls}
}

// as is the staff API for one person.
func (d *demo) as(c *clerk) client.Client {
	api := d.anyone()
	api.Base, api.Token = d.app.AdminURL, c.token
	return api
}

// signedIn is the API for a wallet. It signs in with the text of EIP-4361 that
// the server renders, again when its session has ended.
func (d *demo) signedIn(w *wallet) client.Client {
	api := d.anyone()
	if w.session == "" || !d.app.Now().Before(w.sessionEnd) {
		login := act(d, "sign in "+w.name, func() (server.Login, error) {
			return client.Post[server.Login](api, "/v1/auth/nonce", map[string]any{"address": w.address.Hex()})
		})
		body := map[string]any{"nonce": login.Nonce, "signature": signHash(w.key, common.Hash(accounts.TextHash([]byte(login.Text))))}
		session := act(d, "sign in "+w.name, func() (server.SessionOut, error) {
			return client.Post[server.SessionOut](api, "/v1/auth/verify", body)
		})
		w.session, w.sessionEnd = session.Token, session.ExpiresAt
	}
	api.Token = w.session
	return api
}

// signHash is r ‖ s ‖ v with v 27 or 28, hex.
func signHash(key *ecdsa.PrivateKey, digest common.Hash) string {
	sig, err := crypto.Sign(digest[:], key)
	if err != nil {
		panic("demo: " + err.Error()) // development keys always sign
	}
	sig[crypto.RecoveryIDOffset] += 27
	return hexutil.Encode(sig)
}

// signTyped signs an eth_signTypedData_v4 request as a wallet does: it hashes
// what it was shown.
func signTyped(key *ecdsa.PrivateKey, request any) (string, error) {
	raw, err := json.Marshal(request)
	if err != nil {
		return "", fmt.Errorf("typed data: %w", err)
	}
	var typed apitypes.TypedData
	if err := json.Unmarshal(raw, &typed); err != nil {
		return "", fmt.Errorf("typed data: %w", err)
	}
	digest, _, err := apitypes.TypedDataAndHash(typed)
	if err != nil {
		return "", fmt.Errorf("typed data: %w", err)
	}
	return signHash(key, common.Hash(digest)), nil
}

// act runs one request unless something failed before.
func act[T any](d *demo, what string, request func() (T, error)) (out T) {
	if d.err != nil {
		return out
	}
	out, err := request()
	d.fail(what, err)
	return out
}

// get reads one resource, post acts once; the caller is the client's.
func get[T any](d *demo, c client.Client, path string) T {
	return act(d, "read "+path, func() (T, error) { return client.Get[T](c, path) })
}

func list[T any](d *demo, c client.Client, path string) []T {
	return act(d, "read "+path, func() ([]T, error) { return client.List[T](c, path) })
}

func post[T any](d *demo, c client.Client, path string, body any) T {
	return act(d, "act "+path, func() (T, error) { return client.Post[T](c, path, body) })
}

// refused acts and expects a refusal with this status.
func (d *demo) refused(c client.Client, path string, body any, status int) (title string, ok bool) {
	if d.err != nil {
		return "", false
	}
	_, err := client.Post[json.RawMessage](c, path, body)
	if !client.RefusedAs(err, status) {
		return fmt.Sprint(err), false
	}
	return err.Error(), true
}

// obj is a request body.
type obj = map[string]any
