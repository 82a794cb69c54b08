package claims_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/claims"
	"makewhole/contracts"
	"makewhole/distributions"
	"makewhole/incidents"
	"makewhole/internal/dbtest"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
	"makewhole/settlements"
)

const chainID = 31337

var (
	ctx         = context.Background()
	tokenAddr   = common.HexToAddress("0x00000000000000000000000000000000000a55e7")
	distributor = common.HexToAddress("0x0000000000000000000000000000000000d15700")
	poolAddr    = common.HexToAddress("0x0000000000000000000000000000000000901000")
	vaultAddr   = common.HexToAddress("0x0000000000000000000000000000000000f00d00")
	oracleAddr  = common.HexToAddress("0x0000000000000000000000000000000000face00")
	operator    = common.HexToAddress("0x0000000000000000000000000000000000009e70")
)

// fakeChain knows which accounts are contracts and what their EIP-1271 accepts.
type fakeChain struct {
	code     map[common.Address]bool
	accepts  map[common.Address][]byte
	askedAt  map[common.Address]*uint64
	failCode error
}

func (c *fakeChain) CodeAt(_ context.Context, a common.Address, _ *big.Int) ([]byte, error) {
	if c.code[a] {
		return []byte{0xfe}, c.failCode
	}
	return nil, c.failCode
}

func (c *fakeChain) VerifySignature(_ context.Context, a common.Address, digest common.Hash, sig []byte, at *uint64) (bool, error) {
	c.askedAt[a] = at
	if by, err := contracts.RecoverSigner(digest, sig); err == nil && by == a {
		return true, nil
	}
	return c.code[a] && bytes.Equal(sig, c.accepts[a]) && len(sig) > 0, nil
}

// world is a service over a fresh store with a protocol, a product, a pool and
// a vault in one token, and the staff of a small desk.
type world struct {
	t        testing.TB
	db       *models.DB
	clock    *dbtest.Clock
	chain    *fakeChain
	s        *rooms
	token    claims.AssetInput
	protocol models.Protocol
	product  models.Product
	pool     models.Pool
	vault    models.Pool
	members  []*ecdsa.PrivateKey
	block    int64

	intake, anna, ben, carl, sara, theo models.Actor // underwriters anna ben carl, senior sara, treasurer theo
}

type (
	claimsRoom        = claims.Service
	settlementsRoom   = settlements.Service
	distributionsRoom = distributions.Service
)

// rooms are the services over one store.
type rooms struct {
	*claimsRoom
	*settlementsRoom
	*distributionsRoom
}

// terms are the ones most tests use: no deductions, short windows.
func terms() claims.Terms {
	return claims.Terms{
		WaitingPeriodS: 3600, FilingWindowS: 7200, AppealWindowS: 3600, CoolingOffS: 600, ObjectionWindowS: 1200, EvidenceWindowS: 900,
		CoinsuranceBps: 10000, SecondReviewAbove: money.Max, ReviewShareMaxBps: 10000, SettlementRule: claims.RuleWaterFill,
	}
}

// each runs a test in a fresh world on every engine.
func each(t *testing.T, ts claims.Terms, fn func(w *world)) {
	t.Helper()
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		fn(newWorld(t, db, clock, ts))
	})
}

