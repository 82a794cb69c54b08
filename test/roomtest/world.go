package roomtest

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/claims"
	"makewhole/claims/covers"
	"makewhole/contracts"
	"makewhole/distributions"
	"makewhole/merkle"
	"makewhole/models"
	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
	"makewhole/settlements"
	"makewhole/settlements/accounts"
	"makewhole/test/dbtest"
)

const ChainID = 31337

var (
	Ctx         = context.Background()
	TokenAddr   = common.HexToAddress("0x00000000000000000000000000000000000a55e7")
	Distributor = common.HexToAddress("0x0000000000000000000000000000000000d15700")
	PoolAddr    = common.HexToAddress("0x0000000000000000000000000000000000901000")
	VaultAddr   = common.HexToAddress("0x0000000000000000000000000000000000f00d00")
	OracleAddr  = common.HexToAddress("0x0000000000000000000000000000000000face00")
	Operator    = common.HexToAddress("0x0000000000000000000000000000000000009e70")
)

// fakeChain knows which accounts are contracts and what their EIP-1271 accepts.
type fakeChain struct {
	Code     map[common.Address]bool
	Accepts  map[common.Address][]byte
	asked    sync.Map // of the block each account was asked at
	failCode error
}

func (c *fakeChain) CodeAt(_ context.Context, a common.Address, _ *big.Int) ([]byte, error) {
	if c.Code[a] {
		return []byte{0xfe}, c.failCode
	}
	return nil, c.failCode
}

func (c *fakeChain) VerifySignature(_ context.Context, a common.Address, digest common.Hash, sig []byte, at *uint64) (contracts.Verdict, error) {
	c.asked.Store(a, at)
	if by, err := contracts.RecoverSigner(digest, sig); err == nil && by == a {
		return contracts.Verdict{By: contracts.SignedByKey}, nil
	}
	if c.Code[a] && bytes.Equal(sig, c.Accepts[a]) && len(sig) > 0 {
		return contracts.Verdict{By: contracts.SignedByContract}, nil
	}
	return contracts.Refused("is of nobody"), nil
}

// AskedAt is the block at which the account's code was asked for a signature,
// nil if it was asked at the head or never.
func (c *fakeChain) AskedAt(a common.Address) *uint64 {
	at, _ := c.asked.Load(a)
	block, _ := at.(*uint64)
	return block
}

// World is a service over a fresh store with a protocol, a product, a pool and
// a vault in one token, and the staff of a small desk.
type World struct {
	T        testing.TB
	DB       *models.DB
	Clock    *dbtest.Clock
	Chain    *fakeChain
	Rooms    *rooms
	Token    covers.AssetInput
	protocol models.Protocol
	Product  models.Product
	Pool     models.Pool
	Vault    models.Pool
	members  []*ecdsa.PrivateKey
	Block    int64
	log      int64 // of the last event, in its transaction

	Intake, Anna, Ben, Carl, Sara, Theo models.Actor // underwriters anna ben carl, senior sara, treasurer theo
}

type (
	claimsRoom        = claims.Service
	settlementsRoom   = settlements.Service
	distributionsRoom = distributions.Service
	accountsRoom      = accounts.Reader
)

// rooms are the services over one store.
type rooms struct {
	*claimsRoom
	*settlementsRoom
	*distributionsRoom
	accountsRoom
}

// Claims is the claims desk, for the rooms above it.
func (r *rooms) Claims() *claims.Service { return r.claimsRoom }

// Settlements is the room of settlements.
func (r *rooms) Settlements() *settlements.Service { return r.settlementsRoom }

// Terms are the ones most tests use: no deductions, short windows.
func Terms() covers.Terms {
	return covers.Terms{
		WaitingPeriodS: 3600, FilingWindowS: 7200, AppealWindowS: 3600, CoolingOffS: 600, ObjectionWindowS: 1200, EvidenceWindowS: 900,
		CoinsuranceBps: 10000, SecondReviewAbove: money.Max, ReviewShareMaxBps: 10000, SettlementRule: payouts.RuleWaterFill,
	}
}

// Each runs a test in a fresh world on every engine.
func Each(t *testing.T, ts covers.Terms, fn func(w *World)) {
	t.Helper()
	t.Parallel()
	dbtest.EachClock(t, func(t *testing.T, db *models.DB, clock *dbtest.Clock) {
		fn(NewWorld(t, db, clock, ts))
	})
}

