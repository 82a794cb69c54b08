//go:build !nodevnet

package main

import (
	"encoding/json"
	"math/big"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"makewhole/chain/devnet"
	"makewhole/contracts"
	"makewhole/deployment"
	"makewhole/internal/cli/quorum"
	"makewhole/merkle"
	"makewhole/oracles/reports"
	"makewhole/outbox/keys"
)

func devSigner(account int, chainID uint64) *keys.KeySigner {
	s, err := keys.NewDevSigner(account, chainID)
	if err != nil {
		panic(err)
	}
	return s
}

// calledOut is what call prints as JSON.
type calledOut struct {
	To      common.Address   `json:"to"`
	Data    hexutil.Bytes    `json:"data"`
	Signers []common.Address `json:"signers"`
	Sent    *struct {
		Block uint64 `json:"block"`
	} `json:"sent"`
	Outcome *struct {
		Words []string `json:"words"`
		Next  *struct {
			From string         `json:"from"`
			To   common.Address `json:"to"`
			Data hexutil.Bytes  `json:"data"`
		} `json:"next"`
	} `json:"outcome"`
}

func (w *quorumWorld) earmarked() contracts.EarmarkOfOutput {
	w.Helper()
	p := contracts.NewCapitalPool()
	return view(w, w.pool.Address, p.PackEarmarkOf(merkle.IncidentID(quorumIncident)), p.UnpackEarmarkOf)
}

func TestQuorumEarmarksAndReleases(t *testing.T) {
	t.Parallel()
	w := newQuorumWorld(t)
	mark := func(amount string) []string {
		return []string{"earmark", "--incident", quorumIncident, "--pool", "pol_tusd", "--amount", amount}
	}
	said, path := w.prepared(mark("250.5")...)
	w.says(said, "SET ASIDE 250.50 tUSD (250500000 base units)", "1,000.00 tUSD (1000000000 base units) free", "3 of 4 must sign", w.pool.Address.Hex())
	_, other := w.prepared(mark("300")...)
	_, longer := w.prepared(append(mark("300"), "--valid-for", "80h")...)

	// Printed for any wallet: nothing changes.
	three := w.signed(path, seats[:3]...)
	printed := answer[calledOut](t, append(w.quorum("call", path), three...)...)
	if printed.To != w.pool.Address || printed.Sent != nil || len(printed.Signers) != 3 || w.earmarked().Open {
		t.Errorf("printed %+v", printed)
	}
	refuses(t, exitRefused, "another message was signed", w.sign(other, seats[0])...)
	refuses(t, exitRefused, "another one that counts until", w.sign(longer, seats[0])...)
	said = w.carried(path)
	w.says(said, "final in block", "Now the pool has 250.50 tUSD (250500000 base units) set aside")
	if e := w.earmarked(); !e.Open || e.Left.Uint64() != 250_500_000 {
		t.Fatalf("set aside %+v", e)
	}

	// What follows another state of the pool is done.
	refuses(t, exitRefused, "is number 0 of the pool, which has carried out 1", append(w.quorum("call", path), three...)...)
	refuses(t, exitRefused, "is number 0 of the pool", w.sign(other, seats[3])...)

	// The next two are prepared at once; the second waits for its turn.
	_, renew := w.prepared(mark("100")...)
	said, release := w.prepared("earmark", "--incident", quorumIncident, "--pool", w.pool.Address.Hex(), "--release", "--ahead", "1")
	w.says(said, "RELEASE at once", "1 others that were signed come first")
	refuses(t, exitRefused, "come first", append(w.quorum("call", release), w.signed(release, seats[:3]...)...)...)
	w.carried(renew)
	if e := w.earmarked(); e.Left.Uint64() != 250_500_000 {
		t.Errorf("a lower order changed the amount: %+v", e)
	}
	w.carried(release)
	if e := w.earmarked(); e.Open || e.Left.Sign() != 0 {
		t.Errorf("not released: %+v", e)
	}
	refuses(t, exitRefused, "nothing set aside", w.quorum("earmark", "--incident", quorumIncident, "--pool", "pol_tusd", "--release")...)
}