func newWorld(t testing.TB, db *models.DB, clock *dbtest.Clock, ts claims.Terms) *world {
	t.Helper()
	store, err := claims.OpenEvidenceStore(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	w := &world{t: t, db: db, clock: clock, chain: &fakeChain{
		code: map[common.Address]bool{}, accepts: map[common.Address][]byte{}, askedAt: map[common.Address]*uint64{},
	}}
	w.s = &rooms{}
	w.s.claimsRoom, err = claims.New(claims.Config{
		DB: db, Chain: w.chain, Evidence: store, Now: clock.Now, ChainID: chainID, Oracle: oracleAddr,
		IncidentMachine: incidents.Machine, Compromised: map[common.Address]bool{addr("compromised"): true},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.s.settlementsRoom, err = settlements.New(settlements.Config{
		DB: db, Chain: w.chain, Now: clock.Now, ChainID: chainID, Operator: operator,
		IncidentMachine: incidents.Machine, Compromised: map[common.Address]bool{addr("compromised"): true},
		RecoverySources: map[common.Address]string{addr("court"): "court"}, RecoveryHold: time.Hour, EventBatch: 7,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.s.distributionsRoom, err = distributions.New(distributions.Config{DB: db, ChainID: chainID, Operator: operator})
	if err != nil {
		t.Fatal(err)
	}
	w.hire()
	w.catalog(ts)
	return w
}

func (w *world) hire() {
	for _, p := range []struct {
		at    *models.Actor
		name  string
		roles string
	}{
		{&w.intake, "ines", "intake"}, {&w.anna, "anna", "underwriter"}, {&w.ben, "ben", "underwriter"},
		{&w.carl, "carl", "underwriter"}, {&w.sara, "sara", "senior"}, {&w.theo, "theo", "treasurer"},
	} {
		*p.at = w.person(p.name, p.name, p.roles)
	}
	for i := range 4 {
		w.members = append(w.members, key(fmt.Sprintf("member %d", i)))
	}
	slices.SortFunc(w.members, func(a, b *ecdsa.PrivateKey) int {
		return crypto.PubkeyToAddress(a.PublicKey).Cmp(crypto.PubkeyToAddress(b.PublicKey))
	})
}

// person adds a login of a person.
func (w *world) person(login, person, roles string) models.Actor {
	wallet := models.Addr(addr(login))
	row := models.Staff{
		PublicID: models.NewID("stf"), Person: person, Name: login, Roles: roles, Wallet: &wallet,
		TokenHash: models.H(crypto.Keccak256Hash([]byte(login))),
	}
	w.tx(func(tx *models.Tx) error { return models.Insert(tx, &row) })
	return models.StaffActor(row, "")
}

func (w *world) catalog(ts claims.Terms) {
	w.token = claims.AssetInput{ChainID: chainID, Address: tokenAddr, Symbol: "TST", Decimals: 6}
	w.protocol = must[models.Protocol](w.t)(w.s.CreateProtocol(ctx, w.sara, claims.ProtocolInput{Slug: "vaults", Name: "Vaults"}))
	w.product = must[models.Product](w.t)(w.s.CreateProduct(ctx, w.sara, claims.ProductInput{
		ProtocolID: w.protocol.PublicID, Name: "Cover", LimitAsset: w.token}))
	w.wording(ts)
	pool := claims.PoolInput{Kind: claims.PoolCapital, Name: "capital", Asset: w.token, Contract: poolAddr, Distributor: distributor, Oracle: oracleAddr}
	w.pool = must[models.Pool](w.t)(w.s.CreatePool(ctx, w.sara, pool))
	pool.Kind, pool.Contract = claims.PoolVault, vaultAddr
	w.vault = must[models.Pool](w.t)(w.s.CreatePool(ctx, w.sara, pool))
	w.layer(w.pool, 1, money.Zero)
}

func (w *world) wording(ts claims.Terms) models.Wording {
	return must[models.Wording](w.t)(w.s.CreateWording(ctx, w.sara, claims.WordingInput{ProductID: w.product.PublicID, Terms: ts, Text: "The wording."}))
}

func (w *world) layer(pool models.Pool, position int64, limit money.Amount) {
	must[models.Layer](w.t)(w.s.AddLayer(ctx, w.sara, claims.LayerInput{
		ProductID: w.product.PublicID, PoolID: pool.PublicID, Position: position, IncidentCap: limit}))
}

// fund makes the pool's final deposits known: free capital on chain, all of it
// earmarked for the incident when one is given.
func (w *world) fund(inc *models.Incident, holder string, amount uint64) {
	w.event(poolAddr, "Deposited", map[string]any{"account": addr(holder), "assets": n(amount), "shares": n(amount), "total_shares": n(amount)})
	if inc != nil {
		w.earmark(inc, amount)
	}
}

func (w *world) earmark(inc *models.Incident, amount uint64) {
	w.event(poolAddr, "Earmarked", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": n(amount), "left": n(amount)})
}

// cover insures accounts from long ago, so that waiting periods are over.
func (w *world) cover(holder string, limit uint64, accounts ...string) models.Cover {
	return w.coverOf(claims.CoverIndividual, holder, limit, accounts...)
}

func (w *world) coverOf(kind, holder string, limit uint64, accounts ...string) models.Cover {
	in := claims.CoverInput{
		ProductID: w.product.PublicID, Kind: kind, Holder: addr(holder), Limit: n(limit), ActiveTo: w.clock.Now().AddDate(1, 0, 0),
	}
	for _, a := range accounts {
		in.Accounts = append(in.Accounts, addr(a))
	}
	return must[models.Cover](w.t)(w.s.WriteCover(ctx, w.intake, in))
}

// loss is one leaf; the test's snapshots are built from these.
type loss struct {
	account string
	amount  uint64
}

// incident records a confirmed event at the present moment and a final snapshot
// set of its losses in the world's token.
func (w *world) incident(unattributed uint64, ls ...loss) models.Incident {
	inc := w.confirmed()
	w.snapshot(&inc, w.assetID(), unattributed, ls...)
	w.set(&inc, "[]")
	return inc
}

// confirmed records an incident that occurred now and is being measured.
func (w *world) confirmed() models.Incident {
	now := w.clock.Now()
	inc := models.Incident{
		PublicID: models.NewID("inc"), ProtocolID: w.protocol.ID, Title: "exploit", State: models.IncidentSnapshotting, Spec: "{}",
		OccurredFrom: &now, OccurredTo: &now, ReportedAt: &now, ConfirmedAt: &now, NumeraireID: w.assetID(),
	}
	inc.ChainRef = models.H(common.Hash(merkle.IncidentID(inc.PublicID)))
	inc.ConfigDigest = models.H(w.committee())
	w.tx(func(tx *models.Tx) error { return models.Insert(tx, &inc) })
	return inc
}

// committee records the four members with threshold three, once.
func (w *world) committee() common.Hash {
	c := contracts.OracleConfig{ChainID: chainID, Oracle: oracleAddr, Count: 1, F: 1, Threshold: 3}
	for _, k := range w.members {
		c.Signers = append(c.Signers, crypto.PubkeyToAddress(k.PublicKey))
	}
	signers, _ := json.Marshal(c.Signers)
	w.tx(func(tx *models.Tx) error {
		if _, err := tx.CommitteeOf(c.Digest()); err == nil {
			return nil
		}
		row := models.OracleConfig{Digest: models.H(c.Digest()), ChainID: chainID, Oracle: models.Addr(oracleAddr), Count: 1,
			Signers: string(signers), F: 1, Threshold: 3, State: "active"}
		return models.Insert(tx, &row)
	})
	return c.Digest()
}

func (w *world) assetID() int64 { return w.product.LimitAssetID }

func (w *world) snapshot(inc *models.Incident, assetID int64, unattributed uint64, ls ...loss) models.Snapshot {
	total := unattributed
	leaves := make([]models.SnapshotLeaf, len(ls))
	for i, l := range ls {
		leaves[i] = models.SnapshotLeaf{Idx: int64(i), Account: models.Addr(addr(l.account)), Loss: models.Amt(n(l.amount)), ValueBefore: models.Amt(n(l.amount))}
		total += l.amount
	}
	snap := models.Snapshot{
		PublicID: models.NewID("snp"), IncidentID: inc.ID, ConfigDigest: inc.ConfigDigest, AssetID: assetID, Message: "{}",
		TotalLoss: models.Amt(n(total)), Unattributed: models.Amt(n(unattributed)), LeafCount: int64(len(ls)), State: models.SnapshotFinal,
		Digest: models.H(crypto.Keccak256Hash([]byte(fmt.Sprint(inc.PublicID, assetID)))), RegisteredAt: inc.ConfirmedAt,
	}
	w.tx(func(tx *models.Tx) error {
		snap.ID = 0
		if err := models.Insert(tx, &snap); err != nil {
			return err
		}
		for i := range leaves {
			leaves[i].SnapshotID = snap.ID
		}
		return models.InsertBatch(tx, leaves)
	})
	return snap
}

// set makes all snapshots of the incident one final set.
func (w *world) set(inc *models.Incident, prices string) {
	w.tx(func(tx *models.Tx) error {
		var digests []string
		err := models.EachRow(tx, func(s *models.Snapshot) error {
			if s.IncidentID == inc.ID {
				digests = append(digests, s.Digest.Hex())
			}
			return nil
		})
		if err != nil {
			return err
		}
		slices.Sort(digests)
		members, _ := json.Marshal(digests)
		row := models.SnapshotSet{
			PublicID: models.NewID("set"), IncidentID: inc.ID, ConfigDigest: inc.ConfigDigest, Message: "{}", Members: string(members),
			Prices: prices, State: models.SnapshotFinal, RegisteredAt: inc.ConfirmedAt,
			Digest: models.H(crypto.Keccak256Hash([]byte(inc.PublicID), members)),
		}
		return models.Insert(tx, &row)
	})
}

// proof signs a proof of loss by the affected account for a claimant.
func (w *world) proof(inc *models.Incident, affected, claimant, receiver string) claims.Proof {
	now := w.clock.Now().Truncate(time.Second)
	p := claims.Proof{Nonce: crypto.Keccak256Hash([]byte(models.NewID("non"))), IssuedAt: now, ExpiresAt: now.Add(time.Hour)}
	digest := claims.ProofMessage(inc.ChainRef.Hash, addr(affected), addr(claimant), addr(receiver), p).Digest(w.s.ProofDomain())
	p.Signature = sign(w.t, key(affected), digest)
	return p
}

// file files a claim of an account for itself.
func (w *world) file(inc *models.Incident, c models.Cover, account string, requested uint64) models.Claim {
	return must[models.Claim](w.t)(w.tryFile(inc, c, account, requested))
}

func (w *world) tryFile(inc *models.Incident, c models.Cover, account string, requested uint64) (models.Claim, error) {
	return w.s.File(ctx, wallet(account), claims.FileInput{
		IncidentID: inc.PublicID, CoverID: c.PublicID, Affected: addr(account), Receiver: addr(account), Requested: n(requested),
		Proof: w.proof(inc, account, account, account),
	})
}

// approve decides a claim in full or in part.
func (w *world) approve(by models.Actor, c models.Claim, amount uint64) models.Claim {
	return must[models.Claim](w.t)(w.tryApprove(by, c, amount))
}

func (w *world) tryApprove(by models.Actor, c models.Claim, amount uint64) (models.Claim, error) {
	in := claims.ReviewInput{
		Version: c.Version, Decision: claims.DecisionApprove, Amount: n(amount), ReasonCode: "loss_verified", Clause: "2.1", Text: "verified",
		AcceptReceiver: c.ReceiverReview,
	}
	if n(amount) != c.Requested.Amount {
		in.Decision, in.ReasonCode = claims.DecisionPartiallyApprove, "reduced_to_verified_loss"
	}
	return w.s.Review(ctx, by, c.PublicID, in)
}

func (w *world) deny(by models.Actor, c models.Claim) models.Claim {
	return must[models.Claim](w.t)(w.s.Review(ctx, by, c.PublicID, claims.ReviewInput{
		Version: c.Version, Decision: claims.DecisionDeny, ReasonCode: "not_covered", Clause: "2.1", Text: "not covered"}))
}

func n(v uint64) money.Amount { return money.FromUint64(v) }

func key(name string) *ecdsa.PrivateKey {
	k, err := crypto.ToECDSA(crypto.Keccak256([]byte(name)))
	if err != nil {
		panic(err)
	}
	return k
}

func addr(name string) common.Address { return crypto.PubkeyToAddress(key(name).PublicKey) }

func wallet(name string) models.Actor { return models.WalletActor(addr(name), "") }

func sign(t testing.TB, k *ecdsa.PrivateKey, digest common.Hash) []byte {
	t.Helper()
	sig, err := crypto.Sign(digest[:], k)
	if err != nil {
		t.Fatal(err)
	}
	sig[64] += 27
	return sig
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

type address = common.Address

func text(s string) *strings.Reader { return strings.NewReader(s) }