// NewWorld opens the three services over a store and fills the catalog.
func NewWorld(t testing.TB, db *models.DB, clock *dbtest.Clock, ts covers.Terms) *World {
	t.Helper()
	w := &World{}
	w.enter(t, db, clock)
	w.hire()
	w.catalog(ts)
	return w
}

// Over is the same world, people and catalog, over a copy of its store.
func (w *World) Over(t testing.TB, db *models.DB, clock *dbtest.Clock) *World {
	t.Helper()
	out := *w
	out.enter(t, db, clock)
	return &out
}

// enter opens the services over a store.
func (w *World) enter(t testing.TB, db *models.DB, clock *dbtest.Clock) {
	t.Helper()
	w.T, w.DB, w.Clock, w.Rooms = t, db, clock, &rooms{}
	w.Chain = &fakeChain{Code: map[common.Address]bool{}, Accepts: map[common.Address][]byte{}}
	w.Rooms.claimsRoom = Must[*claims.Service](t)(claims.New(claims.Config{
		DB: db, Chain: w.Chain, Now: clock.Now, ChainID: ChainID, Oracle: OracleAddr,
		Compromised: map[common.Address]bool{Addr("compromised"): true},
	}))
	w.Rooms.settlementsRoom = Must[*settlements.Service](t)(settlements.New(settlements.Config{
		DB: db, Chain: w.Chain, Now: clock.Now, ChainID: ChainID, Operator: Operator,
		Compromised:     map[common.Address]bool{Addr("compromised"): true},
		RecoverySources: map[common.Address]string{Addr("court"): "court"}, RecoveryHold: time.Hour, EventBatch: 7,
	}))
	w.Rooms.accountsRoom = accounts.Reader{DB: db}
	w.Rooms.distributionsRoom = Must[*distributions.Service](t)(distributions.New(distributions.Config{DB: db, ChainID: ChainID, Operator: Operator}))
}

func (w *World) hire() {
	for _, p := range []struct {
		at    *models.Actor
		name  string
		roles string
	}{
		{&w.Intake, "ines", "intake"}, {&w.Anna, "anna", "underwriter"}, {&w.Ben, "ben", "underwriter"},
		{&w.Carl, "carl", "underwriter"}, {&w.Sara, "sara", "senior"}, {&w.Theo, "theo", "treasurer"},
	} {
		*p.at = w.Person(p.name, p.name, p.roles)
	}
	for i := range 4 {
		w.members = append(w.members, Key(fmt.Sprintf("member %d", i)))
	}
	slices.SortFunc(w.members, func(a, b *ecdsa.PrivateKey) int {
		return crypto.PubkeyToAddress(a.PublicKey).Cmp(crypto.PubkeyToAddress(b.PublicKey))
	})
}

// Person adds a login of a person.
func (w *World) Person(login, person, roles string) models.Actor {
	wallet := models.Addr(Addr(login))
	row := models.Staff{
		PublicID: models.NewID("stf"), Person: person, Name: login, Roles: roles, Wallet: &wallet,
		TokenHash: models.H(crypto.Keccak256Hash([]byte(login))),
	}
	w.Tx(func(tx *models.Tx) error { return models.Insert(tx, &row) })
	return models.StaffActor(row, "")
}

func (w *World) catalog(ts covers.Terms) {
	w.Token = covers.AssetInput{ChainID: ChainID, Address: TokenAddr, Symbol: "TST", Decimals: 6}
	w.protocol = Must[models.Protocol](w.T)(w.Rooms.CreateProtocol(Ctx, w.Sara, covers.ProtocolInput{Slug: "vaults", Name: "Vaults"}))
	w.Product = Must[models.Product](w.T)(w.Rooms.CreateProduct(Ctx, w.Sara, covers.ProductInput{
		ProtocolID: w.protocol.PublicID, Name: "Cover", LimitAsset: w.Token}))
	w.Wording(ts)
	pool := covers.PoolInput{Kind: covers.PoolCapital, Name: "capital", Asset: w.Token, Contract: PoolAddr, Distributor: Distributor, Oracle: OracleAddr}
	w.Pool = Must[models.Pool](w.T)(w.Rooms.CreatePool(Ctx, w.Sara, pool))
	pool.Kind, pool.Contract = covers.PoolVault, VaultAddr
	w.Vault = Must[models.Pool](w.T)(w.Rooms.CreatePool(Ctx, w.Sara, pool))
	w.Layer(w.Pool, 1, money.Zero)
}

