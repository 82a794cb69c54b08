package rounds_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"makewhole/money"
	"makewhole/payouts"
	"makewhole/rounds"
)

func n(v uint64) money.Amount { return money.FromUint64(v) }

// assetID names the token whose last byte is i + 8.
func assetID(i int) string { return fmt.Sprintf("31337:0x%040x", i+8) }

func lost(v uint64) []rounds.Units { return []rounds.Units{{Amount: n(v)}} }

// mixed is a state whose round has lines of every kind: pool and recovered lines
// that are paid, held and carried, shares of two pools, and escheat.
func mixed() *rounds.State {
	right := func(id string, product int, held bool, e uint64) []rounds.Right {
		return []rounds.Right{{ID: id, Product: product, Held: held, Amount: n(e), Unlimited: n(e)}}
	}
	cover := func(pool int, amount uint64) rounds.Entry {
		return rounds.Entry{Kind: rounds.CoverLine, Pool: pool, Amount: n(amount), Final: true}
	}
	s := &rounds.State{
		Assets: []rounds.Asset{{ID: assetID(0), Num: n(1), Den: n(1)}},
		Pools:  []rounds.Pool{{ID: "pol_a", Pledge: n(200), Spent: n(80)}, {ID: "pol_b", Pledge: n(500), Spent: n(60)}},
		Products: []rounds.Product{
			{ID: "prd_a", Rule: rounds.RuleWaterFill, MinPay: n(10), Layers: []rounds.Layer{{Pool: 0}}},
			{ID: "prd_b", Rule: rounds.RuleWaterFill, MinPay: n(10), Layers: []rounds.Layer{{Pool: 1}}},
		},
		Recovered: []rounds.Recovered{{
			Collected: n(345), Spent: n(10), Pools: []rounds.Subrogated{{Pool: 0, Holders: n(10)}},
			Bounties: []rounds.Bounty{{ID: "bty_1", Gross: n(300), Bps: 1000, Cap: n(25), Given: n(5)}, {ID: "bty_2", Bps: 10_000, Cap: n(9)}},
		}},
		Escheat: []rounds.Escheat{{
			Collected: n(17), Spent: n(0), Holders: []rounds.PoolAmount{{Pool: 1, Amount: n(3)}},
			Payees: []rounds.PayeeAmount{{ID: "bty_1", Amount: n(3)}, {ID: "inc_1", Amount: n(2)}},
		}},
		Accounts: []rounds.Account{
			{ID: "acc_1", Losses: lost(100), Rights: right("r1", 0, false, 80), Entries: []rounds.Entry{
				cover(0, 80), {Kind: rounds.GivenBack, Pool: 0, Amount: n(10), Final: true},
			}},
			{ID: "acc_2", Losses: lost(100)},
			{ID: "acc_3", Losses: lost(40), Rights: right("r3", 0, false, 5)},
			{ID: "acc_4", Losses: lost(40), Rights: right("r4", 0, true, 4)},
			{ID: "acc_5", Losses: lost(100), Rights: right("r5", 1, false, 60), Entries: []rounds.Entry{cover(1, 60)}},
			{ID: "acc_6", Losses: lost(30), Hold: rounds.HoldReceiver},
			{ID: "acc_7", Losses: lost(200), Rights: right("r7", 1, false, 100)},
			{ID: "acc_8", Losses: lost(50), Rights: right("r8", 1, true, 45)},
			{ID: "acc_9", Losses: lost(50), Revised: []rounds.Revision{{Raised: n(5), Lowered: n(2)}}, Rights: right("r9", 1, false, 9)},
			{ID: "acc_x", Losses: lost(5), Outside: lost(3)},
		},
	}
	for i := range s.Accounts { // swept lines that escheat owes
		if a := &s.Accounts[i]; a.ID == "acc_2" {
			a.Entries = append(a.Entries, rounds.Entry{Kind: rounds.RecoveryLine, Amount: n(9), Final: true, Swept: true})
		}
	}
	s.Recovered[0].Spent = n(24)
	return s
}

