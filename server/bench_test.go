package server

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/chain"
	"makewhole/claims"
	"makewhole/contracts"
	"makewhole/incidents"
	"makewhole/internal/dbtest"
	"makewhole/models"
	"makewhole/oracles"
)

const devChain = 31337

var (
	oracleAt = common.HexToAddress("0x0000000000000000000000000000000000000a11")
	operator = common.HexToAddress("0x0000000000000000000000000000000000000b0b")
	usdAt    = common.HexToAddress("0x0000000000000000000000000000000000000d01")
	moduleAt = common.HexToAddress("0x0000000000000000000000000000000000000a01")
)

// fakeChain answers like a node: it recovers keys, and contract wallets accept
// what they were told to accept.
type fakeChain struct {
	mu       sync.Mutex
	accounts map[common.Address][]byte // contract wallet → the one signature it accepts
	calls    int
}

func (f *fakeChain) CodeAt(_ context.Context, a common.Address, _ *big.Int) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, ok := f.accounts[a]; ok {
		return []byte{1}, nil
	}
	return nil, nil
}

func (f *fakeChain) VerifySignature(_ context.Context, a common.Address, digest common.Hash, sig []byte, _ *uint64) (bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls++
	if want, ok := f.accounts[a]; ok {
		return bytes.Equal(sig, want), nil
	}
	return recovers(a, digest, sig), nil
}

func (f *fakeChain) Finalized(context.Context) (*types.Header, error) {
	return &types.Header{Number: big.NewInt(100), Time: uint64(dbtest.Start.Unix()), Difficulty: new(big.Int)}, nil
}

func (f *fakeChain) HeaderByNumber(ctx context.Context, _ *big.Int) (*types.Header, error) {
	return f.Finalized(ctx)
}

func (f *fakeChain) CallContractAtHash(context.Context, ethereum.CallMsg, common.Hash) ([]byte, error) {
	return make([]byte, 32), nil
}

// fakeJobs has one job that works and one that fails.
type fakeJobs struct{}