// Protocol is the protocol whose users are insured.
func (w *World) Protocol() models.Protocol { return w.protocol }

// Wording adds a wording with these terms to the product.
func (w *World) Wording(ts covers.Terms) models.Wording {
	return Must[models.Wording](w.T)(w.Rooms.CreateWording(Ctx, w.Sara, covers.WordingInput{ProductID: w.Product.PublicID, Terms: ts, Text: "The wording."}))
}

// Layer puts a pool under the product.
func (w *World) Layer(pool models.Pool, position int64, limit money.Amount) {
	Must[models.Layer](w.T)(w.Rooms.AddLayer(Ctx, w.Sara, covers.LayerInput{
		ProductID: w.Product.PublicID, PoolID: pool.PublicID, Position: position, IncidentCap: limit}))
}

// Fund makes the pool's final deposits known: free capital on chain, all of it
// earmarked for the incident when one is given.
func (w *World) Fund(inc *models.Incident, holder string, amount uint64) {
	w.Event(PoolAddr, "Deposited", map[string]any{"account": Addr(holder), "assets": N(amount), "shares": N(amount), "total_shares": N(amount)})
	if inc != nil {
		w.Earmark(inc, amount)
	}
}

// Earmark makes it final that the pool set an amount aside for the incident.
func (w *World) Earmark(inc *models.Incident, amount uint64) {
	w.Event(PoolAddr, "Earmarked", map[string]any{"incident_id": inc.ChainRef.Hash, "amount": N(amount), "left": N(amount)})
}

// Cover insures accounts from long ago, so that waiting periods are over.
func (w *World) Cover(holder string, limit uint64, accounts ...string) models.Cover {
	return w.CoverOf(covers.Individual, holder, limit, accounts...)
}

// CoverOf is Cover of one of the two kinds.
func (w *World) CoverOf(kind, holder string, limit uint64, accounts ...string) models.Cover {
	in := covers.Input{
		ProductID: w.Product.PublicID, Kind: kind, Holder: Addr(holder), Limit: N(limit), ActiveTo: w.Clock.Now().AddDate(1, 0, 0),
	}
	for _, a := range accounts {
		in.Accounts = append(in.Accounts, Addr(a))
		if a != holder {
			in.Consents = append(in.Consents, w.Consent(holder, a))
		}
	}
	return Must[models.Cover](w.T)(w.Rooms.WriteCover(Ctx, w.Intake, in))
}

// Consent is an account's signature that a holder may insure it.
func (w *World) Consent(holder, account string) covers.Consent {
	c := covers.Consent{Account: Addr(account), ExpiresAt: w.Clock.Now().Truncate(time.Second).Add(time.Hour)}
	c.Signature = Sign(w.T, Key(account), covers.ConsentMessage(w.Product.PublicID, Addr(holder), c).Digest(w.Rooms.ProofDomain()))
	return c
}

// Loss is one leaf; the test's snapshots are built from these.
type Loss struct {
	account string
	amount  uint64
	held    *[2]uint64 // before, and on average
}

// Incident records a confirmed event at the present moment and a final snapshot
// set of its losses in the world's token.
func (w *World) Incident(unattributed uint64, ls ...Loss) models.Incident {
	inc := w.Confirmed()
	w.Snapshot(&inc, w.AssetID(), unattributed, ls...)
	w.Set(&inc, "[]")
	return inc
}

// Confirmed records an incident that occurred now and is being measured.
func (w *World) Confirmed() models.Incident {
	now := w.Clock.Now()
	inc := models.Incident{
		PublicID: models.NewID("inc"), ProtocolID: w.protocol.ID, Title: "exploit", State: models.IncidentSnapshotting, Spec: "{}",
		OccurredFrom: &now, OccurredTo: &now, ReportedAt: &now, ConfirmedAt: &now, NumeraireID: w.AssetID(),
	}
	inc.ChainRef = models.H(common.Hash(merkle.IncidentID(inc.PublicID)))
	inc.ConfigDigest = models.H(w.committee())
	w.Tx(func(tx *models.Tx) error { return models.Insert(tx, &inc) })
	return inc
}