// fileOf writes the entitlement file of one settlement, one row a line, the
// shares of each pool among two holders.
func fileOf(t testing.TB, s *rounds.State, st *rounds.Settlement) *payouts.File {
	t.Helper()
	hash, err := rounds.StateHash(s)
	if err != nil {
		t.Fatal(err)
	}
	f := &payouts.File{
		Incident: "inc_1", Settlement: "stl_1", Pool: "vault", ChainID: 31337, Token: [20]byte{19: byte(st.Asset + 8)}, Sequence: 1, Rule: payouts.RuleTargets,
		Available: st.Available.SubFloor(st.Free), Accounts: hash, Source: st.SourceName(),
	}
	if st.Source == rounds.FromPool {
		f.Pool = s.Pools[st.Index].ID
	}
	parts := map[rounds.Kind]payouts.Part{rounds.CoverLine: payouts.PartCover, rounds.RecoveryLine: payouts.PartRecovery}
	for k, l := range st.Lines {
		part, ok := parts[l.Kind]
		if !ok {
			part = payouts.PartEscheat
		}
		already := n(uint64(k % 3))
		target, err := already.Add(l.Amount)
		if err != nil {
			t.Fatal(err)
		}
		f.Rows = append(f.Rows, payouts.Row{
			ID: fmt.Sprintf("row_%06d", k), Part: part, Held: l.State == rounds.HeldLine, Receiver: [20]byte{1, byte(k)}, Amount: target, Already: already,
			Target: &payouts.TargetRow{Account: s.Accounts[l.Account].ID, Carried: l.State == rounds.CarriedLine},
		})
	}
	for _, h := range st.Holders {
		if st.Source == rounds.FromEscheat {
			f.Rows = append(f.Rows, payouts.Row{
				ID: "swept_" + s.Pools[h.Pool].ID, Part: payouts.PartShare, Receiver: [20]byte{3}, Amount: h.Amount,
				Target: &payouts.TargetRow{Account: s.Pools[h.Pool].ID},
			})
			continue
		}
		f.Rows = append(f.Rows, sharesOf(t, s, st, h)...)
	}
	f.Rows = append(f.Rows, payeesOf(s, st)...)
	f.Sort()
	return f
}

// payeesOf has a row of each bounty, and of the protocol, which has none yet.
func payeesOf(s *rounds.State, st *rounds.Settlement) (out []payouts.Row) {
	row := func(part payouts.Part, id string, already, line money.Amount) {
		out = append(out, payouts.Row{
			ID: "to_" + id, Part: part, Receiver: [20]byte{4}, Amount: sum(already, line), Already: already, Target: &payouts.TargetRow{Account: id},
		})
	}
	line := func(id string) money.Amount {
		i := slices.IndexFunc(st.Payees, func(p rounds.PayeeAmount) bool { return p.ID == id })
		if i < 0 {
			return money.Zero
		}
		return st.Payees[i].Amount
	}
	switch st.Source {
	case rounds.FromVault:
		for _, b := range s.Recovered[st.Index].Bounties {
			row(payouts.PartBounty, b.ID, b.Given, line(b.ID))
		}
		row(payouts.PartProtocol, "inc_1", s.Recovered[st.Index].Protocol, st.Protocol)
	case rounds.FromEscheat:
		for _, p := range st.Payees {
			part := payouts.PartBounty
			if p.ID == "inc_1" {
				part = payouts.PartProtocol
			}
			row(part, p.ID, money.Zero, p.Amount)
		}
	case rounds.FromPool:
	}
	return out
}

// sharesOf divides a pool's part 1 : 2.
func sharesOf(t testing.TB, s *rounds.State, st *rounds.Settlement, h rounds.PoolAmount) []payouts.Row {
	t.Helper()
	var before money.Amount
	for _, p := range s.Recovered[st.Index].Pools {
		if p.Pool == h.Pool {
			before = p.Holders
		}
	}
	weights := []money.Amount{n(1), n(2)}
	first, err := before.MulDiv(n(1), n(3), money.Down)
	if err != nil {
		t.Fatal(err)
	}
	had := []money.Amount{first, before.SubFloor(first)}
	all, err := before.Add(h.Amount)
	if err != nil {
		t.Fatal(err)
	}
	due, _, err := payouts.SplitShares(all, weights)
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]payouts.Row, len(weights))
	for i := range rows {
		rows[i] = payouts.Row{
			ID: fmt.Sprintf("share_%s_%d", s.Pools[h.Pool].ID, i), Part: payouts.PartShare, Receiver: [20]byte{2, byte(i)},
			Amount: money.MaxOf(due[i], had[i]), Already: had[i], Target: &payouts.TargetRow{Account: s.Pools[h.Pool].ID, Weight: weights[i]},
		}
	}
	return rows
}

