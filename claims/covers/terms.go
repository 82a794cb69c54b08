package covers

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/money"
	"makewhole/payouts"
	"makewhole/service"
)

// DefaultReviewShareMaxBps is the largest share of a settlement's claims that
// one of its two approvers may have decided.
const DefaultReviewShareMaxBps = 2500

// windowMaxS is the longest window a wording may state: ten years.
const windowMaxS = 10 * 365 * 24 * 3600

// Terms is the machine-readable part of a wording. It is frozen by hash when a
// cover is written: every deadline and amount of a claim follows from the terms
// of its cover, never from today's settings. Durations are whole seconds,
// amounts base units of the product's limit asset. The fields stand in the order
// of their JSON keys, so that json.Marshal of Terms is the canonical form.
type Terms struct {
	AppealWindowS     int64        `json:"appeal_window_s"`          // a denial may be appealed this long
	CoinsuranceBps    int64        `json:"coinsurance_bps"`          // share of the loss above the deductible that is covered
	CoolingOffS       int64        `json:"cooling_off_s"`            // between an approval and its first payment
	Deductible        money.Amount `json:"deductible"`               // once per cover and incident, borne by the insured
	DeductibleBps     int64        `json:"deductible_bps,omitempty"` // the same as a share of the cover's limit, rounded down; not beside an amount
	EvidenceWindowS   int64        `json:"evidence_window_s"`        // to answer a request for evidence
	FilingWindowS     int64        `json:"filing_window_s"`          // from claims_open on: the grace period
	Franchise         money.Amount `json:"franchise"`                // losses below it are not paid, losses from it on without deductible; 0 = none
	FranchiseBps      int64        `json:"franchise_bps,omitempty"`  // the same as a share of the cover's limit, rounded up; not beside an amount
	MinPay            money.Amount `json:"min_pay"`                  // smaller lines are carried to a later tranche
	ObjectionWindowS  int64        `json:"objection_window_s"`       // for a published draft settlement
	PerAccount        bool         `json:"per_account,omitempty"`    // of a blanket cover: franchise and deductible apply to each account, not once to all
	PerIncidentLimit  money.Amount `json:"per_incident_limit"`       // of the product over all its covers, shared pro rata; 0 = none
	ReviewShareMaxBps int64        `json:"review_share_max_bps"`     // see DefaultReviewShareMaxBps
	SecondReviewAbove money.Amount `json:"second_review_above"`      // approvals above it need a second underwriter
	SettlementRule    payouts.Rule `json:"settlement_rule" closed:"wording rule"`
	WaitingPeriodS    int64        `json:"waiting_period_s"` // from the start of the cover, or of the account's insurance
}

// ParseTerms reads stored or imported terms: unknown fields, trailing data and
// values out of range are refused.
func ParseTerms(text []byte) (Terms, error) {
	var t Terms
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&t); err != nil {
		return Terms{}, service.Invalid("/terms", "is not a terms object")
	}
	if _, err := dec.Token(); err != io.EOF {
		return Terms{}, service.Invalid("/terms", "has data after the object")
	}
	return t, t.Validate()
}

// WithDefaults fills the fields that have a default.
func (t Terms) WithDefaults() Terms {
	if t.ReviewShareMaxBps == 0 {
		t.ReviewShareMaxBps = DefaultReviewShareMaxBps
	}
	if t.CoinsuranceBps == 0 {
		t.CoinsuranceBps = 10000
	}
	if t.SettlementRule == "" {
		t.SettlementRule = payouts.RuleWaterFill
	}
	return t
}

// Validate returns a *FieldErrors that names every field out of range.
func (t Terms) Validate() error {
	var bad service.FieldErrors
	window := func(v int64, key string, atLeast int64) {
		bad.Check(v >= atLeast && v <= windowMaxS, "/terms/"+key,
			fmt.Sprintf("must be between %d and %d seconds", atLeast, int64(windowMaxS)))
	}
	window(t.WaitingPeriodS, "waiting_period_s", 0)
	window(t.FilingWindowS, "filing_window_s", 1)
	window(t.AppealWindowS, "appeal_window_s", 1)
	window(t.CoolingOffS, "cooling_off_s", 0)
	window(t.ObjectionWindowS, "objection_window_s", 0)
	window(t.EvidenceWindowS, "evidence_window_s", 1)
	bad.Check(t.CoinsuranceBps >= 1 && t.CoinsuranceBps <= 10000, "/terms/coinsurance_bps", "must be between 1 and 10000")
	bad.Check(t.ReviewShareMaxBps >= 1 && t.ReviewShareMaxBps <= 10000, "/terms/review_share_max_bps", "must be between 1 and 10000")
	share := func(bps int64, amount money.Amount, key string) {
		bad.Check(bps >= 0 && bps <= 10000, "/terms/"+key, "must be between 0 and 10000")
		bad.Check(bps == 0 || amount.IsZero(), "/terms/"+key, "must be 0 beside an amount")
	}
	share(t.DeductibleBps, t.Deductible, "deductible_bps")
	share(t.FranchiseBps, t.Franchise, "franchise_bps")
	franchise, deductible := !t.Franchise.IsZero() || t.FranchiseBps != 0, !t.Deductible.IsZero() || t.DeductibleBps != 0
	bad.Check(!franchise || !deductible, "/terms/deductible", "must be 0 where a franchise applies")
	rule, err := payouts.RuleNamed(t.SettlementRule)
	bad.Check(err == nil && rule.Wording, "/terms/settlement_rule", "must be "+payouts.WordingRules())
	return bad.Err()
}

// Payout is the part of the terms that formula 1 needs.
// A share is of the cover's limit at the loss.
func (t Terms) Payout(limit money.Amount) (payouts.Terms, error) {
	out := payouts.Terms{Franchise: t.Franchise, Deductible: t.Deductible, CoinsuranceBps: uint32(t.CoinsuranceBps)}
	share := func(to *money.Amount, bps int64, r money.Rounding) (err error) {
		if bps != 0 {
			*to, err = limit.MulDiv(money.FromUint64(uint64(bps)), money.FromUint64(10000), r)
		}
		return err
	}
	return out, errors.Join(share(&out.Deductible, t.DeductibleBps, money.Down), share(&out.Franchise, t.FranchiseBps, money.Up))
}

// Canonical returns the one JSON form of the terms that is hashed and stored:
// keys ascending, no spaces, amounts as decimal strings.
func (t Terms) Canonical() string {
	b, err := json.Marshal(t)
	if err != nil {
		panic(err) // a struct of integers and amounts always marshals
	}
	return string(b)
}

// TermsHash is keccak256 of the canonical terms followed by the wording's text.
func TermsHash(canonical, text string) common.Hash {
	return crypto.Keccak256Hash([]byte(canonical), []byte(text))
}

// InWindow is the one boundary rule: closed on the left, open on the right.
func InWindow(now, from, to time.Time) bool { return !now.Before(from) && now.Before(to) }
