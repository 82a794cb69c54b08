package main

import (
	"crypto/ecdsa"
	"encoding/json"
	"fmt"

	"github.com/ethereum/go-ethereum/accounts"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"

	"makewhole/outbox"
	"makewhole/server"
)

func devWallet(name string, account int) *wallet {
	key := outbox.DevKey(account)
	return &wallet{name: name, key: key, address: crypto.PubkeyToAddress(key.PublicKey)}
}

// anyone is the API as a stranger sees it.
func (d *demo) anyone() apiClient {
	return apiClient{ctx: d.ctx, base: d.app.PublicURL, http: d.http, calls: &d.calls}
}

// as is the staff API for one person.
func (d *demo) as(c *clerk) apiClient {
	api := d.anyone()
	api.base, api.token = d.app.AdminURL, c.token
	return api
}

// signedIn is the API for a wallet. It signs in with the text of EIP-4361 that
// the server renders, again when its session has ended.
func (d *demo) signedIn(w *wallet) apiClient {
	api := d.anyone()
	if w.session == "" || !d.app.Now().Before(w.sessionEnd) {
		login := act(d, "sign in "+w.name, func() (server.Login, error) {
			return apiPost[server.Login](api, "/v1/auth/nonce", map[string]any{"address": w.address.Hex()})
		})
		body := map[string]any{"nonce": login.Nonce, "signature": signHash(w.key, common.Hash(accounts.TextHash([]byte(login.Text))))}
		session := act(d, "sign in "+w.name, func() (server.SessionOut, error) {
			return apiPost[server.SessionOut](api, "/v1/auth/verify", body)
		})
		w.session, w.sessionEnd = session.Token, session.ExpiresAt
	}
	api.token = w.session
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
func get[T any](d *demo, c apiClient, path string) T {
	return act(d, "read "+path, func() (T, error) { return apiGet[T](c, path) })
}

func list[T any](d *demo, c apiClient, path string) []T {
	return act(d, "read "+path, func() ([]T, error) { return apiList[T](c, path) })
}

func post[T any](d *demo, c apiClient, path string, body any) T {
	return act(d, "act "+path, func() (T, error) { return apiPost[T](c, path, body) })
}

// refused acts and expects a refusal with this status.
func (d *demo) refused(c apiClient, path string, body any, status int) (title string, ok bool) {
	if d.err != nil {
		return "", false
	}
	_, err := apiPost[json.RawMessage](c, path, body)
	if !refusedAs(err, status) {
		return fmt.Sprint(err), false
	}
	return err.Error(), true
}

// obj is a request body.
type obj = map[string]any