func TestQuorumRefusesSignatures(t *testing.T) {
	t.Parallel()
	w := newQuorumWorld(t)
	_, path := w.prepared("earmark", "--incident", quorumIncident, "--pool", "pol_tusd", "--amount", "7")
	_, other := w.prepared("earmark", "--incident", quorumIncident, "--pool", "pol_tusd", "--amount", "8")
	raw, err := os.ReadFile(path)
	w.must(err)
	var act quorum.File
	w.must(json.Unmarshal(raw, &act))
	two := w.signed(path, seats[:2]...)
	call := func(more ...string) []string { return append(append(w.quorum("call", path), two...), more...) }
	refuses(t, exitRefused, "2 signatures of members, the committee needs 3 of 4", call()...)
	refuses(t, exitRefused, "who signed "+two[1]+" already", call(two[0], two[1])...)
	refuses(t, exitRefused, "who is no member", call("--signature", w.hexOf(deployment.DevOperator, act.Digest))...)
	refuses(t, exitRefused, "over another digest", call("--signature", w.hexOf(seats[2], common.Hash{1}))...)
	refuses(t, exitRefused, "bad signature", call("--signature", "0x1234")...)
	refuses(t, exitRefused, "/digest: is over", call(w.signed(other, seats[2])...)...)
	refuses(t, exitRefused, "want 0x and 130 hex digits", call("--signature", path)...)
	refuses(t, exitRefused, "no member of the committee", w.sign(path, deployment.DevOperator)...)
	if got := answer[calledOut](t, call("--signature", w.hexOf(seats[2], act.Digest))...); len(got.Signers) != 3 {
		t.Errorf("joined %v", got.Signers)
	}
}

func TestQuorumRefusesOtherFiles(t *testing.T) {
	t.Parallel()
	w := newQuorumWorld(t)
	_, path := w.prepared("earmark", "--incident", quorumIncident, "--pool", "pol_tusd", "--amount", "7")
	typed := func(all map[string]any) map[string]any { return all["typed_data"].(map[string]any) }
	message := func(all map[string]any) map[string]any { return typed(all)["message"].(map[string]any) }
	domain := func(all map[string]any) map[string]any { return typed(all)["domain"].(map[string]any) }
	for word, change := range map[string]func(all map[string]any){
		"the fields hash to":            func(all map[string]any) { message(all)["earmark"] = "8000000" },
		"/digest: is":                   func(all map[string]any) { all["digest"] = common.Hash{1}.Hex() },
		"is chain 1,":                   func(all map[string]any) { domain(all)["chainId"] = 1 },
		"domain/verifyingContract":      func(all map[string]any) { domain(all)["verifyingContract"] = common.Address{1}.Hex() },
		"types, primary type or domain": func(all map[string]any) { message(all)["more"] = "1" },
		"types, primary type":           func(all map[string]any) { typed(all)["primaryType"] = "Permit" },
		"message/earmark: is \"-1\"":    func(all map[string]any) { message(all)["earmark"] = "-1" },
		"message/incidentId: is \"0x\"": func(all map[string]any) { message(all)["incidentId"] = "0x" },
		"must be written":               func(all map[string]any) { message(all)["count"] = "00" },
		"/act: is \"pay\", allowed are": func(all map[string]any) { all["act"] = "pay" },
		"/format: is":                   func(all map[string]any) { all["format"] = "makewhole-quorum/0" },
		"key is not known":              func(all map[string]any) { all["words"] = "nothing to see" },
	} {
		bad := w.changed(path, change)
		refuses(t, exitRefused, word, w.sign(bad, seats[0])...)
		refuses(t, exitRefused, word, w.quorum("call", bad, "--signature", "0x00")...)
	}

	// A deployment file of another chain, and a node of another one.
	elsewhere := w.file("elsewhere.json")
	d := w.d
	d.ChainID = 1337
	w.must(d.Store(elsewhere))
	refuses(t, exitFailed, "chain", append(w.sign(path, seats[0]), "--deployment", elsewhere)...)
	d.ChainID, d.Genesis = w.d.ChainID, common.Hash{1}
	w.must(d.Store(elsewhere))
	refuses(t, exitFailed, "genesis", append(w.sign(path, seats[0]), "--deployment", elsewhere)...)
	refuses(t, exitRefused, "there is no file", append(w.sign(path, seats[0]), "--deployment", w.file("nowhere.json"))...)

	// An end that is past.
	w.later(73 * time.Hour)
	refuses(t, exitRefused, "it ended at", w.sign(path, seats[0])...)
}