// filesOf are the files of all settlements of a round, by source.
func filesOf(t testing.TB, s *rounds.State) map[string]*payouts.File {
	t.Helper()
	result, err := rounds.Compute(s)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*payouts.File{}
	for i := range result.Settlements {
		f := fileOf(t, s, &result.Settlements[i])
		out[f.Source] = f
	}
	return out
}

func TestCheckAcceptsEverySourceOfARound(t *testing.T) {
	s := mixed()
	kinds := map[string]bool{}
	for source, f := range filesOf(t, s) {
		if err := rounds.Check(s, f); err != nil {
			t.Errorf("%s: %v", source, err)
		}
		computed, err := f.Compute()
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		for _, l := range computed.Lines {
			kinds[fmt.Sprint(source[:4], l.Part, " held ", l.Held, " carried ", l.Carried)] = true
		}
	}
	for _, want := range []string{
		"poolcover held false carried false", "poolcover held true carried false", "poolcover held false carried true",
		"recorecovery held false carried false", "recorecovery held true carried false",
		"recocover held false carried true", "recocover held true carried false", "recoshare held false carried false",
		"eschescheat held false carried false", "eschshare held false carried false",
		"recobounty held false carried false", "recoprotocol held false carried false", "eschbounty held false carried false", "eschprotocol held false carried false",
	} {
		if !kinds[want] {
			t.Errorf("the state has no line %q, the test shows nothing of it; it has %v", want, kinds)
		}
	}
}

// TestEscheatNamesWhatWasSwept: in a file of escheat the part may say which line
// was swept.
func TestEscheatNamesWhatWasSwept(t *testing.T) {
	s := mixed()
	f := filesOf(t, s)["escheat:0"]
	for _, part := range []payouts.Part{payouts.PartCover, payouts.PartRecovery, payouts.PartEscheat} {
		for i := range f.Rows {
			if _, known := map[payouts.Part]bool{payouts.PartCover: true, payouts.PartRecovery: true, payouts.PartEscheat: true}[f.Rows[i].Part]; known {
				f.Rows[i].Part = part
			}
		}
		if err := rounds.Check(s, f); err != nil || len(f.Rows) == 0 {
			t.Errorf("%s: %v", part, err)
		}
	}
	f.Rows[0].Part = payouts.PartShare
	if err := rounds.Check(s, f); !errors.Is(err, rounds.ErrOtherLines) {
		t.Errorf("share: %v", err)
	}
}

// row finds a row that a lie is told about.
func row(t *testing.T, f *payouts.File, is func(*payouts.Row) bool) *payouts.Row {
	t.Helper()
	i := slices.IndexFunc(f.Rows, func(r payouts.Row) bool { return is(&r) })
	if i < 0 {
		t.Fatalf("%s has no such row", f.Source)
	}
	return &f.Rows[i]
}

// owner is a row of escheat that the round pays.
func owner(t *testing.T, f *payouts.File) *payouts.Row {
	return row(t, f, func(r *payouts.Row) bool {
		return r.Part == payouts.PartEscheat && stateOf(r) == rounds.Payable && r.Amount.Cmp(r.Already) > 0
	})
}

// TestAnOwnersRowMayWait: escheat may hold what the round pays, and nothing else is
// different then.
func TestAnOwnersRowMayWait(t *testing.T) {
	s := mixed()
	f := filesOf(t, s)["escheat:0"]
	r := owner(t, f)
	r.Held = true
	if err := rounds.Check(s, f); err != nil {
		t.Errorf("held: %v", err)
	}
	r.Amount = r.Amount.SubFloor(n(1))
	if err := rounds.Check(s, f); !errors.Is(err, rounds.ErrOtherLines) {
		t.Errorf("held and less: %v", err)
	}
}

