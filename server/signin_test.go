package server

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

func (b *bench) nonce(name string) Login {
	b.Helper()
	var login Login
	b.ask("", "POST", "/v1/auth/nonce", map[string]any{"address": addr(name).Hex()}).want(201).into(&login)
	return login
}

func (b *bench) verify(login Login, signature string) answer {
	b.Helper()
	return b.ask("", "POST", "/v1/auth/verify", map[string]any{"nonce": login.Nonce, "signature": signature})
}

func TestSignInTextIsEIP4361(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	login := b.nonce("alice")
	if login.Domain != "makewhole.example" || login.ChainID != devChain {
		t.Errorf("the answer names %q and chain %d", login.Domain, login.ChainID)
	}
	lines := strings.Split(login.Text, "\n")
	want := []string{
		"makewhole.example wants you to sign in with your Ethereum account:", addr("alice").Hex(), "",
		"Sign in to file and follow claims. This costs nothing and moves no funds.", "",
		"URI: https://makewhole.example/login", "Version: 1", "Chain ID: 31337", "Nonce: " + login.Nonce,
		"Issued At: 2026-01-02T03:04:05Z", "Expiration Time: 2026-01-02T03:09:05Z",
	}
	if len(lines) != len(want)+1 || !strings.HasPrefix(lines[len(want)], "Request ID: ") {
		t.Fatalf("text:\n%s", login.Text)
	}
	for i := range want {
		if lines[i] != want[i] {
			t.Errorf("line %d is %q, want %q", i+1, lines[i], want[i])
		}
	}
	// the name in the text is configured, whatever the client calls us
	b.ask("", "POST", "/v1/auth/nonce", map[string]any{"address": addr("alice").Hex()}, "Host", "evil.example", "X-Forwarded-Host", "evil.example").want(201).hasNot("evil")
}

func TestSignIn(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	login := b.nonce("alice")
	a := b.verify(login, signText("alice", login.Text)).want(201)
	cookie := a.header.Get("Set-Cookie")
	for _, want := range []string{cookieName + "=mwc_", "Path=/", "Max-Age=43200", "HttpOnly", "Secure", "SameSite=Lax"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("cookie lacks %s: %s", want, cookie)
		}
	}
	var s SessionOut
	a.into(&s)
	b.ask("", "GET", "/v1/auth/me", nil, "Authorization", "Bearer "+s.Token).want(200).has(addr("alice").Hex()).hasNot(s.Token)
	b.ask("", "GET", "/v1/auth/me", nil, "Cookie", cookieName+"="+s.Token).want(200).has(addr("alice").Hex())
	b.ask("", "GET", "/v1/auth/me", nil).problem(401, "unauthorized")
	b.ask("", "GET", "/v1/auth/me", nil, "Authorization", "Bearer mwc_nothing").problem(401, "unauthorized")
	out := b.ask("", "POST", "/v1/auth/logout", nil, "Authorization", "Bearer "+s.Token).want(200)
	if !strings.Contains(out.header.Get("Set-Cookie"), "Max-Age=0") {
		t.Error("logout leaves the cookie")
	}
	b.ask("", "GET", "/v1/auth/me", nil, "Authorization", "Bearer "+s.Token).problem(401, "unauthorized")
	if strings.Contains(b.logs.String(), s.Token) {
		t.Error("the session token is in the log")
	}
}

// U1: of two requests with one signature, one is signed in.
func TestNonceIsSpentOnce(t *testing.T) {
	t.Parallel()
	eachBench(t, func(b *bench) {
		login := b.nonce("alice")
		sig := signText("alice", login.Text)
		var wg sync.WaitGroup
		codes := make([]int, 8)
		for i := range codes {
			wg.Go(func() { codes[i] = b.verify(login, sig).status })
		}
		wg.Wait()
		in := 0
		for _, code := range codes {
			switch code {
			case http.StatusCreated:
				in++
			case http.StatusUnauthorized:
			default:
				b.Errorf("status %d", code)
			}
		}
		if in != 1 {
			b.Errorf("%d sessions out of one signature", in)
		}
		b.verify(login, sig).problem(401, "sign-in-refused")
	})
}

