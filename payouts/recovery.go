package payouts

import (
	"fmt"

	"makewhole/money"
)

// RecoveryAccount is one affected account. All amounts are base units of the
// recovered token.
type RecoveryAccount struct {
	ID        string
	Loss      money.Amount   // its weight in the attribution
	Units     money.Amount   // what it lost of the recovered asset itself, for in-kind-first
	Elsewhere money.Amount   // received from others on this loss
	PoolPaid  []money.Amount // paid on this account by each pool, in the order of RecoveryInput.Pools
	Already   money.Amount   // recoveries allocated to it so far
	Held      bool
}

// RecoveryPool is one pool that paid on the incident.
type RecoveryPool struct {
	ID      string
	Already money.Amount // recoveries returned to it so far
}

// RecoveryInput is everything that came back for one incident in one token.
type RecoveryInput struct {
	Collected       money.Amount // cumulative, net of bounties
	TotalAffected   money.Amount // fixed at the incident, ≥ Σ loss
	TotalUnits      money.Amount // ≥ Σ units; zero: no in-kind part
	ResidualsFirst  bool         // the owner signed the money over to all victims
	MinPay          money.Amount
	Accounts        []RecoveryAccount
	Pools           []RecoveryPool
	ProtocolAlready money.Amount
}

// RecoveryLine is what one account gets.
type RecoveryLine struct {
	Line
	Attributed money.Amount // cumulative part of the collected money
	Due        money.Amount // cumulative: own residual plus its part of the surplus
}

// RecoveryPart is what a pool or the protocol gets back.
type RecoveryPart struct {
	ID   string
	Due  money.Amount // cumulative
	Line money.Amount // new in this tranche
}

// RecoveryResult is one tranche of recovered money. Available = Paid + Held +
// Carried + Σ pools + protocol + Dust + Unattributed.
type RecoveryResult struct {
	Accounts            []RecoveryLine // in the order of the input
	Pools               []RecoveryPart // in the order of the input
	Protocol            RecoveryPart
	Available           money.Amount // collected minus all that was allocated before
	Paid, Held, Carried money.Amount // sums of the accounts' lines
	Dust                money.Amount
	Unattributed        money.Amount // part of affected accounts that are not listed, reserved
}

// Recovery attributes collected money to every account by the fixed
// denominator, cumulatively, and inside each account to its own residual, then
// to the pools up to what they paid on that account, then to the residuals
// still open anywhere, then to the protocol (formulas 6 to 8). The
// new lines are the cumulative amounts minus what was given before, never
// negative.
func Recovery(in RecoveryInput) (RecoveryResult, error) {
	r := &recovery{in: in, own: make([]money.Amount, len(in.Accounts)), toPools: make([]money.Amount, len(in.Accounts))}
	if err := r.prepare(); err != nil {
		return RecoveryResult{}, err
	}
	divide := r.byAccount
	if in.ResidualsFirst {
		divide = r.residualsFirst
	}
	if err := divide(); err != nil {
		return RecoveryResult{}, err
	}
	if err := r.pools(); err != nil {
		return RecoveryResult{}, err
	}
	if err := r.tranche(); err != nil {
		return RecoveryResult{}, err
	}
	return r.out, r.check()
}

// recovery is one computation in progress.
type recovery struct {
	in       RecoveryInput
	out      RecoveryResult
	residual []money.Amount // loss − paid by pools − received elsewhere
	paid     []money.Amount // Σ of all pools on the account
	own      []money.Amount // cumulative part of the account itself
	toPools  []money.Amount // cumulative part of its pools together
}