func TestQuorumCancels(t *testing.T) {
	t.Parallel()
	w := newQuorumWorld(t)
	cancel := func(sequence uint64) []string {
		return []string{"cancel", "--incident", quorumIncident, "--pool", "pol_tusd", "--sequence", strconv.FormatUint(sequence, 10), "--reason", "the server was seized"}
	}
	_, mark := w.prepared("earmark", "--incident", quorumIncident, "--pool", "pol_tusd", "--amount", "500")
	w.carried(mark)
	set := w.measured()

	// Signed and not published.
	first := w.order(set, 1, 40_000_000)
	said, path := w.prepared(cancel(1)...)
	w.says(said, "REVOKE", first.SettlementID.Hex(), "tUSD", "the server was seized")
	w.says(w.carried(path), "is cancelled or revoked")
	if got := w.stateOf(first.SettlementID); got != contracts.SettlementStateCancelled {
		t.Fatalf("state %d", got)
	}
	refuses(t, exitRefused, "is cancelled or revoked", w.quorum(cancel(1)...)...)

	// Published and not active.
	second := w.order(set, 2, 40_000_000)
	w.send(deployment.DevOperator, w.d.Distributor, contracts.PackPublish(second, w.joined(second.Digest(w.d.OracleConfig().Domain()))))
	said, path = w.prepared(cancel(2)...)
	w.says(said, "CANCEL a published settlement: 40.00 tUSD (40000000 base units) go back", "It becomes active at")
	w.carried(path)
	if e := w.earmarked(); w.stateOf(second.SettlementID) != contracts.SettlementStateCancelled || e.Left.Uint64() != 500_000_000 {
		t.Errorf("state %d, set aside %+v", w.stateOf(second.SettlementID), e)
	}

	// Active: too late for anybody.
	third := w.order(set, 3, 40_000_000)
	w.send(deployment.DevOperator, w.d.Distributor, contracts.PackPublish(third, w.joined(third.Digest(w.d.OracleConfig().Domain()))))
	_, path = w.prepared(cancel(3)...)
	w.later(2 * time.Minute)
	refuses(t, exitRefused, "is active", w.sign(path, seats[0])...)

	refuses(t, exitRefused, "--reason", w.quorum("cancel", "--incident", quorumIncident, "--pool", "pol_tusd", "--sequence", "9", "--reason", " ")...)
	refuses(t, exitRefused, "--pool: \"pol_none\" is no pool", w.quorum("cancel", "--incident", quorumIncident, "--pool", "pol_none", "--sequence", "9", "--reason", "r")...)
	refuses(t, exitRefused, "knows no source", w.quorum("cancel", "--incident", quorumIncident, "--pool", common.Hash{1}.Hex(), "--token", "native", "--sequence", "9", "--reason", "r")...)
	refuses(t, exitRefused, "does not hash to reasonHash", w.sign(w.changed(path, func(all map[string]any) { all["reason"] = "another" }), seats[0])...)
	refuses(t, exitRefused, "is not that of the key", w.sign(w.changed(path, func(all map[string]any) { all["key"].(map[string]any)["sequence"] = 4 }), seats[0])...)
}

func TestQuorumRecoversARole(t *testing.T) {
	t.Parallel()
	w := newQuorumWorld(t)
	heir := devnet.Address(deployment.DevFree + 5)
	role := func(contract, role, to string) []string {
		return []string{"recover-role", "--contract", contract, "--role", role, "--to", to}
	}
	said, path := w.prepared(role("distributor", "operator", heir.Hex())...)
	w.says(said, "BEGIN to give the role operator of the distributor to "+heir.Hex(), devnet.Address(deployment.DevOperator).Hex(), "14 days")
	got := answer[calledOut](t, append(append(w.quorum("call", path), "--dev-account", "11"), w.signed(path, seats[1:]...)...)...)
	if got.Sent == nil || got.Outcome == nil || got.Outcome.Next == nil || got.Outcome.Next.From != heir.Hex() {
		t.Fatalf("%+v", got)
	}
	refuses(t, exitRefused, "is number 0 of the oracle", append(w.quorum("call", path), "--signature", "0x00")...)
	w.later(14*24*time.Hour + time.Second)
	w.send(deployment.DevFree+5, got.Outcome.Next.To, got.Outcome.Next.Data)
	d := contracts.NewPayoutDistributor()
	if at := view(w, w.d.Distributor, d.PackHolderOf(contracts.RoleOperator), d.UnpackHolderOf); at != heir {
		t.Errorf("the operator is %s", at)
	}

	refuses(t, exitRefused, "is the operator already", w.quorum(role("distributor", "operator", heir.Hex())...)...)
	refuses(t, exitRefused, "nobody has two roles", w.quorum(role("distributor", "operator", devnet.Address(deployment.DevGuardian).Hex())...)...)
	refuses(t, exitRefused, "has no treasurer", w.quorum(role("oracle", "treasurer", heir.Hex())...)...)
	refuses(t, exitRefused, "--role: is \"king\", allowed are operator", w.quorum(role("oracle", "king", heir.Hex())...)...)
	refuses(t, exitRefused, "--contract: is \"reports\", allowed are", w.quorum(role("reports", "guardian", heir.Hex())...)...)
	refuses(t, exitRefused, "--to: \"me\" is no address", w.quorum(role("oracle", "guardian", "me")...)...)
	for contract, name := range map[string]string{"oracle": "guardian", "limits": "treasurer", "vault": "treasurer", "pol_tusd": "operator"} {
		said, _ := w.prepared(role(contract, name, devnet.Address(15).Hex())...)
		w.says(said, name+" of the "+contract)
	}
}