func TestSignInRefusals(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	login := b.nonce("alice")
	good := signText("alice", login.Text)
	raw := common.FromHex(good)
	high := highS(raw)
	legacy := append(append([]byte{}, raw[:64]...), raw[64]-27)
	for name, sig := range map[string]string{
		"another key": signText("bob", login.Text), "another text": signText("alice", login.Text+" "), "high s": "0x" + common.Bytes2Hex(high),
		"64 bytes": good[:130], "zeros": "0x" + strings.Repeat("00", 65),
	} {
		if a := b.verify(login, sig); a.status != 401 {
			t.Errorf("%s: %d", name, a.status)
		}
	}
	b.verify(login, "0x"+common.Bytes2Hex(legacy)).problem(400, "invalid-request").has("27 or 28")
	b.verify(Login{Nonce: "0123456789abcdefABCDEF"}, good).problem(401, "sign-in-refused")
	b.verify(Login{Nonce: "'; DROP TABLE sessions"}, good).problem(400, "invalid-request")
	b.verify(login, good+"0").problem(400, "invalid-request")
	b.verify(login, "0x"+strings.Repeat("00", 8193)).problem(400, "invalid-request")
	b.clock.Advance(nonceLife)
	b.verify(login, good).problem(401, "sign-in-refused")
}

// highS is the same signature with the other, malleable s.
func highS(sig []byte) []byte {
	n := common.HexToHash("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141").Big()
	s := n.Sub(n, common.BytesToHash(sig[32:64]).Big())
	return append(append(append([]byte{}, sig[:32]...), common.BigToHash(s).Bytes()...), 27+28-sig[64])
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	token := b.signIn("alice")
	for range 13 { // active, so it does not idle out
		b.clock.Advance(50 * time.Minute)
		b.ask("", "GET", "/v1/auth/me", nil, "Authorization", "Bearer "+token).want(200)
	}
	b.clock.Advance(75 * time.Minute)
	b.ask("", "GET", "/v1/auth/me", nil, "Authorization", "Bearer "+token).problem(401, "unauthorized")
	idle := b.signIn("bob")
	b.clock.Advance(sessionIdle)
	b.ask("", "GET", "/v1/auth/me", nil, "Authorization", "Bearer "+idle).problem(401, "unauthorized")
	delete(b.sess, "bob")
	long := b.signIn("bob")
	for range 14 {
		b.clock.Advance(55 * time.Minute)
		if b.clock.Now().Before(b.clock.Now()) {
			t.Fatal("the clock stands")
		}
		b.ask("", "GET", "/v1/auth/me", nil, "Authorization", "Bearer "+long)
	}
	b.ask("", "GET", "/v1/auth/me", nil, "Authorization", "Bearer "+long).problem(401, "unauthorized") // 12 h are absolute
}

// A contract wallet signs in through EIP-1271, for an hour.
func TestContractWallet(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.chain.accounts[addr("safe")] = []byte{1, 2, 3}
	login := b.nonce("safe")
	b.verify(login, "0x010204").problem(401, "sign-in-refused")
	var s SessionOut
	b.verify(login, "0x010203").want(201).into(&s)
	if !s.Contract || !s.ExpiresAt.Equal(b.clock.Now().Add(contractSession)) {
		t.Errorf("session %+v", s)
	}
	// without a node only keys sign in
	alone := b.server(func(c *Config) { c.Chain = nil })
	b.s = alone
	b.verify(b.nonce("safe"), "0x010203").problem(401, "sign-in-refused")
	login = b.nonce("alice")
	b.verify(login, signText("alice", login.Text)).want(201)
}
