package server

import (
	"bytes"
	"crypto/ecdsa"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/ethereum/go-ethereum/accounts"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/claims"
	"makewhole/corrections"
	"makewhole/distributions"
	"makewhole/incidents"
	"makewhole/metrics"
	"makewhole/models"
	"makewhole/oracles"
	"makewhole/outbox"
	"makewhole/settlements"
	"makewhole/test/dbtest"
)

const devChain = 31337

var (
	oracleAt = common.HexToAddress("0x0000000000000000000000000000000000000a11")
	operator = common.HexToAddress("0x0000000000000000000000000000000000000b0b")
	usdAt    = common.HexToAddress("0x0000000000000000000000000000000000000d01")
	moduleAt = common.HexToAddress("0x0000000000000000000000000000000000000a01")
)

// bench is a server over a store of its own with one person per role.
type bench struct {
	*testing.T
	db     *models.DB
	clock  *dbtest.Clock
	chain  *fakeChain
	s      *Server
	logs   *syncBuffer
	tokens map[string]string // role → API token
	sess   map[string]string // wallet → session token
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func newBench(t *testing.T) *bench {
	t.Helper()
	clock := dbtest.NewClock()
	return benchOn(t, dbtest.Open(t, clock.Now), clock)
}

// eachBench runs on every engine there is.
func eachBench(t *testing.T, fn func(b *bench)) {
	t.Helper()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) { fn(benchOn(t, db, clock)) })
}

func benchOn(t *testing.T, db *models.DB, clock *dbtest.Clock) *bench {
	t.Helper()
	b := &bench{
		T: t, db: db, clock: clock, chain: &fakeChain{accounts: map[common.Address][]byte{}}, logs: &syncBuffer{},
		tokens: map[string]string{}, sess: map[string]string{},
	}
	b.s = b.server(func(*Config) {})
	for _, role := range allRoles {
		got, err := b.s.staff().Add(t.Context(), models.SystemActor("test"), StaffInput{Person: "p-" + role, Name: role, Roles: []string{role}})
		b.must(err)
		b.tokens[role] = got.Token
	}
	return b
}