// prepare checks the input and computes what every account is still owed.
func (r *recovery) prepare() error {
	n := len(r.in.Accounts)
	r.residual, r.paid = make([]money.Amount, n), make([]money.Amount, n)
	r.out.Accounts = make([]RecoveryLine, n)
	for i := range r.in.Accounts {
		a := &r.in.Accounts[i]
		if len(a.PoolPaid) != len(r.in.Pools) {
			return fmt.Errorf("%w: account %s names %d pools of %d", ErrInput, a.ID, len(a.PoolPaid), len(r.in.Pools))
		}
		var err error
		if r.paid[i], err = money.Sum(a.PoolPaid...); err != nil {
			return fmt.Errorf("account %s: sum of pools: %w", a.ID, err)
		}
		r.residual[i] = a.Loss.SubFloor(r.paid[i]).SubFloor(a.Elsewhere)
		r.out.Accounts[i].Line = Line{Held: a.Held}
	}
	for _, p := range r.in.Pools {
		r.out.Pools = append(r.out.Pools, RecoveryPart{ID: p.ID})
	}
	return nil
}

// byAccount is the ordinary order: attribute, then fill each account inside,
// then let the surplus rise over the open residuals.
func (r *recovery) byAccount() error {
	if err := r.attribute(); err != nil {
		return err
	}
	open := make([]Entitlement, len(r.own))
	var surplus money.Amount
	for i := range r.own {
		part := r.out.Accounts[i].Attributed
		r.own[i] = money.Min(part, r.residual[i])
		r.toPools[i] = money.Min(part.SubFloor(r.own[i]), r.paid[i])
		open[i].Amount = r.residual[i].SubFloor(r.own[i])
		var err error
		if surplus, err = surplus.Add(part.SubFloor(r.own[i]).SubFloor(r.toPools[i])); err != nil {
			return err
		}
	}
	filled, err := WaterFill(surplus, open)
	if err != nil {
		return fmt.Errorf("surplus: %w", err)
	}
	for i := range r.own {
		if r.own[i], err = r.own[i].Add(filled.Lines[i].Amount); err != nil {
			return err
		}
	}
	r.out.Protocol.Due = filled.Unattributed
	return nil
}

// attribute gives every account its part: first, up to all units lost of this
// asset, to the losers of the asset in kind; the rest to everybody by loss.
func (r *recovery) attribute() error {
	inKind := money.Min(r.in.Collected, r.in.TotalUnits)
	units, err := NewDivider(inKind, r.in.TotalUnits)
	if err != nil {
		return err
	}
	losses, err := NewDivider(r.in.Collected.SubFloor(inKind), r.in.TotalAffected)
	if err != nil {
		return err
	}
	for i := range r.in.Accounts {
		a := &r.in.Accounts[i]
		first, err := units.Line(a.Units, money.Max)
		if err != nil {
			return fmt.Errorf("account %s: units: %w", a.ID, err)
		}
		second, err := losses.Line(a.Loss, money.Max)
		if err != nil {
			return fmt.Errorf("account %s: loss: %w", a.ID, err)
		}
		if r.out.Accounts[i].Attributed, err = first.Add(second); err != nil {
			return err
		}
	}
	return r.unlisted(units, losses)
}

// unlisted reserves the part of affected accounts that are not in the list.
func (r *recovery) unlisted(dividers ...*Divider) error {
	for _, d := range dividers {
		s, err := d.Close()
		if err != nil {
			return err
		}
		if r.out.Unattributed, err = r.out.Unattributed.Add(s.Unattributed); err != nil {
			return err
		}
	}
	return nil
}

// residualsFirst is the order for money whose owner signed it over to all
// victims: every residual, then the pools by what they paid, then the protocol.
func (r *recovery) residualsFirst() error {
	victims := make([]Entitlement, len(r.own))
	pools := make([]Entitlement, len(r.own))
	for i := range victims {
		victims[i].Amount, pools[i].Amount = r.residual[i], r.paid[i]
	}
	first, err := WaterFill(r.in.Collected, victims)
	if err != nil {
		return fmt.Errorf("residuals: %w", err)
	}
	second, err := WaterFill(first.Unattributed, pools)
	if err != nil {
		return fmt.Errorf("pools: %w", err)
	}
	for i := range r.own {
		r.own[i], r.toPools[i] = first.Lines[i].Amount, second.Lines[i].Amount
		if r.out.Accounts[i].Attributed, err = r.own[i].Add(r.toPools[i]); err != nil {
			return err
		}
	}
	r.out.Protocol.Due = second.Unattributed
	return nil
}

