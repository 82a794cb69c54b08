package server

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/accounts"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"
)

// Credentials are read one way: a header that is not exactly "Bearer " switches no
// check off, and the cookie beside it counts for nothing.
func TestOtherCredentialsSwitchNothingOff(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	cookie, token := cookieName+"="+b.signIn("alice"), b.tokens[roleAdmin]
	for _, other := range []string{"x", "Basic YTpi", "bearer " + token, "Bearer", "Bearer  ", " ", "Bearer\t" + token, "Token " + token} {
		a := b.ask("", "POST", "/v1/auth/logout", nil, "Cookie", cookie, "Authorization", other, "Sec-Fetch-Site", "cross-site")
		if a.status != 403 && a.status != 401 {
			t.Errorf("%q across sites: %d", other, a.status)
		}
		b.ask("", "GET", "/v1/auth/me", nil, "Cookie", cookie, "Authorization", other).problem(401, "unauthorized")
	}
	b.ask("", "GET", "/v1/auth/me", nil, "Cookie", cookie).want(200)
}

// The account's own key in another form is refused with the reason, not taken for a
// contract.
func TestSignatureWithAnotherVIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.chain.accounts[addr("alice")] = nil
	var login Login
	b.ask("", "POST", "/v1/auth/nonce", map[string]any{"address": addr("alice").Hex()}).want(201).into(&login)
	sig, err := crypto.Sign(accounts.TextHash([]byte(login.Text)), key("alice"))
	b.must(err)
	body := map[string]any{"nonce": login.Nonce, "signature": hexutil.Encode(sig)}
	b.ask("", "POST", "/v1/auth/verify", body).problem(400, "invalid-request").has("/signature", "27 or 28")
	sig[64] += 27
	body["signature"] = hexutil.Encode(sig)
	b.ask("", "POST", "/v1/auth/verify", body).want(201).has(`"contract":false`)

	w := b.world()
	in := b.filing(w, "alice", "alice")
	proof := in["proof"].(map[string]any)
	raw := common.FromHex(proof["signature"].(string))
	raw[64] -= 27
	proof["signature"] = hexutil.Encode(raw)
	b.ask("alice", "POST", "/v1/claims", in).problem(422, "proof-of-loss").has("27 or 28")
}

// A cursor goes on with its own list only: whatever else a list can be asked is part
// of it. The document names every filter, so that none is forgotten.
func TestCursorsAreBoundToEveryFilter(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	var doc struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Name, In string
				Schema   struct {
					Type any
					Enum []any
				}
			}
		}
	}
	b.must(json.Unmarshal(b.openapi(), &doc))
	lists, filters := 0, 0
	for path, ops := range doc.Paths {
		op := ops["get"]
		pages := false
		for _, p := range op.Parameters {
			pages = pages || p.Name == "cursor"
		}
		if !pages {
			continue
		}
		lists++
		real := strings.NewReplacer("{id}", "x", "{digest}", "x").Replace(path)
		for _, p := range op.Parameters {
			if p.In != "query" || p.Name == "cursor" || p.Name == "limit" {
				continue
			}
			filters++
			value := "x"
			if len(p.Schema.Enum) > 0 {
				value, _ = p.Schema.Enum[0].(string)
			}
			bare, filtered := PageIn{scope: real + "?"}, PageIn{scope: real + "?" + url.Values{p.Name: {value}}.Encode()}
			if _, err := openCursor(filtered.list("l"), sealCursor(bare.list("l"), 7)); err == nil {
				t.Errorf("%s: a cursor without %s goes on with it", path, p.Name)
			}
		}
	}
	if lists < 20 || filters < 10 {
		t.Errorf("%d lists with %d filters", lists, filters)
	}
}

// The filters that the server sees are those that the cursor has.
func TestACursorOfAnotherFilterIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w := b.world()
	b.file(w, "alice", "alice")
	b.file(w, "alice", "amy")
	var page struct {
		NextCursor string `json:"next_cursor"`
	}
	b.ask("staff:senior", "GET", "/v1/admin/claims?limit=1", nil).want(200).into(&page)
	at := "&cursor=" + url.QueryEscape(page.NextCursor)
	b.ask("staff:senior", "GET", "/v1/admin/claims?limit=2"+at, nil).want(200)
	for _, other := range []string{"mine=true", "state=submitted", "incident=" + w.incident} {
		b.ask("staff:senior", "GET", "/v1/admin/claims?limit=1&"+other+at, nil).problem(400, "invalid-request").has("/cursor")
	}
	b.ask("staff:admin", "GET", "/v1/admin/covers?limit=1"+at, nil).problem(400, "invalid-request")
}