// lie is one wrong word in an honest file of mixed.
type lie struct {
	source string
	tell   func(*payouts.File)
}

func lies(t *testing.T) map[string]lie {
	t.Helper()
	paid := func(part payouts.Part) func(*payouts.Row) bool {
		return func(r *payouts.Row) bool {
			return r.Part == part && stateOf(r) == rounds.Payable && r.Amount.Cmp(r.Already) > 0
		}
	}
	held := func(r *payouts.Row) bool { return r.Held }
	carried := func(r *payouts.Row) bool { return r.Target.Carried }
	up := func(x *money.Amount) { *x, _ = x.Add(n(1)) }
	down := func(x *money.Amount) { *x = x.SubFloor(n(1)) }
	const pool, vault, escheat = "pool:1", "recovered:0", "escheat:0"
	bounty := func(r *payouts.Row) bool { return r.Part == payouts.PartBounty && r.Target.Account == "bty_1" }
	protocol := func(r *payouts.Row) bool { return r.Part == payouts.PartProtocol }
	cover, recovery, share, owner := paid(payouts.PartCover), paid(payouts.PartRecovery), paid(payouts.PartShare), paid(payouts.PartEscheat)
	return map[string]lie{
		"another rule":               {pool, func(f *payouts.File) { f.Rule = payouts.RuleWaterFill }},
		"other accounts":             {pool, func(f *payouts.File) { f.Accounts[7]++ }},
		"another pool":               {pool, func(f *payouts.File) { f.Pool = "pol_a" }},
		"another source":             {pool, func(f *payouts.File) { f.Source = "pool:0" }},
		"a source that is not there": {pool, func(f *payouts.File) { f.Source = "pool:2" }},
		"a source of another kind":   {vault, func(f *payouts.File) { f.Source = "escheat:0" }},
		"no source":                  {pool, func(f *payouts.File) { f.Source = "" }},
		"more is available":          {pool, func(f *payouts.File) { up(&f.Available) }},
		"less is available":          {pool, func(f *payouts.File) { down(&f.Available) }},
		"a higher target":            {pool, func(f *payouts.File) { up(&row(t, f, cover).Amount) }},
		"a lower target":             {pool, func(f *payouts.File) { down(&row(t, f, cover).Amount) }},
		"had more":                   {pool, func(f *payouts.File) { up(&row(t, f, cover).Already) }},
		"had more than the target":   {pool, func(f *payouts.File) { r := row(t, f, cover); r.Already = r.Amount; up(&r.Already) }},
		"a higher recovery":          {vault, func(f *payouts.File) { up(&row(t, f, recovery).Amount) }},
		"recovery called cover":      {vault, func(f *payouts.File) { row(t, f, recovery).Part = payouts.PartCover }},
		"recovery called escheat":    {vault, func(f *payouts.File) { row(t, f, recovery).Part = payouts.PartEscheat }},
		"a row left out":             {vault, func(f *payouts.File) { f.Rows = f.Rows[1:] }},
		"a bounty left out":          {vault, func(f *payouts.File) { f.Rows = without(f.Rows, bounty) }},
		"a swept bounty left out":    {escheat, func(f *payouts.File) { f.Rows = without(f.Rows, bounty) }},
		"no rows":                    {vault, func(f *payouts.File) { f.Rows = nil }},
		"a row twice":                {vault, func(f *payouts.File) { f.Rows = append(f.Rows, f.Rows[0]) }},
		"somebody else's line":       {vault, func(f *payouts.File) { row(t, f, recovery).Target.Account = "acc_3" }},
		"a stranger's line":          {vault, func(f *payouts.File) { row(t, f, recovery).Target.Account = "acc_0" }},
		"a stranger without a line": {vault, func(f *payouts.File) {
			f.Rows = append(f.Rows, payouts.Row{ID: "zero", Part: payouts.PartCover, Target: &payouts.TargetRow{Account: "acc_0"}})
		}},
		"a row without an account":    {vault, func(f *payouts.File) { f.Rows[0].Target = nil }},
		"held is paid":                {pool, func(f *payouts.File) { row(t, f, held).Held = false }},
		"held is carried":             {pool, func(f *payouts.File) { r := row(t, f, held); r.Held, r.Target.Carried = false, true }},
		"paid is held":                {pool, func(f *payouts.File) { row(t, f, cover).Held = true }},
		"paid is carried":             {pool, func(f *payouts.File) { row(t, f, cover).Target.Carried = true }},
		"carried is paid":             {pool, func(f *payouts.File) { row(t, f, carried).Target.Carried = false }},
		"a held recovery is paid":     {vault, func(f *payouts.File) { row(t, f, held).Held = false }},
		"more of escheat":             {escheat, func(f *payouts.File) { up(&row(t, f, owner).Amount) }},
		"more of a swept share":       {escheat, func(f *payouts.File) { up(&row(t, f, share).Amount) }},
		"less of a swept share":       {escheat, func(f *payouts.File) { down(&row(t, f, share).Amount) }},
		"had of a swept share":        {escheat, func(f *payouts.File) { r := row(t, f, share); up(&r.Amount); up(&r.Already) }},
		"a swept share has a weight":  {escheat, func(f *payouts.File) { up(&row(t, f, share).Target.Weight) }},
		"a swept share waits":         {escheat, func(f *payouts.File) { row(t, f, share).Target.Carried = true }},
		"a swept share of a stranger": {escheat, func(f *payouts.File) { row(t, f, share).Target.Account = "pol_a" }},
		"a swept share left out":      {escheat, func(f *payouts.File) { f.Rows = without(f.Rows, share) }},
		"another token":               {vault, func(f *payouts.File) { f.Token[0]++ }},
		"another chain":               {vault, func(f *payouts.File) { f.ChainID++ }},
		"a holder gets more":          {vault, func(f *payouts.File) { up(&row(t, f, share).Amount) }},
		"a holder gets less":          {vault, func(f *payouts.File) { down(&row(t, f, share).Amount) }},
		"a holder weighs more":        {vault, func(f *payouts.File) { up(&row(t, f, share).Target.Weight) }},
		"a holder had less":           {vault, func(f *payouts.File) { down(&row(t, f, share).Already) }},
		"a holder had more":           {vault, func(f *payouts.File) { up(&row(t, f, share).Already) }},
		"a holder waits":              {vault, func(f *payouts.File) { row(t, f, share).Target.Carried = true }},
		"a holder left out":           {vault, func(f *payouts.File) { f.Rows = f.Rows[:len(f.Rows)-3] }}, // behind it: the bounties and the protocol
		"a holder of no pool":         {vault, func(f *payouts.File) { row(t, f, share).Target.Account = "pol_x" }},
		"a holder of another pool":    {vault, func(f *payouts.File) { row(t, f, share).Target.Account = "pol_b" }},
		"a bounty gets more":          {vault, func(f *payouts.File) { up(&row(t, f, bounty).Amount) }},
		"a bounty gets less":          {vault, func(f *payouts.File) { down(&row(t, f, bounty).Amount) }},
		"a bounty had less":           {vault, func(f *payouts.File) { r := row(t, f, bounty); down(&r.Already); down(&r.Amount) }},
		"a bounty waits":              {vault, func(f *payouts.File) { row(t, f, bounty).Held = true }},
		"a bounty is carried":         {vault, func(f *payouts.File) { row(t, f, bounty).Target.Carried = true }},
		"a bounty of nobody":          {vault, func(f *payouts.File) { row(t, f, bounty).Target.Account = "bty_9" }},
		"a bounty for another":        {vault, func(f *payouts.File) { row(t, f, bounty).Target.Account = "bty_2" }},
		"a bounty called protocol":    {vault, func(f *payouts.File) { row(t, f, bounty).Part = payouts.PartProtocol }},
		"a bounty of a pool":          {pool, func(f *payouts.File) { row(t, f, cover).Part = payouts.PartBounty }},
		"the protocol gets something": {vault, func(f *payouts.File) { up(&row(t, f, protocol).Amount) }},
		"the protocol had something":  {vault, func(f *payouts.File) { r := row(t, f, protocol); up(&r.Already); up(&r.Amount) }},
		"another protocol":            {vault, func(f *payouts.File) { row(t, f, protocol).Target.Account = "inc_2" }},
		"a swept bounty gets more":    {escheat, func(f *payouts.File) { up(&row(t, f, bounty).Amount) }},
		"a swept protocol had some":   {escheat, func(f *payouts.File) { r := row(t, f, protocol); up(&r.Already); up(&r.Amount) }},
		"a swept bounty of another":   {escheat, func(f *payouts.File) { row(t, f, bounty).Target.Account = "inc_1" }},
		"holders of a pool's capital": {pool, func(f *payouts.File) { row(t, f, cover).Part = payouts.PartShare }},
	}
}