func TestQuorumAnnouncesAndPublishes(t *testing.T) {
	t.Parallel()
	w := newQuorumWorld(t)
	_, mark := w.prepared("earmark", "--incident", quorumIncident, "--pool", "pol_tusd", "--amount", "500")
	w.carried(mark)
	o := w.order(w.measured(), 1, 40_000_000)
	bare := w.file("order.json")
	w.must(os.WriteFile(bare, reports.EncodeMessage(o), 0o600))
	said, path := w.prepared("announce", bare)
	w.says(said, "ANNOUNCE", "Total       40.00 tUSD (40000000 base units)")
	refuses(t, exitRefused, "--entitlements", w.sign(path, seats[0])...)

	domain := w.d.OracleConfig().Domain()
	digest := o.Digest(domain)
	first, err := devSigner(seats[0], w.d.ChainID).SignDigest(digest)
	w.must(err)
	report, err := reports.Report{Kind: reports.KindOrder, Order: &o, Domain: &domain, Signatures: [][]byte{first}}.Encode()
	w.must(err)
	signed := w.file("report.json")
	w.must(os.WriteFile(signed, report, 0o600))
	args := append(w.quorum("call", path, "--dev-account", "11"), "--signature", signed, "--signature", w.hexOf(seats[1], digest), "--signature", w.hexOf(seats[2], digest))
	refuses(t, exitRefused, "was not announced", w.quorum("publish", path)...)
	got := answer[calledOut](t, args...)
	if got.Sent == nil || got.Outcome.Next == nil {
		t.Fatalf("%+v", got)
	}
	refuses(t, exitRefused, "was announced at", args...)
	refuses(t, exitRefused, "only the operator can publish it before", w.quorum("publish", path)...)
	w.later(7*24*time.Hour + time.Second)
	d := contracts.NewPayoutDistributor()
	w.send(deployment.DevGuardian, w.d.Distributor, d.PackPausePublishing(big.NewInt(3600), common.Hash{1}))
	refuses(t, exitRefused, "Paused(", w.quorum("publish", path, "--dev-account", "11")...)
	w.send(deployment.DevGuardian, w.d.Distributor, d.PackUnpausePublishing())
	code, stdout, stderr := command(t, w.quorum("publish", path, "--dev-account", "11")...)
	if code != exitOK || w.stateOf(o.SettlementID) != contracts.SettlementStatePublished {
		t.Fatalf("exit %d, state %d: %s%s", code, w.stateOf(o.SettlementID), stdout, stderr)
	}
	w.says(stdout, "PUBLISH", "is published; receivers can redeem from")

	// Another order that followed the same state is stale now.
	stale := o
	stale.Sequence = 2
	stale.SettlementID = merkle.SettlementID(w.d.ChainID, w.d.Distributor, o.IncidentID, o.PoolID, o.PayoutToken, 2)
	w.must(os.WriteFile(bare, reports.EncodeMessage(stale), 0o600))
	refuses(t, exitRefused, "something was published or cancelled since", w.quorum("announce", bare)...)
}

// Members of a later committee than that of the deployment file sign an order that
// they computed from its entitlement file, and the operator publishes it at once.
func TestQuorumSignsAnOrderItComputed(t *testing.T) {
	t.Parallel()
	w := newQuorumWorld(t)
	w.succeeded()
	_, mark := w.prepared("earmark", "--incident", quorumIncident, "--pool", "pol_tusd", "--amount", "500")
	w.carried(mark)
	o, entitlements := w.computed(w.measured())
	bare, other := w.file("order.json"), o
	other.PayoutRoot = common.Hash{9}
	w.must(os.WriteFile(bare, reports.EncodeMessage(other), 0o600))
	_, wrong := w.prepared("announce", bare)
	refuses(t, exitRefused, "payout_root is not what the file gives", append(w.sign(wrong, seats[0]), "--entitlements", entitlements)...)
	w.must(os.WriteFile(bare, reports.EncodeMessage(o), 0o600))
	_, path := w.prepared("announce", bare)
	call := w.quorum("call", path, "--dev-account", "11")
	for _, m := range seats[:3] {
		out := w.file(strconv.Itoa(m))
		if code, _, stderr := command(t, append(w.sign(path, m), "--entitlements", entitlements, "--out", out)...); code != exitOK {
			t.Fatalf("member %d: exit %d: %s", m, code, stderr)
		}
		call = append(call, "--signature", out)
	}
	answer[calledOut](t, call...)
	refuses(t, exitRefused, "only the operator", w.quorum("publish", path, "--dev-account", "11")...)
	answer[calledOut](t, w.quorum("publish", path, "--dev-account", strconv.Itoa(deployment.DevOperator))...)
	if got := w.stateOf(o.SettlementID); got != contracts.SettlementStatePublished {
		t.Errorf("state %d", got)
	}
	w.says(func() string { _, _, s := command(t, w.quorum("publish", path)...); return s }(), "is published")
}