// committee records the four members with threshold three, once.
func (w *World) committee() common.Hash {
	c := contracts.OracleConfig{ChainID: ChainID, Oracle: OracleAddr, Count: 1, F: 1, Threshold: 3}
	for _, k := range w.members {
		c.Signers = append(c.Signers, crypto.PubkeyToAddress(k.PublicKey))
	}
	signers, _ := json.Marshal(c.Signers)
	w.Tx(func(tx *models.Tx) error {
		if _, err := tx.CommitteeOf(c.Digest()); err == nil {
			return nil
		}
		row := models.OracleConfig{Digest: models.H(c.Digest()), ChainID: ChainID, Oracle: models.Addr(OracleAddr), Count: 1,
			Signers: string(signers), F: 1, Threshold: 3, State: "active"}
		return models.Insert(tx, &row)
	})
	return c.Digest()
}

// AssetID is the row of the world's token.
func (w *World) AssetID() int64 { return w.Product.LimitAssetID }

// Snapshot records a final snapshot of losses in one asset.
func (w *World) Snapshot(inc *models.Incident, assetID int64, unattributed uint64, ls ...Loss) models.Snapshot {
	return w.SnapshotOn(0, inc, assetID, unattributed, ls...)
}

// SnapshotOn is Snapshot of a loss that was measured on another chain.
func (w *World) SnapshotOn(chain int64, inc *models.Incident, assetID int64, unattributed uint64, ls ...Loss) models.Snapshot {
	total := unattributed
	leaves := make([]models.SnapshotLeaf, len(ls))
	for i, l := range ls {
		leaves[i] = models.SnapshotLeaf{Idx: int64(i), Account: models.Addr(Addr(l.account)), Loss: models.Amt(N(l.amount)), ValueBefore: models.Amt(N(l.amount))}
		if h := l.held; h != nil {
			average, insured := models.Amt(N(h[1])), models.Amt(N(min(l.amount, h[0], h[1])))
			leaves[i].ValueBefore, leaves[i].ValueAverage, leaves[i].Insured = models.Amt(N(h[0])), &average, &insured
		}
		total += l.amount
	}
	snap := models.Snapshot{
		PublicID: models.NewID("snp"), IncidentID: inc.ID, ConfigDigest: inc.ConfigDigest, AssetID: assetID, Message: "{}",
		TotalLoss: models.Amt(N(total)), Unattributed: models.Amt(N(unattributed)), LeafCount: int64(len(ls)), State: models.SnapshotFinal,
		SourceChainID: chain,
		Digest:        models.H(crypto.Keccak256Hash([]byte(fmt.Sprint(inc.PublicID, assetID)))), RegisteredAt: inc.ConfirmedAt,
	}
	w.Tx(func(tx *models.Tx) error {
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

// Set makes all snapshots of the incident one final set.
func (w *World) Set(inc *models.Incident, prices string) {
	w.Tx(func(tx *models.Tx) error {
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

// Seal is what a published settlement does to the snapshot set of an incident: members
// can revise it no more.
func (w *World) Seal(inc *models.Incident) {
	w.Tx(func(tx *models.Tx) error {
		set, err := tx.LatestSet(inc.ID, models.SnapshotFinal)
		if err != nil {
			return err
		}
		set.State = models.SnapshotSealed
		return models.Update(tx, &set, "state")
	})
}

// Proof signs a proof of loss by the affected account for a claimant.
func (w *World) Proof(inc *models.Incident, affected, claimant, receiver string) claims.Proof {
	now := w.Clock.Now().Truncate(time.Second)
	p := claims.Proof{Nonce: crypto.Keccak256Hash([]byte(models.NewID("non"))), IssuedAt: now, ExpiresAt: now.Add(time.Hour)}
	digest := claims.ProofMessage(inc.ChainRef.Hash, Addr(affected), Addr(claimant), Addr(receiver), p).Digest(w.Rooms.ProofDomain())
	p.Signature = Sign(w.T, Key(affected), digest)
	return p
}

// File files a claim of an account for itself.
func (w *World) File(inc *models.Incident, c models.Cover, account string, requested uint64) models.Claim {
	return Must[models.Claim](w.T)(w.TryFile(inc, c, account, requested))
}

// TryFile is File that may be refused.
func (w *World) TryFile(inc *models.Incident, c models.Cover, account string, requested uint64) (models.Claim, error) {
	return w.Rooms.File(Ctx, Wallet(account), claims.FileInput{
		IncidentID: inc.PublicID, CoverID: c.PublicID, Affected: Addr(account), Receiver: Addr(account), Requested: N(requested),
		Proof: w.Proof(inc, account, account, account),
	})
}

// Approve decides a claim in full or in part.
func (w *World) Approve(by models.Actor, c models.Claim, amount uint64) models.Claim {
	return Must[models.Claim](w.T)(w.TryApprove(by, c, amount))
}

// TryApprove is Approve that may be refused.
func (w *World) TryApprove(by models.Actor, c models.Claim, amount uint64) (models.Claim, error) {
	in := claims.ReviewInput{
		Version: c.Version, Decision: claims.DecisionApprove, Amount: N(amount), ReasonCode: "loss_verified", Clause: "2.1", Text: "verified",
		AcceptReceiver: c.ReceiverReview,
	}
	if N(amount) != c.Requested.Amount {
		in.Decision, in.ReasonCode = claims.DecisionPartiallyApprove, "reduced_to_verified_loss"
	}
	return w.Rooms.Review(Ctx, by, c.PublicID, in)
}

// Deny refuses a claim as not covered.
func (w *World) Deny(by models.Actor, c models.Claim) models.Claim {
	return Must[models.Claim](w.T)(w.Rooms.Review(Ctx, by, c.PublicID, claims.ReviewInput{
		Version: c.Version, Decision: claims.DecisionDeny, ReasonCode: "not_covered", Clause: "2.1", Text: "not covered"}))
}

// N is an amount of base units.
func N(v uint64) money.Amount { return money.FromUint64(v) }

// Key is the key that belongs to a name.
func Key(name string) *ecdsa.PrivateKey {
	k, err := crypto.ToECDSA(crypto.Keccak256([]byte(name)))
	if err != nil {
		panic(err)
	}
	return k
}

// Addr is the account of a name.
func Addr(name string) common.Address { return crypto.PubkeyToAddress(Key(name).PublicKey) }

// Wallet is the signed-in account of a name.
func Wallet(name string) models.Actor { return models.WalletActor(Addr(name), "") }

// Sign signs a digest as wallets do.
func Sign(t testing.TB, k *ecdsa.PrivateKey, digest common.Hash) []byte {
	t.Helper()
	sig, err := crypto.Sign(digest[:], k)
	if err != nil {
		t.Fatal(err)
	}
	sig[64] += 27
	return sig
}

// Must is the value, or the end of the test.
func Must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

type Address = common.Address

// Text is the bytes of an evidence file.
func Text(s string) *strings.Reader { return strings.NewReader(s) }

// Lost is the loss of one account.
func Lost(account string, amount uint64) Loss { return Loss{account, amount, nil} }

// LostHeld is the loss of an account whose positions were measured: what it held
// when the loss began and on average over the waiting period.
func LostHeld(account string, amount, before, average uint64) Loss {
	return Loss{account, amount, &[2]uint64{before, average}}
}

// Averaged gives an incident the spec of a method that averages positions over so
// many seconds.
func (w *World) Averaged(inc *models.Incident, seconds uint64) {
	token := models.SpecAsset{ChainID: ChainID, Address: w.Token.Address}
	from := uint64(inc.OccurredFrom.Unix())
	spec := models.IncidentSpec{
		Format: models.SpecFormat, Method: models.MethodViewPositions, Numeraire: token, OccurredFrom: from, OccurredTo: from, WaitingPeriod: seconds,
		Modules: []models.SpecModule{{ChainID: ChainID, Address: Addr("module"), Asset: token.Address, FromBlock: 2, FromHash: common.Hash{2},
			ToBlock: 2, ToHash: common.Hash{2}, View: "assetsOf(address)", Flows: models.VaultFlows()}},
	}
	raw := Must[[]byte](w.T)(spec.Canonical())
	hash := Must[common.Hash](w.T)(spec.Hash())
	w.Tx(func(tx *models.Tx) error {
		row := *inc
		row.Spec, row.SpecHash = string(raw), models.H(hash)
		if err := models.Update(tx, &row, "spec", "spec_hash"); err != nil {
			return err
		}
		*inc = row
		return nil
	})
}

// WantField fails unless err names the field, and each of the words in its detail.
func WantField(t testing.TB, err error, pointer string, words ...string) {
	t.Helper()
	var fields *service.FieldErrors
	if !errors.As(err, &fields) {
		t.Fatalf("got %v, want a refusal of %s", err, pointer)
	}
	for _, f := range fields.Fields {
		if f.Pointer != pointer {
			continue
		}
		for _, word := range words {
			if !strings.Contains(f.Detail, word) {
				t.Fatalf("%s %q does not say %q", pointer, f.Detail, word)
			}
		}
		return
	}
	t.Fatalf("got %v, want a refusal of %s", err, pointer)
}