func without(rows []payouts.Row, is func(*payouts.Row) bool) []payouts.Row {
	return slices.DeleteFunc(slices.Clone(rows), func(r payouts.Row) bool { return is(&r) })
}

// TestProtocolWithoutReceiver: a file without a row of the protocol keeps its part
// reserved.
func TestProtocolWithoutReceiver(t *testing.T) {
	s := &rounds.State{
		Assets: []rounds.Asset{{ID: assetID(0), Num: n(1), Den: n(1)}}, Recovered: []rounds.Recovered{{Collected: n(30), Spent: n(2), Protocol: n(2)}},
		Accounts: []rounds.Account{{ID: "acc_1", Losses: lost(20)}}, Last: true,
	}
	f := filesOf(t, s)["recovered:0"]
	protocol := func(r *payouts.Row) bool { return r.Part == payouts.PartProtocol }
	if r := row(t, f, protocol); r.Already != n(2) || r.Amount != n(10) {
		t.Fatalf("the protocol gets %s after %s, not 8 after 2", r.Amount, r.Already)
	}
	if err := rounds.Check(s, f); err != nil {
		t.Error(err)
	}
	f.Rows = without(f.Rows, protocol)
	if err := rounds.Check(s, f); err != nil {
		t.Errorf("without a receiver: %v", err)
	}
	if c, err := f.Compute(); err != nil || c.Paid != n(20) || c.Reserved != n(8) {
		t.Errorf("paid %s, reserved %s, %v", c.Paid, c.Reserved, err)
	}
}

