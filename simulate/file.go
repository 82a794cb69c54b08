package simulate

import (
	"errors"
	"fmt"

	"makewhole/internal/strictjson"
)

// Format is the value of the key "format".
const Format = "makewhole.simulate/1"

// ErrRefused means the file is wrong; the error is a *Refusal with the place.
var ErrRefused = errors.New("simulate: the file is refused")

// Refusal is a place (RFC 6901 pointer) and what is wrong there.
type Refusal struct{ Pointer, Reason string }

func (r *Refusal) Error() string {
	if r.Pointer == "" {
		return r.Reason
	}
	return r.Pointer + ": " + r.Reason
}

// Unwrap returns ErrRefused.
func (r *Refusal) Unwrap() error { return ErrRefused }

func refuse(pointer, format string, args ...any) error {
	return &Refusal{pointer, fmt.Sprintf(format, args...)}
}

// File is one history. Amounts are decimal strings in whole units of their
// asset; days count from the moment of the loss, day 0. Names are free.
type File struct {
	Format    string                       `json:"format"`
	Numeraire string                       `json:"numeraire"`
	Assets    map[string]Asset             `json:"assets"`
	Pools     map[string]Pool              `json:"pools"`
	Products  map[string]Product           `json:"products"`
	Covers    map[string]Cover             `json:"covers"`
	Losses    map[string]map[string]string `json:"losses"` // account → asset → amount
	// Positions are what accounts held: account → asset. Where one is named, covers
	// count at most the least of both figures and the loss; elsewhere the whole loss.
	Positions    map[string]map[string]Position `json:"positions"`
	Unattributed map[string]string              `json:"unattributed"`
	Events       []Event                        `json:"events"`
}

// Asset is a token. Price is what one whole unit is worth in whole units of the
// numéraire.
type Asset struct {
	Decimals *int   `json:"decimals"`
	Price    string `json:"price"`
}

// Pool is capital; Free is what it pledges to the incident.
type Pool struct {
	Asset string `json:"asset"`
	Free  string `json:"free"`
}

// Product is what covers are sold of. Rule is water-fill/1 when left out.
type Product struct {
	LimitAsset string  `json:"limit_asset"`
	Rule       string  `json:"rule"`
	Layers     []Layer `json:"layers"`
	Terms      Terms   `json:"terms"`
}

// Layer is a pool's place in a product; without a cap it bears what it has.
type Layer struct {
	Pool string `json:"pool"`
	Cap  string `json:"cap"`
}

// Terms are those of the wording, amounts in the limit asset. Left out:
// coinsurance 10000, grace 30 days, appeal 30 days, escheat 1095 days, the rest 0
// (no limit, no deductible, no waiting).
type Terms struct {
	Deductible       string `json:"deductible"`
	Franchise        string `json:"franchise"`
	CoinsuranceBps   *int64 `json:"coinsurance_bps"`
	WaitingDays      *int64 `json:"waiting_days"`
	GraceDays        *int64 `json:"grace_days"`
	AppealDays       *int64 `json:"appeal_days"`
	EscheatDays      *int64 `json:"escheat_days"`
	MinPay           string `json:"min_pay"`
	PerIncidentLimit string `json:"per_incident_limit"`
}

// Cover is one cover. Recorded is the day it was written down, From and To
// bound its period; Recorded and From are each other when
// one is left out, and without To it has no end. A blanket
// cover insures every account that lost and needs no claims.
type Cover struct {
	Product  string   `json:"product"`
	Accounts []string `json:"accounts"`
	Blanket  bool     `json:"blanket"`
	Limit    string   `json:"limit"`
	Recorded *int64   `json:"recorded"`
	From     *int64   `json:"from"`
	To       *int64   `json:"to"`
}

// Position is what an account held of an asset when the loss began, and weighted by
// time over the waiting period before it.
type Position struct {
	From    string `json:"from"`
	Average string `json:"average"`
}

// Event is one act on one day; which keys belong to which act is the table Acts.
type Event struct {
	Day       *int64                       `json:"day"`
	Do        string                       `json:"do"`
	Claim     *string                      `json:"claim"`
	Cover     *string                      `json:"cover"`
	Account   *string                      `json:"account"`
	Accounts  []string                     `json:"accounts"`
	Requested *string                      `json:"requested"`
	Amount    *string                      `json:"amount"`
	Asset     *string                      `json:"asset"`
	Source    *string                      `json:"source"`
	Until     *string                      `json:"until"`
	Losses    map[string]map[string]string `json:"losses"`
	Reverse   *bool                        `json:"reverse"`
	Disputed  *bool                        `json:"disputed"`
	Bounty    *string                      `json:"bounty"`
	From      *string                      `json:"from"` // who brings money back
	Bps       *int64                       `json:"bps"`
	Cap       *string                      `json:"cap"`
	Note      *string                      `json:"note"`
}

// Read decodes and checks a file. Unknown and repeated keys, names that nothing
// defines, numbers that are none and events that contradict their act are
// refused with their place.
func Read(data []byte) (*File, error) {
	f := &File{}
	err := strictjson.Decode(data, f, strictjson.Options{MaxBytes: 64 << 20, NoNulls: true})
	var where *strictjson.Error
	if errors.As(err, &where) {
		return nil, &Refusal{where.Pointer, where.Reason}
	}
	if err != nil {
		return nil, err
	}
	return f, f.check()
}
