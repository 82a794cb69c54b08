package simulate

import (
	"errors"
	"fmt"
	"makewhole/rounds"
	"strings"
	"testing"
)

// story is a file in the making, for tests.
type story struct {
	t                                                 *testing.T
	numeraire                                         string
	assets, pools, products, covers, losses, unlisted []string
	events                                            []string
}

func tell(t *testing.T) *story {
	return &story{t: t, numeraire: "usd", assets: []string{`"usd": {"decimals": 6, "price": "1"}`}}
}

func (s *story) asset(name string, decimals int, price string) *story {
	s.assets = append(s.assets, fmt.Sprintf(`%q: {"decimals": %d, "price": %q}`, name, decimals, price))
	return s
}

func (s *story) pool(name, free string) *story {
	s.pools = append(s.pools, fmt.Sprintf(`%q: {"asset": "usd", "free": %q}`, name, free))
	return s
}

func (s *story) product(name, terms string, pools ...string) *story {
	var layers []string
	for _, p := range pools {
		name, most, _ := strings.Cut(p, ":")
		layers = append(layers, fmt.Sprintf(`{"pool": %q, "cap": %q}`, name, most))
	}
	s.products = append(s.products, fmt.Sprintf(`%q: {"limit_asset": "usd", "layers": [%s], "terms": {%s}}`, name, strings.Join(layers, ","), terms))
	return s
}

func (s *story) cover(name, product, limit string, accounts ...string) *story {
	s.covers = append(s.covers, fmt.Sprintf(`%q: {"product": %q, "accounts": ["%s"], "limit": %q, "recorded": -100}`, name, product, strings.Join(accounts, `","`), limit))
	return s
}

func (s *story) loss(account, amounts string) *story {
	s.losses = append(s.losses, fmt.Sprintf(`%q: {%s}`, account, amounts))
	return s
}

func (s *story) on(day int, act string) *story {
	do, keys, _ := strings.Cut(act, " ")
	if keys != "" {
		keys = ", " + keys
	}
	s.events = append(s.events, fmt.Sprintf(`{"day": %d, "do": %q%s}`, day, do, keys))
	return s
}

// claims files and decides claims on the covers of the same accounts.
func (s *story) approve(claim, cover, account, amount string) *story {
	return s.on(5, fmt.Sprintf(`file "claim": %q, "cover": %q, "account": %q, "requested": %q`, claim, cover, account, amount)).
		on(5, fmt.Sprintf(`decide "claim": %q, "amount": %q`, claim, amount))
}

func (s *story) text() string {
	object := func(parts []string) string { return "{" + strings.Join(parts, ",") + "}" }
	return fmt.Sprintf(`{"format": "makewhole.simulate/1", "numeraire": %q, "assets": %s, "pools": %s, "products": %s, "covers": %s, "losses": %s, "unattributed": %s, "events": [%s]}`,
		s.numeraire, object(s.assets), object(s.pools), object(s.products), object(s.covers), object(s.losses), object(s.unlisted), strings.Join(s.events, ",\n"))
}

func (s *story) play() *Report {
	s.t.Helper()
	r := play(s.t, s.text())
	for _, l := range r.Laws {
		if !l.OK {
			s.t.Errorf("%s", l)
		}
	}
	return r
}

func (s *story) refused(pointer, reason string) {
	s.t.Helper()
	f, err := Read([]byte(s.text()))
	if err == nil {
		_, err = Play(f)
	}
	var r *Refusal
	if !errors.As(err, &r) || r.Pointer != pointer || !strings.Contains(r.Reason, reason) {
		s.t.Fatalf("got %v, want a refusal at %s that says %q", err, pointer, reason)
	}
}

// ends holds accounts against "covers recovered residual".
func ends(t *testing.T, r *Report, want map[string]string) {
	t.Helper()
	for _, a := range r.Accounts {
		w, ok := want[a.Account]
		if got := a.Covers + " " + a.Recovered + " " + a.Residual; ok && got != w {
			t.Errorf("%s: covers, recovered, residual are %s, want %s", a.Account, got, w)
		}
		delete(want, a.Account)
	}
	for name := range want {
		t.Errorf("no account %s", name)
	}
}

