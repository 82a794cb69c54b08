package rounds

import (
	"fmt"

	"makewhole/money"
	"makewhole/payouts"
)

// State is everything a round follows from. Indices into its slices are how the
// parts refer to each other; amounts are base units of the asset they name.
type State struct {
	Assets       []Asset
	Pools        []Pool
	Products     []Product
	Recovered    []Recovered    // at most one per asset
	Escheat      []Escheat      // at most one per asset
	Unattributed []money.Amount // by asset: loss that belongs to no listed account; may be shorter than Assets
	Accounts     []Account
	// Last says that nothing is held any more or the incident's latest date has
	// come: small lines are paid and what nobody claims is shared out.
	Last bool
}

// LatestDays after its bar date an incident's latest date has come: small lines wait no
// longer for what is held.
const LatestDays = 180

// EscheatDays is for how many days owners may ask for what was swept; then it fills
// what others have not got.
const EscheatDays = 3 * 365

// Asset is a token with its price: one base unit is worth Num/Den of the
// smallest unit of the numéraire.
type Asset struct {
	ID       string
	Num, Den money.Amount
}

// AssetID is how a state names a token: the decimal id of its chain, a colon and
// its address in small letters.
func AssetID(chainID uint64, token [20]byte) string { return fmt.Sprintf("%d:0x%x", chainID, token) }

// Pool is capital pledged to the incident.
type Pool struct {
	ID     string
	Asset  int
	Pledge money.Amount // the whole pledge, M
	Spent  money.Amount // lines paid from the pool itself in settlements that were not cancelled
	Open   bool         // one of its settlements may still be cancelled: no line is added now
}

// Rules of a product, by the names of the wording.
const (
	RuleWaterFill = string(payouts.RuleWaterFill)
	RuleProRata   = string(payouts.RuleProRata)
)

// Product is what several covers share.
type Product struct {
	ID     string
	Rule   string
	Limit  money.Amount // of the product for the incident, in value; zero: none
	MinPay money.Amount // smaller lines wait for the last round, in value
	Layers []Layer      // in the order in which they bear
}

// Layer is a pool's place in a product.
type Layer struct {
	Pool int
	Cap  money.Amount // most the layer bears for the product, base units of the pool's asset; zero: none
}

// Recovered is the money of one asset that came back for the incident.
type Recovered struct {
	Asset     int
	Collected money.Amount // cumulative, before bounties
	Spent     money.Amount // lines of settlements that were not cancelled, whoever got them
	Open      bool         // one of its settlements may still be cancelled
	// Protocol is what the protocol's registered receiver got of it.
	Protocol money.Amount
	Pools    []Subrogated // at most one per pool
	Bounties []Bounty     // in the order in which they are taken off; unique ids
}

// Bounty is what was agreed with somebody who brings money of one asset back: a
// share of it, up to a cap. It is taken off before anybody else has a right to the
// money.
type Bounty struct {
	ID    string
	Gross money.Amount // part of Collected that this rescuer brought back, cumulative
	Bps   uint32       // of Gross, at most payouts.BpsFull
	Cap   money.Amount // most of it over all recoveries of the incident
	Given money.Amount // part of Spent: its lines so far
}

// PayeeAmount is an amount of somebody who lost nothing: a bounty, by its id, or the
// protocol, by the id of the incident.
type PayeeAmount struct {
	ID     string
	Amount money.Amount
}

// Subrogated is what a pool did with money of one asset that is its own by
// subrogation.
type Subrogated struct {
	Pool    int
	Covers  money.Amount // lines to accounts, booked as the pool's
	Holders money.Amount // lines to the shareholders of record
}

// Escheat is the money of one asset that was swept for the incident.
type Escheat struct {
	Asset     int
	Collected money.Amount // swept out of settlements of pools and vaults
	Spent     money.Amount // lines of settlements that were not cancelled
	Lapsed    money.Amount // owed to nobody any more: the owners let the stated years pass; cumulative
	Shared    money.Amount // part of Spent that filled residuals of others
	Open      bool
	// Holders is what was swept from shareholders of record, is not paid again yet
	// and has not lapsed, by their pool; at most one per pool.
	Holders []PoolAmount
	// Payees is the same of bounties and of the protocol; unique ids.
	Payees []PayeeAmount
}

// Account is one affected account.
type Account struct {
	ID      string
	Losses  []Units    // verified loss per asset, unique assets
	Outside []Units    // received from others on this loss
	Rights  []Right    // what its covers owe
	Revised []Revision // what of Losses members did not measure; unique assets
	Entries []Entry    // every line it was given and that was not cancelled
	Hold    HoldKind   // why its lines wait, if they do
	// Excluded accounts take no part: they are the attacker, a module, an
	// insider whose exclusion is final.
	Excluded bool
}

// HoldKind says why an account's lines are computed and reserved but not paid.
type HoldKind uint8

// Holds of a whole account; a single right is held by Right.Held.
const (
	HoldNone     HoldKind = iota
	HoldReceiver          // nobody has shown where it can receive
	HoldDisputed          // an exclusion was proposed and is not final
)

// Units is an amount of one asset.
type Units struct {
	Asset  int
	Amount money.Amount
}

// Revision is by how much two persons have changed what members measured of an asset:
// the loss is what was measured + Raised − Lowered. A round follows from the loss
// alone; a revision says why it is not the measured one.
type Revision struct {
	Asset           int
	Raised, Lowered money.Amount
}

// Right is what one cover owes on the account, in value (State.Value).
type Right struct {
	ID        string
	Product   int
	Class     uint8        // lower classes are served first
	Held      bool         // undecided, appealed or not filed: Amount is the most it could be
	Amount    money.Amount // e
	Unlimited money.Amount // what the cover would owe without its own limit; at least Amount
}

// Kind says what an entry of a loss account is.
type Kind uint8

// The kinds of entries.
const (
	CoverLine    Kind = iota // from a pool, or from recovered money that is the pool's
	RecoveryLine             // recovered money
	GivenBack                // recovered money that went to a pool for what it paid on this account
	EscheatLine              // swept money of others that fills a residual
	OwnerLine                // escheat pays again what was swept from this account
)

// Entry is one line of a loss account.
type Entry struct {
	Kind   Kind
	Pool   int // of CoverLine and GivenBack
	Asset  int
	Amount money.Amount
	// Vault says that a CoverLine was paid from recovered money.
	Vault bool
	// Final says that the line can no longer be cancelled: active at the
	// finalized block, or paid.
	Final bool
	// Swept says that the owner did not collect it in time: the source has paid
	// it, escheat owes it. Repaid is what escheat has paid of it, Lapsed says
	// that the right to it has ended.
	Swept, Lapsed bool
	Repaid        money.Amount
}

// Owed is what escheat still owes of a line that was swept, zero of any other and
// of one whose right has lapsed.
func (e *Entry) Owed() money.Amount {
	if !e.Swept || e.Lapsed {
		return money.Zero
	}
	return e.Amount.SubFloor(e.Repaid)
}
