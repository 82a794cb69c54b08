package distributions

import (
	"fmt"
	"maps"
	"slices"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/models"
	"makewhole/money"
)

// booking is what one event of the distributor says moved.
type booking struct {
	tx     common.Hash
	block  int64
	in     bool           // into the distributor
	to     common.Address // zero: handed over to a source, whichever
	amount money.Amount
}

// movement is one Transfer of the token from or to the distributor.
type movement struct {
	tx       common.Hash
	from, to common.Address
	amount   money.Amount
}

// payoutFacts is everything that is known of one distributor and one token over
// a range of final blocks.
type payoutFacts struct {
	distributor   common.Address
	native        bool // the coin has no Transfer events
	first         bool // nothing was compared before: there may be gifts from then
	before, after money.Amount
	bookings      []booking
	movements     []movement
}

// payoutSums are the totals of a comparison.
type payoutSums struct{ bookedIn, bookedOut, movedIn, movedOut money.Amount }

// comparePayouts holds events, transfers and balances against each other:
//
//   - in every transaction the distributor's transfers to a receiver add up to
//     what its events say that receiver was paid, and the rest of what left is
//     what its events handed over to a source;
//   - it never received less than its events say (anyone may give);
//   - its balance changed by exactly its transfers: the token neither lies nor
//     takes a fee. The coin has no transfers: its balance changed by what was
//     booked, or more, since anybody can force coin on a contract. The same
//     holds for the first comparison of a token.
//
// It returns one sentence for each rule that does not hold.
func comparePayouts(f payoutFacts) (s payoutSums, findings []string) {
	var err error
	if s, err = f.sums(); err != nil {
		return s, []string{"amounts do not fit: " + err.Error()}
	}
	if !f.native {
		findings = f.compareTransactions()
		if s.movedIn.Less(s.bookedIn) {
			findings = append(findings, fmt.Sprintf("events say %s came in, transfers say %s", s.bookedIn, s.movedIn))
		}
	}
	in, out := s.movedIn, s.movedOut
	if f.native {
		in, out = s.bookedIn, s.bookedOut
	}
	have, err1 := f.after.Add(out)
	want, err2 := f.before.Add(in)
	switch {
	case err1 != nil || err2 != nil:
		findings = append(findings, "balances do not fit")
	case have.Less(want):
		findings = append(findings, fmt.Sprintf("the distributor's balance is %s short", want.SubFloor(have)))
	case have != want && !f.native && !f.first:
		findings = append(findings, fmt.Sprintf("the distributor's balance is %s more than its transfers explain", have.SubFloor(want)))
	}
	return s, findings
}

func (f *payoutFacts) sums() (s payoutSums, err error) {
	add := func(to *money.Amount, a money.Amount) {
		sum, e := to.Add(a)
		if err == nil {
			err = e
		}
		*to = sum
	}
	for _, b := range f.bookings {
		if b.in {
			add(&s.bookedIn, b.amount)
		} else {
			add(&s.bookedOut, b.amount)
		}
	}
	for _, m := range f.movements {
		if m.to == f.distributor {
			add(&s.movedIn, m.amount)
		}
		if m.from == f.distributor {
			add(&s.movedOut, m.amount)
		}
	}
	return s, err
}

// paidTo is money that left for somebody in one transaction.
type paidTo struct {
	tx common.Hash
	to common.Address
}

// compareTransactions compares what left, transaction by transaction.
func (f *payoutFacts) compareTransactions() (findings []string) {
	booked, handed, moved := map[paidTo]money.Amount{}, map[common.Hash]money.Amount{}, map[paidTo]money.Amount{}
	for _, b := range f.bookings {
		switch {
		case b.in:
		case b.to == common.Address{}:
			handed[b.tx], _ = handed[b.tx].Add(b.amount) // sums has checked that all of them fit
		default:
			key := paidTo{b.tx, b.to}
			booked[key], _ = booked[key].Add(b.amount)
		}
	}
	for _, m := range f.movements {
		if m.from == f.distributor {
			key := paidTo{m.tx, m.to}
			moved[key], _ = moved[key].Add(m.amount)
		}
	}
	rest := map[common.Hash]money.Amount{}
	for key, amount := range moved {
		due := booked[key]
		if amount.Less(due) {
			findings = append(findings, fmt.Sprintf("%s got %s in %s, events say %s", key.to.Hex(), amount, key.tx.Hex(), due))
			continue
		}
		rest[key.tx], _ = rest[key.tx].Add(amount.SubFloor(due))
	}
	for key, due := range booked {
		if _, paid := moved[key]; !paid {
			findings = append(findings, fmt.Sprintf("%s got nothing in %s, events say %s", key.to.Hex(), key.tx.Hex(), due))
		}
	}
	for tx := range maps.Keys(union(rest, handed)) {
		if rest[tx] != handed[tx] {
			findings = append(findings, fmt.Sprintf("%s left in %s for nobody the events name, they hand over %s", rest[tx], tx.Hex(), handed[tx]))
		}
	}
	slices.Sort(findings)
	return findings
}

func union(a, b map[common.Hash]money.Amount) map[common.Hash]money.Amount {
	out := maps.Clone(a)
	for k, v := range b {
		if _, ok := out[k]; !ok {
			out[k] = v
		}
	}
	return out
}

// receiverFacts is one receiver of token payments in one block.
type receiverFacts struct {
	account       common.Address
	block         int64
	before, after money.Amount
	in, out       money.Amount // all transfers of the token in the block, to and from
	paid          money.Amount // of these, by the distributor's events
}

// compareReceiver: a token balance changes in a block by exactly the token's
// transfers to and from the account, and the distributor's payments are among
// them.
func compareReceiver(r receiverFacts) string {
	have, err1 := r.after.Add(r.out)
	want, err2 := r.before.Add(r.in)
	switch {
	case err1 != nil || err2 != nil || have != want:
		return fmt.Sprintf("the balance of %s in block %d went from %s to %s, transfers say +%s −%s", r.account.Hex(), r.block, r.before, r.after, r.in, r.out)
	case r.in.Less(r.paid):
		return fmt.Sprintf("%s got %s in block %d, events say %s", r.account.Hex(), r.in, r.block, r.paid)
	}
	return ""
}

// compareCoin: an account without code that sent no transaction in the block can
// only have gained coin; it gained what it was paid at least. The second result
// is false where that cannot be told.
func compareCoin(account common.Address, block int64, before, after models.CoinAccount, paid money.Amount) (finding string, told bool) {
	if before.Code || after.Code || before.Nonce != after.Nonce {
		return "", false
	}
	want, err := before.Balance.Add(paid)
	if err != nil || after.Balance.Less(want) {
		return fmt.Sprintf("the coins of %s in block %d went from %s to %s, events paid %s", account.Hex(), block, before.Balance, after.Balance, paid), true
	}
	return "", true
}