func source(t *testing.T, r *Report, name string) SourceReport {
	t.Helper()
	for _, s := range r.Sources {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no source %s", name)
	return SourceReport{}
}

// held is what the newest settlement of a source keeps for lines that wait.
func held(r *Report, name string) string {
	out := ""
	for _, round := range r.Rounds {
		for _, s := range round.Settlements {
			if s.Source == name {
				out = s.Held
			}
		}
	}
	return out
}

func TestNoUnitOfAnAssetIsLostByTheNumeraire(t *testing.T) {
	s := tell(t)
	s.assets = []string{`"usd": {"decimals": 0, "price": "1"}`, `"tok": {"decimals": 18, "price": "1"}`}
	r := s.loss("a", `"tok": "1.5"`).loss("b", `"tok": "0.9"`).
		on(1, `recover "asset": "tok", "amount": "2.4"`).on(40, "round").play()
	ends(t, r, map[string]string{"a": "0 1.5 0", "b": "0 0.9 0"})
}

func insuredAlice(t *testing.T, free, limit string) *story {
	return tell(t).pool("P", free).product("X", "", "P").cover("c", "X", limit, "alice").approve("k", "c", "alice", limit)
}

func TestSubrogationWaitsForThePoolsLine(t *testing.T) {
	drafted := func() *story {
		return insuredAlice(t, "80", "80").loss("alice", `"usd": "100"`).
			on(40, `round "until": "published"`).on(50, `recover "asset": "usd", "amount": "100"`).on(60, "round")
	}
	ends(t, drafted().play(), map[string]string{"alice": "80 20 0"})
	if got := source(t, drafted().play(), "recovered:usd"); got.Out != "20" || got.Reserved != "80" {
		t.Errorf("while the pool's line may be cancelled the vault is %+v", got)
	}
	kept := drafted().on(61, `collect "accounts": ["alice"]`).on(62, "round").play()
	ends(t, kept, map[string]string{"alice": "80 20 0"})
	if got := source(t, kept, "P"); got.Back != "80" {
		t.Errorf("the pool got back %s of 80", got.Back)
	}
	ends(t, drafted().on(61, "cancel").on(62, "round").play(), map[string]string{"alice": "0 100 0"})
}

func TestCoverAndRecoveryInEitherOrder(t *testing.T) {
	base := func() *story {
		return insuredAlice(t, "80", "80").loss("alice", `"usd": "100"`).loss("bob", `"usd": "100"`)
	}
	first := base().on(40, "round").on(50, `recover "asset": "usd", "amount": "100"`).on(70, "round").play()
	ends(t, first, map[string]string{"alice": "80 20 0", "bob": "0 50 50"})
	if back := source(t, first, "P").Back; back != "30" {
		t.Errorf("the pool got back %s of 30", back)
	}
	second := base().on(10, `recover "asset": "usd", "amount": "100"`).on(40, "round").play()
	ends(t, second, map[string]string{"alice": "50 50 0", "bob": "0 50 50"})
}

func TestSubrogatedMoneyFillsThePoolsUnpaidEntitlements(t *testing.T) {
	base := func() *story {
		return tell(t).asset("ua", 6, "1").asset("uc", 6, "1").pool("P", "100").product("X", "", "P").
			cover("ca", "X", "100", "a").cover("cc", "X", "100", "c").
			approve("ka", "ca", "a", "100").approve("kc", "cc", "c", "100").
			loss("a", `"ua": "100"`).loss("c", `"uc": "100"`)
	}
	first := base().on(40, "round").on(50, `recover "asset": "ua", "amount": "60"`).on(70, "round").play()
	ends(t, first, map[string]string{"a": "50 50 0", "c": "60 0 40"})
	second := base().on(10, `recover "asset": "ua", "amount": "60"`).on(40, "round").play()
	ends(t, second, map[string]string{"a": "40 60 0", "c": "60 0 40"})
}

func TestHeldCountsOnceOverTheLayers(t *testing.T) {
	r := tell(t).pool("P", "100").pool("Q", "100").product("X", "", "P", "Q").
		cover("ca", "X", "100", "alice").cover("cb", "X", "100", "bob").approve("ka", "ca", "alice", "100").
		on(6, `file "claim": "kb", "cover": "cb", "account": "bob", "requested": "100"`).
		loss("alice", `"usd": "100"`).loss("bob", `"usd": "100"`).on(40, "round").play()
	ends(t, r, map[string]string{"alice": "100 0 0", "bob": "0 0 100"})
	if held(r, "P") != "50" || held(r, "Q") != "50" {
		t.Errorf("held for bob are %s and %s, want 50 in each layer", held(r, "P"), held(r, "Q"))
	}
}

func TestHeldInOnePoolCountsOnlyBeyondWhatAnotherPays(t *testing.T) {
	r := tell(t).pool("P", "100").pool("Q", "100").product("X", "", "P").product("Y", "", "Q").
		cover("ax", "X", "100", "alice").cover("ay", "Y", "100", "alice").cover("bx", "X", "100", "bob").
		approve("k", "ay", "alice", "100").approve("l", "bx", "bob", "100").
		loss("alice", `"usd": "100"`).loss("bob", `"usd": "100"`).on(40, "round").play()
	ends(t, r, map[string]string{"alice": "100 0 0", "bob": "100 0 0"})
}

func TestUninsuredLossesDoNotDiluteACover(t *testing.T) {
	r := insuredAlice(t, "100", "100").loss("alice", `"usd": "100"`).loss("bob", `"usd": "900"`).on(40, "round").play()
	ends(t, r, map[string]string{"alice": "100 0 0", "bob": "0 0 900"})
	s := tell(t).pool("P", "100").loss("alice", `"usd": "100"`)
	s.products = []string{`"X": {"limit_asset": "usd", "rule": "pro-rata/1", "layers": [{"pool": "P"}]}`}
	s.cover("c", "X", "100", "alice").refused("/products/X/rule", "named covers")
}

func TestNonFilersAreHeldUntilTheBarDate(t *testing.T) {
	s := tell(t).pool("P", "200").product("X", "", "P")
	for _, a := range []string{"a", "b", "c", "d", "e"} {
		s.cover("c"+a, "X", "100", a).loss(a, `"usd": "100"`)
		if a != "e" {
			s.approve("k"+a, "c"+a, a, "100")
		}
	}
	r := s.on(40, "round").play()
	ends(t, r, map[string]string{"a": "40 0 60", "b": "40 0 60", "c": "40 0 60", "d": "40 0 60", "e": "0 0 100"})
	if held(r, "P") != "40" {
		t.Errorf("held for the one who did not file is %s, want 40", held(r, "P"))
	}
	ends(t, s.on(41, "bar").on(41, "round").play(), map[string]string{"a": "50 0 50", "e": "0 0 100"})
}

func TestSeveralCoversOfOneLoss(t *testing.T) {
	r := tell(t).pool("P", "1000").product("X", `"deductible": "10"`, "P").cover("c1", "X", "60", "a").cover("c2", "X", "60", "a").
		approve("k1", "c1", "a", "60").approve("k2", "c2", "a", "60").loss("a", `"usd": "100"`).on(40, "round").play()
	ends(t, r, map[string]string{"a": "90 0 10"})
}

func TestDeductibleOnceOverAllAssets(t *testing.T) {
	s := tell(t).pool("P", "1000").product("X", `"deductible": "100"`, "P").cover("c", "X", "1000", "a").approve("k", "c", "a", "800")
	var lost []string
	for i := range 10 {
		name := fmt.Sprintf("t%d", i)
		s.asset(name, 6, "1")
		lost = append(lost, fmt.Sprintf(`%q: "90"`, name))
	}
	ends(t, s.loss("a", strings.Join(lost, ",")).on(40, "round").play(), map[string]string{"a": "800 0 100"})
}

func TestSharedLimitIsAppliedOnceProRata(t *testing.T) {
	r := tell(t).pool("P", "1000").product("X", `"per_incident_limit": "100"`, "P").
		cover("ca", "X", "80", "a").cover("cb", "X", "80", "b").approve("ka", "ca", "a", "80").approve("kb", "cb", "b", "80").
		loss("a", `"usd": "80"`).loss("b", `"usd": "80"`).on(40, "round").play()
	ends(t, r, map[string]string{"a": "50 0 30", "b": "50 0 30"})
}

func TestCoverWrittenAfterTheLossIsRefused(t *testing.T) {
	s := tell(t).pool("P", "100").product("X", "", "P").loss("a", `"usd": "100"`)
	s.covers = []string{`"c": {"product": "X", "accounts": ["a"], "limit": "100", "recorded": 0, "from": -365}`}
	s.refused("/covers/c/recorded", "written down on day 0")
	s.covers = []string{`"c": {"product": "X", "accounts": ["a"], "limit": "100", "recorded": -10, "from": -365}`}
	s.refused("/covers/c/from", "before it was written down")
}

func TestOutsideReceiptAfterPaymentIsAReceivable(t *testing.T) {
	s := insuredAlice(t, "100", "100").loss("alice", `"usd": "100"`).on(40, "round").on(50, `outside "account": "alice", "asset": "usd", "amount": "30"`)
	r := s.play()
	if got := r.Accounts[0].Receivable; got != "30" {
		t.Errorf("receivable is %s, want 30", got)
	}
	s.on(55, `recover "asset": "usd", "amount": "100"`).on(60, "round")
	r = s.play()
	ends(t, r, map[string]string{"alice": "100 0 0"})
	if back := source(t, r, "P").Back; back != "100" {
		t.Errorf("the pool got back %s; all it paid is subrogated", back)
	}
}

func TestSweptLinesAreOwedByEscheat(t *testing.T) {
	base := func() *story {
		return tell(t).pool("P", "100").product("X", "", "P").cover("ca", "X", "100", "a").cover("cb", "X", "100", "b").
			approve("ka", "ca", "a", "100").approve("kb", "cb", "b", "100").loss("a", `"usd": "100"`).loss("b", `"usd": "100"`).
			on(70, `round "until": "active"`).on(71, `collect "accounts": ["a"]`).on(500, "sweep")
	}
	r := base().play()
	if b := r.Accounts[1]; b.Covers != "0" || b.Escheat != "50" || b.Residual != "50" {
		t.Errorf("after the sweep b is %+v", b.Amounts)
	}
	late := base().on(600, "round").play()
	if got := source(t, late, "escheat:usd"); got.Out != "50" || late.Accounts[1].Escheat != "50" {
		t.Errorf("the late owner: %+v, %+v", got, late.Accounts[1].Amounts)
	}
	lapsed := base().on(500+rounds.EscheatDays, "round").play()
	if a, b := lapsed.Accounts[0], lapsed.Accounts[1]; a.Escheat != "25" || b.Escheat != "25" {
		t.Errorf("after the stated years: a %+v, b %+v", a.Amounts, b.Amounts)
	}
}

// A settlement that is cancelled moves the entries behind it: escheat has paid
// the swept line of Q, wherever that entry stands.
func TestEscheatPaysTheSameLineAfterACancellation(t *testing.T) {
	r := tell(t).pool("P", "100").pool("Q", "100").product("X", "", "P").product("Y", "", "Q").
		cover("ax", "X", "40", "a").cover("ay", "Y", "40", "a").cover("by", "Y", "100", "b").
		approve("k1", "ax", "a", "40").approve("k2", "ay", "a", "40").approve("k3", "by", "b", "60").
		loss("a", `"usd": "100"`).loss("b", `"usd": "100"`).
		on(70, `round "until": "published"`).on(71, `collect "accounts": ["b"], "source": "Q"`).on(500, `sweep "source": "Q"`).
		on(600, "round").on(601, `cancel "source": "P"`).play()
	if a := r.Accounts[0]; a.Covers != "0" || a.Escheat != "40" {
		t.Errorf("a is %+v, want 40 of escheat and nothing of the cancelled settlement", a.Amounts)
	}
	if got := source(t, r, "escheat:usd"); got.Out != "40" || got.Free != "0" {
		t.Errorf("escheat is %+v", got)
	}
}

func TestSurplusRisesOverResidualsThenTheProtocol(t *testing.T) {
	r := insuredAlice(t, "50", "50").loss("alice", `"usd": "100"`).loss("bob", `"usd": "100"`).
		on(10, `outside "account": "alice", "asset": "usd", "amount": "100"`).
		on(20, `recover "asset": "usd", "amount": "150"`).on(80, "round").play()
	ends(t, r, map[string]string{"alice": "0 0 0", "bob": "0 100 0"})
	if got := r.Rounds[0].Settlements[0].Protocol; got != "50" {
		t.Errorf("the protocol gets %s, want 50", got)
	}
}

func TestAnExcludedAccountTakesNothingMore(t *testing.T) {
	base := func() *story {
		return tell(t).pool("P", "100").product("X", "", "P").cover("ca", "X", "100", "a").cover("cm", "X", "100", "m").
			approve("ka", "ca", "a", "100").approve("km", "cm", "m", "100").loss("a", `"usd": "100"`).loss("m", `"usd": "100"`)
	}
	ends(t, base().on(35, `exclude "account": "m"`).on(40, "round").play(), map[string]string{"a": "100 0 0", "m": "0 0 0"})
	later := base().on(40, "round").on(45, `exclude "account": "m"`).on(50, "round").play()
	ends(t, later, map[string]string{"a": "50 0 50", "m": "50 0 0"})
	if got := later.Accounts[1].Receivable; got != "50" {
		t.Errorf("what m got is a receivable: %s", got)
	}
	disputed := base().on(35, `exclude "account": "m", "disputed": true`).on(40, "round").play()
	ends(t, disputed, map[string]string{"a": "50 0 50", "m": "0 0 100"})
	if held(disputed, "P") != "50" {
		t.Errorf("held for the disputed account: %s", held(disputed, "P"))
	}
}

// TestSweptLineOfAnExcludedAccount: b did not collect the 50 that the pool gave, and is
// excluded then. Escheat does not pay them; after the stated years they fill what a lacks.
func TestSweptLineOfAnExcludedAccount(t *testing.T) {
	base := func() *story {
		return tell(t).pool("P", "100").product("X", "", "P").cover("ca", "X", "100", "a").cover("cb", "X", "100", "b").
			approve("ka", "ca", "a", "100").approve("kb", "cb", "b", "100").loss("a", `"usd": "100"`).loss("b", `"usd": "100"`).
			on(70, `round "until": "active"`).on(71, `collect "accounts": ["a"]`).on(500, "sweep").on(510, `exclude "account": "b"`)
	}
	r := base().on(600, "round").play()
	if got := source(t, r, "escheat:usd"); got.Out != "0" || got.Reserved != "50" {
		t.Errorf("before its term is over escheat is %+v", got)
	}
	late := base().on(500+rounds.EscheatDays, "round").play()
	if a := late.Accounts[0]; a.Escheat != "50" || a.Residual != "0" {
		t.Errorf("after the stated years a is %+v", a.Amounts)
	}
}

// TestRecoveredMoneyOfAnExcludedAccountIsGone: 100 came back, 50 to either, and m is
// excluded then. Her 50 do not reach a any more, whose cover is decided now and pays them.
func TestRecoveredMoneyOfAnExcludedAccountIsGone(t *testing.T) {
	r := tell(t).pool("P", "100").product("X", "", "P").cover("ca", "X", "100", "a").loss("a", `"usd": "100"`).loss("m", `"usd": "100"`).
		on(5, `file "claim": "ka", "cover": "ca", "account": "a", "requested": "100"`).
		on(10, `recover "asset": "usd", "amount": "100"`).on(40, "round").on(45, `exclude "account": "m"`).
		on(46, `decide "claim": "ka", "amount": "100"`).on(50, "round").play()
	ends(t, r, map[string]string{"a": "50 50 0", "m": "0 50 0"})
}

// TestDepositJustBeforeTheLoss: bob put 100 in one block before the exploit under a
// year-old cover. His cover counts what he held on average; what comes back counts
// his whole loss.
func TestDepositJustBeforeTheLoss(t *testing.T) {
	t.Parallel()
	const file = `{"format": "makewhole.simulate/1", "numeraire": "usd", "assets": {"usd": {"decimals": 6, "price": "1"}},
	 "pools": {"P": {"asset": "usd", "free": "1000"}},
	 "products": {"X": {"limit_asset": "usd", "layers": [{"pool": "P"}]}},
	 "covers": {"a": {"product": "X", "accounts": ["alice"], "limit": "100", "recorded": -365}, "b": {"product": "X", "accounts": ["bob"], "limit": "100", "recorded": -365}},
	 "losses": {"alice": {"usd": "100"}, "bob": {"usd": "100"}},
	 "positions": {"alice": {"usd": {"from": "100", "average": "130"}}, "bob": {"usd": {"from": "100", "average": "0.000012"}}},
	 "events": [{"day": 1, "do": "file", "claim": "ka", "cover": "a", "account": "alice", "requested": "100"},
	  {"day": 1, "do": "file", "claim": "kb", "cover": "b", "account": "bob", "requested": "100"},
	  {"day": 2, "do": "decide", "claim": "ka", "amount": "100"}, {"day": 2, "do": "decide", "claim": "kb", "amount": "0.000012"},
	  {"day": 60, "do": "round"}, {"day": 61, "do": "recover", "asset": "usd", "amount": "50"}, {"day": 70, "do": "round"}]}`
	r := play(t, file)
	got := map[string]string{}
	for _, a := range r.Accounts {
		got[a.Account] = a.Covers + " " + a.Recovered
	}
	if got["alice"] != "100 0" || got["bob"] != "0.000012 25" {
		t.Errorf("%v", got)
	}
	for text, want := range map[string]string{
		`"positions": {"bob": {"usd": {"from": "100"}}}`:                         "/positions/bob/usd/average",
		`"positions": {"bob": {"eur": {"from": "1", "average": "1"}}}`:           "/positions/bob/eur",
		`"positions": {"bob": {"usd": {"from": "-1", "average": "1"}}}`:          "/positions/bob/usd/from",
		`"positions": {"bob": {"usd": {"from": "1", "average": "1", "x": "1"}}}`: "/positions/bob/usd/x",
	} {
		_, err := Read([]byte(`{"format": "makewhole.simulate/1", "numeraire": "usd", "assets": {"usd": {"decimals": 6, "price": "1"}}, ` + text + `}`))
		var where *Refusal
		if !errors.As(err, &where) || where.Pointer != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