// server builds a server like production does, with one change.
func (b *bench) server(change func(*Config)) *Server {
	b.Helper()
	cs, err := claims.New(claims.Config{
		DB: b.db, Chain: b.chain, Now: b.clock.Now, ChainID: devChain, Oracle: oracleAt,
	})
	b.must(err)
	ss, err := settlements.New(settlements.Config{
		DB: b.db, Chain: b.chain, Now: b.clock.Now, ChainID: devChain, Operator: operator,
	})
	b.must(err)
	co, err := corrections.New(corrections.Config{DB: b.db, Claims: cs})
	b.must(err)
	ds, err := distributions.New(distributions.Config{DB: b.db, ChainID: devChain, Operator: operator})
	b.must(err)
	os, err := oracles.New(oracles.Config{
		DB: b.db, Now: b.clock.Now, ChainID: devChain, Operator: operator,
		Sources: map[uint64]oracles.Source{devChain: {Providers: []oracles.Provider{b.chain}, Agree: 1}},
	})
	b.must(err)
	is, err := incidents.New(incidents.Config{DB: b.db})
	b.must(err)
	ms, err := metrics.New(metrics.Config{DB: b.db, Now: b.clock.Now, Version: "test"})
	b.must(err)
	cfg := Config{
		DB: b.db, Metrics: ms, Claims: cs, Settlements: ss, Corrections: co, Distributions: ds, Oracles: os, Incidents: is, Chain: b.chain, Jobs: fakeJobs{}, Outbox: &outbox.Operator{DB: b.db}, Domain: "makewhole.example", ChainID: devChain,
		LimitScale: 1000, Now: b.clock.Now, Log: slog.New(slog.NewJSONHandler(b.logs, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	change(&cfg)
	s, err := New(cfg)
	b.must(err)
	s.public, s.admin, s.socket = b.documented(s, true, s.public), b.documented(s, false, s.admin), b.documented(s, false, s.socket)
	return s
}

func (b *bench) must(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// key is the key of a named wallet.
func key(name string) *ecdsa.PrivateKey {
	k, err := crypto.ToECDSA(crypto.Keccak256([]byte(name)))
	if err != nil {
		panic(err)
	}
	return k
}

func addr(name string) common.Address { return crypto.PubkeyToAddress(key(name).PublicKey) }

func signText(name, text string) string {
	sig, err := crypto.Sign(accounts.TextHash([]byte(text)), key(name))
	if err != nil {
		panic(err)
	}
	sig[64] += 27
	return "0x" + common.Bytes2Hex(sig)
}

// signIn goes through both requests once per wallet.
func (b *bench) signIn(name string) string {
	b.Helper()
	if token, ok := b.sess[name]; ok {
		return token
	}
	var login Login
	b.ask("", "POST", "/v1/auth/nonce", map[string]any{"address": addr(name).Hex()}).want(201).into(&login)
	var out SessionOut
	b.ask("", "POST", "/v1/auth/verify", map[string]any{"nonce": login.Nonce, "signature": signText(name, login.Text)}).want(201).into(&out)
	b.sess[name] = out.Token
	return out.Token
}

// token of "alice" (a wallet), "staff:senior" or "" (nobody).
func (b *bench) token(who string) string {
	b.Helper()
	if role, ok := strings.CutPrefix(who, "staff:"); ok {
		return b.tokens[role]
	}
	if who == "" {
		return ""
	}
	return b.signIn(who)
}

// answer is a response with its body read.
type answer struct {
	*bench
	call   string // method and path
	status int
	header http.Header
	body   string
}

var keyCount struct {
	sync.Mutex
	n int
}

// newKey is a fresh idempotency key.
func newKey() string {
	keyCount.Lock()
	defer keyCount.Unlock()
	keyCount.n++
	return fmt.Sprintf("test-key-%08d", keyCount.n)
}

// ask sends JSON (or a string as it is) with a fresh key where one is needed.
func (b *bench) ask(who, method, path string, body any, headers ...string) answer {
	b.Helper()
	var reader io.Reader
	switch v := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(v)
	case []byte:
		reader = bytes.NewReader(v)
	case *long:
		reader = v
	default:
		raw, err := json.Marshal(v)
		b.must(err)
		reader = bytes.NewReader(raw)
	}
	r := httptest.NewRequestWithContext(b.Context(), method, path, reader)
	if reader != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if l, ok := body.(*long); ok {
		r.ContentLength = l.length
	}
	if method == http.MethodPost {
		r.Header.Set("Idempotency-Key", newKey())
	}
	if token := b.token(who); token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Del(headers[i])
		if headers[i+1] != "" {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	return b.send(b.s, r)
}

func (b *bench) send(s *Server, r *http.Request) answer {
	b.Helper()
	h := s.PublicHandler()
	if strings.HasPrefix(r.URL.Path, "/v1/admin") {
		h = s.AdminHandler()
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return answer{bench: b, call: r.Method + " " + r.URL.Path, status: w.Code, header: w.Header(), body: w.Body.String()}
}

func (a answer) want(status int) answer {
	a.Helper()
	if a.status != status {
		a.Fatalf("%s: status %d, want %d: %s", a.call, a.status, status, a.body)
	}
	return a
}

func (a answer) has(texts ...string) answer {
	a.Helper()
	for _, text := range texts {
		if !strings.Contains(a.body, text) {
			a.Errorf("answer lacks %q: %s", text, a.body)
		}
	}
	return a
}

func (a answer) hasNot(texts ...string) answer {
	a.Helper()
	for _, text := range texts {
		if strings.Contains(a.body, text) {
			a.Errorf("answer has %q: %s", text, a.body)
		}
	}
	return a
}

// problem checks the kind of an error.
func (a answer) problem(status int, slug string) answer {
	a.Helper()
	a.want(status)
	if got := a.header.Get("Content-Type"); got != problemType {
		a.Errorf("media type %q", got)
	}
	return a.has(`"type":"`+problemPrefix+slug+`"`, `"instance":"urn:makewhole:request:`)
}

func (a answer) into(v any) {
	a.Helper()
	if err := json.Unmarshal([]byte(a.body), v); err != nil {
		a.Fatalf("%v: %s", err, a.body)
	}
}

// rows counts what an act may change.
func (b *bench) rows() map[string]int {
	b.Helper()
	out := map[string]int{}
	b.must(b.db.Read(b.Context(), func(tx *models.Tx) error {
		return firstError(
			countRows[models.Claim](tx, out, "claims"), countRows[models.Review](tx, out, "reviews"),
			countRows[models.Transition](tx, out, "transitions"), countRows[models.AuditEntry](tx, out, "audit"),
			countRows[models.IdempotencyKey](tx, out, "keys"), countRows[models.TxIntent](tx, out, "intents"),
			countRows[models.Staff](tx, out, "staff"), countRows[models.Protocol](tx, out, "protocols"),
			countRows[models.Incident](tx, out, "incidents"), countRows[models.EvidenceFile](tx, out, "evidence"),
			countRows[models.Session](tx, out, "sessions"), countRows[models.Cover](tx, out, "covers"),
		)
	}))
	return out
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func countRows[T any](tx *models.Tx, out map[string]int, name string) error {
	return models.EachRow(tx, func(*T) error { out[name]++; return nil })
}

// changed compares with rows taken before; what is not named must be equal.
func (b *bench) changed(before map[string]int, want map[string]int) {
	b.Helper()
	for name, n := range b.rows() {
		if got := n - before[name]; got != want[name] {
			b.Errorf("%s changed by %d, want %d", name, got, want[name])
		}
	}
}
