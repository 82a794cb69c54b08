package histories

import (
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"pgregory.net/rapid"

	"makewhole/models"
	"makewhole/settlements"
	"makewhole/test/roomtest"
)

// bounty is what was agreed with the friend who brings a token back.
type bounty struct {
	token int
	bps   int64
	most  uint64
}

func drawBounty(t *rapid.T) bounty {
	return bounty{rapid.IntRange(0, 1).Draw(t, "token"), rapid.Int64Range(1, 10_000).Draw(t, "bps"), drawAmount(t, 1, 20, "cap")}
}

// promise lets two persons register a bounty, once for each token.
func (s *story) promise() error { return s.promiseOne(drawBounty(s.t)) }

func (s *story) promiseOne(b bounty) error {
	if s.bounties[b.token] != nil {
		return errNobody
	}
	terms := &settlements.BountyTerms{Asset: s.tokens[b.token].in, Payer: roomtest.Addr("friend"), ShareBps: b.bps, Cap: roomtest.N(b.most)}
	err := s.payee(roomtest.Addr("friend"), terms)
	if err == nil {
		s.bounties[b.token] = &b
	}
	return err
}

// receiver lets two persons register who receives the protocol's part.
func (s *story) receiver() error {
	err := s.payee(roomtest.Addr("treasury"), nil)
	s.treasury = s.treasury || err == nil
	return err
}

func (s *story) payee(to common.Address, terms *settlements.BountyTerms) error {
	row, err := s.Rooms.ProposePayee(ctx, s.Theo, settlements.PayeeInput{
		IncidentID: s.inc.PublicID, Receiver: to, Bounty: terms, Evidence: court, Reason: "as agreed"})
	if err != nil {
		return err
	}
	if _, err = s.Rooms.ConfirmPayee(ctx, s.Sara, row.PublicID, row.Version); err == nil {
		s.happened()
		s.Clock.Advance(time.Second) // what is drafted then was drafted later
	}
	return err
}

// due is the bounty on a token by what its payer has brought back.
func (s *story) due(token int) uint64 {
	b := s.bounties[token]
	if b == nil {
		return 0
	}
	return min(s.brought[token]*uint64(b.bps)/10_000, b.most)
}

// paidTo is what lines of a part have, by token, in its units: what was swept counts,
// what escheat pays on it again does not.
func (s *story) paidTo(part string) (out [2]uint64) {
	s.eachLeaf(func(st *models.Settlement, escheat bool, l *models.Allocation, _ *models.Entitlement) {
		for at := range s.tokens {
			if l.Part == part && !escheat && st.AssetID == s.tokens[at].id {
				out[at] += l.Amount.Big().Uint64()
			}
		}
	})
	return out
}

// payees holds that bounties get what was agreed, to the unit, and the protocol what
// is above all losses; less only where others had the money already.
func (s *story) payees(surplus, slack *big.Rat) {
	sum := new(big.Rat)
	protocol := s.paidTo(models.PartProtocol)
	for at, got := range s.paidTo(models.PartBounty) {
		if want := s.due(at); got > want || got < want && !s.late {
			s.t.Fatalf("the bounty on token %d is %d, and got %d\n", at, want, got)
		}
		sum.Add(sum, s.worth(s.tokens[at].id, new(big.Int).SetUint64(protocol[at])))
	}
	if s.late {
		return
	}
	if !s.treasury {
		surplus = new(big.Rat)
	}
	if diff := new(big.Rat).Sub(sum, surplus); diff.Abs(diff).Cmp(slack) > 0 {
		s.t.Fatalf("the protocol has %s, by the reference %s", sum.FloatString(2), surplus.FloatString(2))
	}
}