// pools adds up, pool by pool, what returns to it from each account. An account
// that several pools paid returns to them pro rata, rounded down.
func (r *recovery) pools() error {
	for i := range r.in.Accounts {
		if r.toPools[i].IsZero() {
			continue
		}
		parts, _, err := SplitShares(r.toPools[i], r.in.Accounts[i].PoolPaid)
		if err != nil {
			return err
		}
		for p, part := range parts {
			if r.out.Pools[p].Due, err = r.out.Pools[p].Due.Add(part); err != nil {
				return err
			}
		}
	}
	return nil
}

// tranche turns cumulative amounts into new lines. Victims come first: if facts
// changed between tranches so that more is due than is there, their lines are
// reduced pro rata, then the pools', then the protocol's.
func (r *recovery) tranche() error {
	given := r.in.ProtocolAlready
	var err error
	for i := range r.in.Accounts {
		if given, err = given.Add(r.in.Accounts[i].Already); err != nil {
			return err
		}
	}
	for _, p := range r.in.Pools {
		if given, err = given.Add(p.Already); err != nil {
			return err
		}
	}
	if r.out.Available, err = r.in.Collected.Sub(given); err != nil {
		return fmt.Errorf("%w: more was given than collected", ErrInput)
	}
	rest, err := r.victims(r.out.Available)
	if err != nil {
		return err
	}
	if rest, err = r.poolLines(rest); err != nil {
		return err
	}
	r.out.Protocol.Line = money.Min(rest, r.out.Protocol.Due.SubFloor(r.in.ProtocolAlready))
	rest = rest.SubFloor(r.out.Protocol.Line)
	r.out.Unattributed = money.Min(rest, r.out.Unattributed)
	r.out.Dust = rest.SubFloor(r.out.Unattributed)
	return nil
}

// victims makes the accounts' lines and returns what is left for others.
func (r *recovery) victims(m money.Amount) (rest money.Amount, err error) {
	es := make([]Entitlement, len(r.own))
	for i := range es {
		a := &r.in.Accounts[i]
		r.out.Accounts[i].Due = r.own[i]
		es[i] = Entitlement{ID: a.ID, Amount: r.own[i].SubFloor(a.Already), Held: a.Held}
	}
	filled, err := WaterFillMin(m, r.in.MinPay, es)
	if err != nil {
		return money.Zero, fmt.Errorf("new lines: %w", err)
	}
	for i := range filled.Lines {
		r.out.Accounts[i].Line = filled.Lines[i]
	}
	r.out.Paid, r.out.Held, r.out.Carried = filled.Paid, filled.Held, filled.Carried
	return m.SubFloor(filled.Paid).SubFloor(filled.Held).SubFloor(filled.Carried), nil
}

// poolLines makes the pools' lines and returns what is left.
func (r *recovery) poolLines(m money.Amount) (rest money.Amount, err error) {
	lines := make([]money.Amount, len(r.in.Pools))
	for p := range lines {
		lines[p] = r.out.Pools[p].Due.SubFloor(r.in.Pools[p].Already)
	}
	if lines, err = ShareLimit(m, lines); err != nil {
		return money.Zero, err
	}
	for p, line := range lines {
		r.out.Pools[p].Line = line
		m = m.SubFloor(line)
	}
	return m, nil
}

// check proves the caps and the sum of the tranche.
func (r *recovery) check() error {
	parts := []money.Amount{r.out.Paid, r.out.Held, r.out.Carried, r.out.Protocol.Line, r.out.Dust, r.out.Unattributed}
	for p := range r.out.Pools {
		parts = append(parts, r.out.Pools[p].Line)
	}
	for i := range r.own {
		if r.residual[i].Less(r.own[i]) || r.paid[i].Less(r.toPools[i]) {
			return fmt.Errorf("%w: account %s gets more than it lost or its pools paid", ErrInvariant, r.in.Accounts[i].ID)
		}
	}
	return conserve("recovery", r.out.Available, parts...)
}