func (fakeJobs) Names() []string { return []string{"settle", "broken"} }
func (fakeJobs) List(context.Context) ([]models.Work, error) {
	return []models.Work{{Job: "settle"}}, nil
}
func (fakeJobs) Run(_ context.Context, n string) (string, error) {
	if n == "broken" {
		return "", fmt.Errorf("job %s: no disk", n)
	}
	return "1 draft", nil
}

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
	evidence, err := claims.OpenEvidenceStore(b.TempDir())
	b.must(err)
	b.Cleanup(func() { _ = evidence.Close() })
	cs, err := claims.New(claims.Config{
		DB: b.db, Chain: b.chain, Evidence: evidence, Now: b.clock.Now, ChainID: devChain, Oracle: oracleAt, Operator: operator,
		IncidentMachine: incidents.Machine,
	})
	b.must(err)
	os, err := oracles.New(oracles.Config{
		DB: b.db, Now: b.clock.Now, ChainID: devChain, Operator: operator,
		Sources: map[uint64]oracles.Source{devChain: {Providers: []oracles.Provider{b.chain}, Agree: 1}},
	})
	b.must(err)
	is, err := incidents.New(incidents.Config{DB: b.db})
	b.must(err)
	cfg := Config{
		DB: b.db, Claims: cs, Oracles: os, Incidents: is, Chain: b.chain, Jobs: fakeJobs{}, Outbox: &chain.Operator{DB: b.db}, Domain: "makewhole.example", ChainID: devChain,
		LimitScale: 1000, Now: b.clock.Now, Log: slog.New(slog.NewJSONHandler(b.logs, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	change(&cfg)
	s, err := New(cfg)
	b.must(err)
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
	default:
		raw, err := json.Marshal(v)
		b.must(err)
		reader = bytes.NewReader(raw)
	}
	r := httptest.NewRequestWithContext(b.Context(), method, path, reader)
	if reader != nil {
		r.Header.Set("Content-Type", "application/json")
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

// world is what most cases need: a cover of alice and an incident that takes
// claims.
type world struct {
	protocol, module, product, wording, pool, cover, incident string
}

func (b *bench) world() world {
	b.Helper()
	var w world
	usd := map[string]any{"chain_id": devChain, "address": usdAt.Hex(), "symbol": "USD", "decimals": 6}
	made := func(path string, body map[string]any) string {
		b.Helper()
		var out struct {
			ID string `json:"id"`
		}
		b.ask("staff:senior", "POST", path, body).want(201).into(&out)
		return out.ID
	}
	w.protocol = made("/v1/admin/protocols", map[string]any{"slug": "vault", "name": "Vault"})
	w.module = made("/v1/admin/protocols/"+w.protocol+"/modules", map[string]any{
		"chain_id": devChain, "address": moduleAt.Hex(), "role": "vault", "pause_kind": "pausable", "method_view": "assetsOf(address)", "value_asset": usd,
	})
	w.product = made("/v1/admin/products", map[string]any{"protocol_id": w.protocol, "name": "Vault cover", "limit_asset": usd})
	w.wording = made("/v1/admin/products/"+w.product+"/wordings", map[string]any{"terms": map[string]any{
		"appeal_window_s": 3600, "coinsurance_bps": 10000, "cooling_off_s": 60, "deductible": "0", "evidence_window_s": 3600,
		"filing_window_s": 3600, "franchise": "0", "min_pay": "0", "objection_window_s": 60, "per_incident_limit": "0",
		"review_share_max_bps": 2500, "second_review_above": "1000000000", "settlement_rule": "water-fill/1", "waiting_period_s": 0,
	}, "text": "What is covered."})
	w.pool = made("/v1/admin/pools", map[string]any{
		"kind": "capital", "name": "Pool", "asset": usd, "contract": "0x00000000000000000000000000000000000000c1",
		"distributor": "0x00000000000000000000000000000000000000d1", "oracle": oracleAt.Hex(),
	})
	b.ask("staff:senior", "POST", "/v1/admin/products/"+w.product+"/layers", map[string]any{"pool_id": w.pool, "position": 1, "incident_cap": "0"}).want(201)
	w.cover = made("/v1/admin/covers", map[string]any{
		"product_id": w.product, "kind": "individual", "holder": addr("alice").Hex(), "accounts": []string{addr("alice").Hex(), addr("amy").Hex()},
		"limit": "1000000000", "active_to": b.clock.Now().AddDate(1, 0, 0).Format(time.RFC3339),
	})
	b.clock.Advance(time.Hour)
	w.incident = b.incident(w, models.IncidentClaimsOpen)
	return w
}

// members are the committee's keys, ascending by address.
func members() []*ecdsa.PrivateKey {
	keys := []*ecdsa.PrivateKey{key("member 0"), key("member 1"), key("member 2"), key("member 3")}
	slices.SortFunc(keys, func(a, b *ecdsa.PrivateKey) int {
		return crypto.PubkeyToAddress(a.PublicKey).Cmp(crypto.PubkeyToAddress(b.PublicKey))
	})
	return keys
}

// committee is the active oracle configuration; recording it twice changes
// nothing.
func (b *bench) committee() models.OracleConfig {
	b.Helper()
	c := contracts.OracleConfig{ChainID: devChain, Oracle: oracleAt, Count: 1, F: 1, Threshold: 3, MaxAge: 1 << 30}
	for _, k := range members() {
		c.Signers = append(c.Signers, crypto.PubkeyToAddress(k.PublicKey))
	}
	row, err := b.s.cfg.Oracles.RegisterConfig(b.Context(), models.SystemActor("test"), c)
	b.must(err)
	return row
}

// incident is one as people and jobs would have left it; in claims_open its
// windows run.
func (b *bench) incident(w world, state string) string {
	b.Helper()
	row := models.Incident{PublicID: models.NewID("inc"), Title: "Drained", State: state}
	row.ChainRef, row.ConfigDigest = models.H(incidents.ChainRef(row.PublicID)), b.committee().Digest
	b.must(b.db.Tx(b.Context(), func(tx *models.Tx) error {
		p, err := models.ByPublicID[models.Protocol](tx, w.protocol)
		if err != nil {
			return err
		}
		usd, err := tx.AssetFor(devChain, usdAt)
		if err != nil {
			return err
		}
		row.NumeraireID = usd.ID
		at := func(d time.Duration) *time.Time { t := tx.Now.Add(d); return &t }
		row.ProtocolID, row.OccurredFrom, row.OccurredTo, row.ObservedAt = p.ID, at(-30*time.Minute), at(-29*time.Minute), at(-20*time.Minute)
		row.ReportedAt, row.ConfirmedAt = at(-15*time.Minute), at(-10*time.Minute)
		if state == models.IncidentClaimsOpen {
			row.ClaimsOpenAt, row.ClaimsCloseAt, row.BarAt = at(-time.Minute), at(time.Hour), at(2*time.Hour)
		}
		return models.Insert(tx, &row)
	}))
	return row.PublicID
}

// proof renders and signs the proof of loss of an account for a claimant.
func (b *bench) proof(w world, claimant, affected string) map[string]any {
	b.Helper()
	var req ProofRequest
	b.ask(claimant, "POST", "/v1/claims/proof", map[string]any{
		"incident_id": w.incident, "affected": addr(affected).Hex(), "receiver": addr(affected).Hex(),
	}).want(200).into(&req)
	p := claims.Proof{Nonce: common.HexToHash(req.Nonce), IssuedAt: req.IssuedAt, ExpiresAt: req.ExpiresAt}
	msg := claims.ProofMessage(incidents.ChainRef(w.incident), addr(affected), addr(claimant), addr(affected), p)
	digest := msg.Digest(b.s.cfg.Claims.ProofDomain())
	sig, err := crypto.Sign(digest[:], key(affected))
	b.must(err)
	sig[64] += 27
	return map[string]any{"nonce": req.Nonce, "issued_at": req.IssuedAt, "expires_at": req.ExpiresAt, "signature": "0x" + common.Bytes2Hex(sig)}
}

// filing is the body of a good claim.
func (b *bench) filing(w world, claimant, affected string) map[string]any {
	b.Helper()
	return map[string]any{
		"incident_id": w.incident, "cover_id": w.cover, "affected": addr(affected).Hex(), "receiver": addr(affected).Hex(),
		"requested": "100000000", "statement": "It is gone.", "proof": b.proof(w, claimant, affected),
	}
}

func (b *bench) file(w world, claimant, affected string) Claim {
	b.Helper()
	var c Claim
	b.ask(claimant, "POST", "/v1/claims", b.filing(w, claimant, affected)).want(201).into(&c)
	return c
}