func TestCheckRefusesLies(t *testing.T) {
	for name, lie := range lies(t) {
		t.Run(name, func(t *testing.T) {
			s := mixed()
			f := filesOf(t, s)[lie.source]
			if err := rounds.Check(s, f); err != nil {
				t.Fatalf("before the lie: %v", err)
			}
			lie.tell(f)
			if err := rounds.Check(s, f); !errors.Is(err, rounds.ErrOtherLines) {
				t.Errorf("Check says %v", err)
			}
		})
	}
}

func stateOf(r *payouts.Row) rounds.LineState {
	if r.Held {
		return rounds.HeldLine
	}
	if r.Target.Carried {
		return rounds.CarriedLine
	}
	return rounds.Payable
}

func TestCheckRefusesOtherStates(t *testing.T) {
	s := mixed()
	files := filesOf(t, s)
	s.Accounts[1].Losses[0].Amount = n(101)
	for source, f := range files {
		if err := rounds.Check(s, f); !errors.Is(err, rounds.ErrOtherLines) {
			t.Errorf("%s with another loss: %v", source, err)
		}
	}
	twice := mixed()
	twice.Accounts[1].ID = twice.Accounts[0].ID
	if err := rounds.Check(twice, filesOf(t, twice)["recovered:0"]); !errors.Is(err, payouts.ErrInput) {
		t.Errorf("two accounts of one name: %v", err)
	}
	pools := mixed()
	pools.Pools[1].ID = pools.Pools[0].ID
	if err := rounds.Check(pools, filesOf(t, pools)["recovered:0"]); !errors.Is(err, payouts.ErrInput) {
		t.Errorf("two pools of one name: %v", err)
	}
	broken := mixed()
	f := filesOf(t, broken)["pool:1"]
	broken.Pools[1].Spent = n(501)
	f.Accounts, _ = rounds.StateHash(broken)
	if err := rounds.Check(broken, f); !errors.Is(err, payouts.ErrInput) {
		t.Errorf("a state that contradicts itself: %v", err)
	}
}
