package demo

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/claims/covers"
	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/internal/app"
	"makewhole/models"
	"makewhole/money"
	"makewhole/oracles/measure"
	"makewhole/oracles/reports"
	"makewhole/payouts"
	"makewhole/server"
	"makewhole/test/published"
)

// harvestFund is one of the three tokens of the published case.
type harvestFund struct {
	symbol, pool string
	decimals     uint8
	amount       string // that was paid out of
	paid         string // sum of the published payments
	token        common.Address
	contract     common.Address
	settlement   string
}

// harvestLoss is one line of the published case.
type harvestLoss struct {
	account common.Address
	lost    [2]money.Amount // USDT, USDC
	paid    [3]money.Amount // USDT, USDC, IOU
}

// harvestWorld is a server on an embedded chain with the tokens and pools of the
// case. It acts like the demo does, through the API and the jobs, and tells
// nothing.
type harvestWorld struct {
	*demo
	t         *testing.T
	rows      []harvestLoss
	file      []byte
	funds     [3]*harvestFund
	numeraire *harvestFund
}

func newHarvestWorld(t *testing.T, losses, payouts string) *harvestWorld {
	t.Helper()
	w := &harvestWorld{t: t, funds: [3]*harvestFund{
		{symbol: "USDT", pool: "pol_usdt", decimals: 6, amount: "718914048541", paid: "718911723910"},
		{symbol: "USDC", pool: "pol_usdc", decimals: 6, amount: "1761898396474", paid: "1761892700397"},
		{symbol: "IOU", pool: "pol_iou", decimals: 18, amount: "30938617233344000000000000", paid: "30938517224397506697899427"},
	}}
	w.numeraire = w.funds[1]
	w.readCase(losses, payouts)
	flags, err := app.DevFlags(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(t.Context(), io.Discard, flags)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := a.Start(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	w.demo = newDemo(t.Context(), a, io.Discard)
	w.bundleDir = os.Getenv("MAKEWHOLE_BUNDLES") // for the second verifier
	return w
}

// readCase reads the two files, whose lines are in the same order.
func (w *harvestWorld) readCase(losses, payouts string) {
	w.t.Helper()
	var err error
	if w.file, err = os.ReadFile(losses); err != nil {
		w.t.Fatal(err)
	}
	lost, paid := published.CSV(w.t, losses)[1:], published.CSV(w.t, payouts)[1:]
	if len(lost) != 1529 || len(paid) != len(lost) {
		w.t.Fatalf("%d losses and %d payouts, want 1529", len(lost), len(paid))
	}
	for i, l := range lost {
		p := paid[i]
		if l[0] != p[0] {
			w.t.Fatalf("line %d is of %s and %s", i+2, l[0], p[0])
		}
		w.rows = append(w.rows, harvestLoss{
			account: common.HexToAddress(l[0]),
			lost:    [2]money.Amount{money.MustParse(l[1]), money.MustParse(l[2])},
			paid:    [3]money.Amount{money.MustParse(p[1]), money.MustParse(p[2]), money.MustParse(p[3])},
		})
	}
}

// play runs one chapter and stops the test at the first error or check that
// failed.
func (w *harvestWorld) play(name string, chapter func()) {
	w.t.Helper()
	began := time.Now()
	chapter()
	for _, c := range w.checks {
		if !c.ok {
			w.fail(c.name, fmt.Errorf("does not hold: %s", c.detail))
		}
	}
	if w.err != nil {
		w.t.Fatalf("%s: %v", name, w.err)
	}
	w.t.Logf("%-10s %5.1f s", name, time.Since(began).Seconds())
}

// deployFunds creates the three tokens and pools beside what the server deployed
// and gives the server what the deployment file now says, as a restart would.
func (w *harvestWorld) deployFunds() {
	o, err := deployment.DevOptions(w.app.Deployment.ChainID)
	w.fail("options", err)
	o.Path = w.app.DeploymentFile()
	for _, f := range w.funds {
		o.Tokens = append(o.Tokens, deployment.Token{Name: f.symbol, Symbol: f.symbol, Decimals: f.decimals})
		o.Pools = append(o.Pools, app.DevPool(f.pool, f.symbol))
	}
	dep, err := deployment.Deploy(w.ctx, w.app.Node.Client(), o)
	w.fail("deploy", err)
	w.app.Deployment = dep
	for _, f := range w.funds {
		token, _ := dep.Token(f.symbol)
		pool, _ := dep.Pool(f.pool)
		f.token, f.contract = token.Address, pool.Address
	}
}

func (w *harvestWorld) assetOf(f *harvestFund) obj {
	return obj{"chain_id": w.app.Deployment.ChainID, "address": f.token.Hex(), "symbol": f.symbol, "decimals": f.decimals}
}

// record enters protocol, product, wording, pools and layers.
func (w *harvestWorld) record() {
	admin, treasurer := w.as(w.cast.root), w.as(w.cast.treasurer)
	w.protocol = post[server.Protocol](w.demo, admin, "/v1/admin/protocols", obj{"slug": "harvest", "name": "Harvest"}).ID
	w.product = post[server.Product](w.demo, admin, "/v1/admin/products", obj{
		"protocol_id": w.protocol, "name": "Harvest users", "limit_asset": w.assetOf(w.numeraire)}).ID
	terms := covers.Terms{
		WaitingPeriodS: 3600, FilingWindowS: 3600, AppealWindowS: 3600, ObjectionWindowS: 3600, EvidenceWindowS: 3600,
		CoinsuranceBps: 10000, SettlementRule: payouts.RuleProRata,
	}.WithDefaults()
	post[server.Wording](w.demo, admin, "/v1/admin/products/"+w.product+"/wordings", obj{
		"terms": terms, "text": "Every user of the vaults is covered. What is there is shared by loss over the whole loss."})
	for i, f := range w.funds {
		post[server.Pool](w.demo, treasurer, "/v1/admin/pools", obj{
			"id": f.pool, "kind": "capital", "name": f.symbol + " pool", "asset": w.assetOf(f), "contract": f.contract.Hex(),
			"distributor": w.app.Deployment.Distributor.Hex(), "oracle": w.app.Deployment.LossOracle.Hex(),
		})
		post[server.Layer](w.demo, treasurer, "/v1/admin/products/"+w.product+"/layers", obj{"pool_id": f.pool, "position": i + 1, "incident_cap": "0"})
	}
}

// deposit brings exactly the published funds into the pools.
func (w *harvestWorld) deposit() {
	provider, token := w.cast.hanna, contracts.NewTestToken()
	for _, f := range w.funds {
		amount := money.MustParse(f.amount).Big()
		w.quiet(w.owner, f.token, token.PackMint(provider.address, amount))
		w.quiet(provider, f.token, token.PackApprove(f.contract, amount))
		w.quiet(provider, f.contract, contracts.NewCapitalPool().PackDeposit(amount, money.FromUint64(1).Big()))
	}
	w.until("capital", func() bool {
		for _, f := range w.funds {
			if get[server.Pool](w.demo, w.anyone(), "/v1/pools/"+f.pool).ObservedFree.Amount != f.amount {
				return false
			}
		}
		return true
	})
}

// insure writes the blanket cover and lets its waiting period pass.
func (w *harvestWorld) insure() {
	post[server.Cover](w.demo, w.as(w.cast.intake), "/v1/admin/covers", obj{
		"product_id": w.product, "kind": "blanket", "holder": w.cast.ivo.address.Hex(), "limit": "40000000000000",
		"active_to": w.app.Now().Add(365 * day),
	})
	w.wait(2 * day)
}

// happens reports and confirms the incident: losses in two assets that the
// published file states.
func (w *harvestWorld) happens() {
	chainID := strconv.FormatUint(w.app.Deployment.ChainID, 10)
	sum := sha256.Sum256(w.file)
	source := func(f *harvestFund, column, total string) obj {
		return obj{
			"asset": obj{"chain_id": chainID, "address": f.token.Hex()}, "sha256": common.Hash(sum).Hex(), "account": "account",
			"columns": []string{column}, "total": total,
		}
	}
	at := w.app.Now().Add(-time.Hour).Unix()
	inc := post[server.Incident](w.demo, w.as(w.cast.intake), "/v1/admin/incidents", obj{
		"protocol_id": w.protocol, "title": "Vault prices manipulated", "observed_at": w.app.Now(), "reason": "the vaults paid out too much",
		"spec": obj{
			"format": "incident-spec/1", "method": "offchain/1", "numeraire": obj{"chain_id": chainID, "address": w.numeraire.token.Hex()},
			"occurred_from": strconv.FormatInt(at, 10), "occurred_to": strconv.FormatInt(at+420, 10),
			"sources": []obj{source(w.funds[0], "lost_usdt", "14877563161132"), source(w.funds[1], "lost_usdc", "18541866517227")},
		},
	})
	w.incident, w.incidentRef = inc.ID, common.HexToHash(inc.ChainRef)
	inc = w.step(w.cast.maria, inc, "review", "facts are being checked")
	inc = w.step(w.cast.senior, inc, "confirm", "one cause")
	w.step(w.cast.senior, inc, "start_snapshot", "the committee may measure")
}

// priced enters a price by one person and confirms it by another.
func (w *harvestWorld) priced(f *harvestFund, den string) {
	asset := obj{"chain_id": strconv.FormatUint(w.app.Deployment.ChainID, 10), "address": f.token.Hex()}
	price := post[server.Price](w.demo, w.as(w.cast.treasurer), "/v1/admin/incidents/"+w.incident+"/prices", obj{
		"asset": asset, "num": "1", "den": den, "reason": "one dollar"})
	path := "/v1/admin/prices/" + price.ID + "/confirm"
	_, refused := w.refused(w.as(w.cast.treasurer), path, obj{}, 403)
	w.check(refused, "one person does not make a price", "")
	post[server.Price](w.demo, w.as(w.cast.senior), path, obj{})
}

// measureFile lets a member measure both lines from its own copy of the file.
func (w *harvestWorld) measureFile(m committeeMember) {
	task := w.task()
	for _, line := range task.Lines {
		built := act(w.demo, m.name+" measures", func() (measure.Built, error) { return measure.Line(w.ctx, task, line, nil, w.file, nil) })
		w.submit(act(w.demo, m.name+" signs", func() (reports.Report, error) { return m.SignSnapshot(task, built) }))
	}
}

func (w *harvestWorld) snapshots() []server.Snapshot {
	return get[server.List[server.Snapshot]](w.demo, w.anyone(), "/v1/incidents/"+w.incident+"/snapshots").Items
}

// allIn reports whether every snapshot is in a state.
func (w *harvestWorld) allIn(state string) bool {
	snaps := w.snapshots()
	for _, s := range snaps {
		if s.State != state {
			return false
		}
	}
	return len(snaps) == 2
}

// drafts finds the public draft of each pool and counts them.
func (w *harvestWorld) drafts() (found int) {
	for _, st := range list[server.Settlement](w.demo, w.anyone(), "/v1/settlements?incident="+w.incident) {
		for _, f := range w.funds {
			if st.PoolID == f.pool && st.State == models.SettlementObjections {
				f.settlement = st.ID
				found++
			}
		}
	}
	return found
}

func (w *harvestWorld) settledIn(state string) bool {
	for _, f := range w.funds {
		if w.settlementNow(f.settlement).State != state {
			return false
		}
	}
	return true
}

// signOrders lets a member sign the order of every settlement after its own run
// of the allocation.
func (w *harvestWorld) signOrders(m committeeMember) {
	for _, f := range w.funds {
		w.signOrder(m, f.settlement)
	}
}
