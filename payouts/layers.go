package payouts

import (
	"fmt"

	"makewhole/money"
)

// Layer is one source of capital, for example the protocol's first loss or the
// senior pool; Cap is the most it bears.
type Layer struct {
	Name string
	Cap  money.Amount
}

// Draw is the named part a layer bears.
type Draw struct {
	Name   string
	Amount money.Amount
}

// Waterfall draws m from the layers in order, each up to its cap (formula 4).
// It returns one draw per layer, zero ones included, and what no layer bears.
func Waterfall(m money.Amount, layers []Layer) (draws []Draw, short money.Amount, err error) {
	short = m
	draws = make([]Draw, len(layers))
	parts := make([]money.Amount, len(layers), len(layers)+1)
	for i, l := range layers {
		parts[i] = money.Min(l.Cap, short)
		draws[i] = Draw{l.Name, parts[i]}
		short = short.SubFloor(parts[i])
	}
	return draws, short, conserve("waterfall", m, append(parts, short)...)
}

// BountyInput is what decides a rescuer's bounty for one incident. Amounts are
// base units of the returned asset.
type BountyInput struct {
	Gross   money.Amount // returned so far, before any bounty
	Bps     uint32
	Cap     money.Amount // cumulative per (incident, rescuer)
	Already money.Amount // bounty paid so far
}

// Bounty is formula 9: min(floor(bps · gross / 10000), cap), cumulative, minus
// what was paid already; never negative.
func Bounty(in BountyInput) (money.Amount, error) {
	due, err := bountyDue(in)
	return due.SubFloor(in.Already), err
}

func bountyDue(in BountyInput) (money.Amount, error) {
	if in.Bps > BpsFull {
		return money.Zero, fmt.Errorf("%w: bounty of %d bps", ErrInput, in.Bps)
	}
	due, err := bpsOf(in.Gross, in.Bps)
	return money.Min(due, in.Cap), err
}

// Bounties applies an aggregate cap: where the cumulative bounties exceed it,
// all are reduced pro rata before what was paid already is taken off.
func Bounties(aggregateCap money.Amount, in []BountyInput) ([]money.Amount, error) {
	due := make([]money.Amount, len(in))
	for i := range in {
		var err error
		if due[i], err = bountyDue(in[i]); err != nil {
			return nil, fmt.Errorf("bounty %d: %w", i, err)
		}
	}
	due, err := ShareLimit(aggregateCap, due)
	if err != nil {
		return nil, err
	}
	for i := range due {
		due[i] = due[i].SubFloor(in[i].Already)
	}
	return due, nil
}

// Reserves are the three ways to see what one open incident may still cost.
type Reserves struct{ Incident, Cases, UnpaidSettlements money.Amount }

// Capital is a pool's position, in its asset.
type Capital struct {
	Assets          money.Amount
	UnearnedPremium money.Amount
	IBNR            money.Amount
	Incidents       []Reserves
	ActiveCover     money.Amount
	GearingBps      uint64 // 48000 means 4.8
}

// Solvency is what formula 12 says about a position. The ratio is floored to
// basis points; it is the largest amount when nothing is required.
type Solvency struct{ MCR, Available, RatioBps money.Amount }

// Solvency computes MCR = active cover · 10000 / gearing (rounded up) and
// available = assets − unearned premium − Σ max(reserves of an incident) − IBNR,
// not below zero.
func (c Capital) Solvency() (Solvency, error) {
	full := money.FromUint64(BpsFull)
	mcr, err := c.ActiveCover.MulDiv(full, money.FromUint64(c.GearingBps), money.Up)
	if err != nil {
		return Solvency{}, fmt.Errorf("minimum capital: %w", err)
	}
	s := Solvency{MCR: mcr, Available: c.Assets.SubFloor(c.UnearnedPremium).SubFloor(c.IBNR), RatioBps: money.Max}
	for _, r := range c.Incidents {
		s.Available = s.Available.SubFloor(money.MaxOf(r.Incident, money.MaxOf(r.Cases, r.UnpaidSettlements)))
	}
	if !mcr.IsZero() {
		s.RatioBps, err = s.Available.MulDiv(full, mcr, money.Down)
	}
	return s, err
}

// IncidentCap is the most one incident may take from a pool: floor(capBps ·
// pool / 10000).
func IncidentCap(pool money.Amount, capBps uint32) (money.Amount, error) {
	if capBps > BpsFull {
		return money.Zero, fmt.Errorf("%w: incident cap of %d bps", ErrInput, capBps)
	}
	return bpsOf(pool, capBps)
}
