package quorum

import (
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"makewhole/contracts"
	"makewhole/merkle"
	"makewhole/money"
	"makewhole/oracles/signing"
)

// cancel takes a settlement back before it is active, or revokes its order before
// anybody publishes it.
type cancel struct {
	m      contracts.CancelOrder
	key    contracts.SettlementKey
	reason string
}

func readCancel(f File, m *fields) act {
	c := cancel{reason: f.Reason, m: contracts.CancelOrder{
		ConfigDigest: m.hash("configDigest"), SettlementID: m.hash("settlementId"), ReasonHash: m.hash("reasonHash"), ValidUntil: m.uint("validUntil", 64),
	}}
	switch {
	case f.Key == nil && m.err == nil:
		m.err = refused("/key: is missing; it says what the settlement id is made of")
	case f.Key != nil:
		c.key = f.Key.plain()
	}
	if m.err == nil && reasonHash(c.reason) != c.m.ReasonHash {
		m.err = refused("/reason: does not hash to reasonHash %s", c.m.ReasonHash)
	}
	return c
}

// reasonHash is what goes on chain of a reason.
func reasonHash(reason string) common.Hash { return crypto.Keccak256Hash([]byte(reason)) }

func settlementID(v *view, k contracts.SettlementKey) common.Hash {
	return merkle.SettlementID(v.d.ChainID, v.d.Distributor, k.IncidentID, k.PoolID, k.Token, k.Sequence)
}

func (c cancel) message() message            { return c.m }
func (c cancel) term() (common.Hash, uint64) { return c.m.ConfigDigest, c.m.ValidUntil }
func (c cancel) call(v *view, sigs []byte) call {
	return call{v.d.Distributor, contracts.PackCancelByQuorum(c.key, c.m, sigs)}
}

func (c cancel) record(contracts.Domain) signing.Act {
	return signing.Act{Slot: signing.CancelSlot(c.m.SettlementID), ValidUntil: c.m.ValidUntil}
}

func (c cancel) look(v *view) (s shown, err error) {
	if id := settlementID(v, c.key); id != c.m.SettlementID {
		return s, refused("the settlement id %s is not that of the key, which gives %s at the distributor %s", c.m.SettlementID, id, v.d.Distributor)
	}
	source, err := v.source(c.key.PoolID)
	if err != nil {
		return s, err
	}
	coin, err := v.coin(c.key.Token)
	if err != nil {
		return s, err
	}
	state, err := v.stateOf(c.m.SettlementID)
	if err != nil {
		return s, err
	}
	switch state {
	case contracts.SettlementStateNone:
		s.say("REVOKE a payout order before anybody publishes it: nobody can publish it any more.")
	case contracts.SettlementStatePublished:
		if err := c.published(v, &s, source, coin); err != nil {
			return s, err
		}
	default:
		return s, refused("settlement %s is %s: only what is not published, or published and not active yet, can be cancelled", c.m.SettlementID, stateNames[state])
	}
	s.say("Settlement  %s, number %d", c.m.SettlementID, c.key.Sequence)
	s.say("Incident    %s", c.key.IncidentID)
	s.say("Source      %s (pool id %s)", source, c.key.PoolID)
	s.say("Token       %s", coin)
	s.say("Reason      %s", c.reason)
	s.say("Whatever else was signed for the incident and is not published yet, in any token, must be signed again.")
	return s, nil
}

func (c cancel) published(v *view, s *shown, source common.Address, coin coin) error {
	d := contracts.NewPayoutDistributor()
	row, err := ask(v, v.d.Distributor, d.PackSettlementOf(c.m.SettlementID), d.UnpackSettlementOf)
	if err != nil {
		return err
	}
	total, err := money.FromBig(row.Remaining)
	if err != nil {
		return err
	}
	s.say("CANCEL a published settlement: %s go back to %s, nobody is paid by it.", coin.text(total), source)
	s.say("It becomes active at %s; the call must be in a block before that.", second(row.ActiveAt.Uint64()))
	return nil
}

// stateNames are the states of settlements for people.
var stateNames = map[uint8]string{
	contracts.SettlementStateNone: "not on chain", contracts.SettlementStatePublished: "published and waits for its activation",
	contracts.SettlementStateCancelled: "cancelled or revoked", contracts.SettlementStateActive: "active and pays", contracts.SettlementStateClosed: "closed and pays nobody",
}

func (v *view) stateOf(id common.Hash) (uint8, error) {
	d := contracts.NewPayoutDistributor()
	return ask(v, v.d.Distributor, d.PackStateOf(id), d.UnpackStateOf)
}

// source is the contract behind a pool id; a wrong id is refused, so that nobody
// revokes a settlement that there can never be.
func (v *view) source(pool common.Hash) (common.Address, error) {
	d := contracts.NewPayoutDistributor()
	at, err := ask(v, v.d.Distributor, d.PackSourceOf(pool), d.UnpackSourceOf)
	if err == nil && at == (common.Address{}) {
		err = refused("the distributor %s knows no source with the pool id %s", v.d.Distributor, pool)
	}
	return at, err
}

func (c cancel) done(v *view) (out outcome, err error) {
	state, err := v.stateOf(c.m.SettlementID)
	if err != nil {
		return out, err
	}
	out.Words = append(out.Words, "settlement "+c.m.SettlementID.Hex()+" is "+stateNames[state])
	source, err := v.source(c.key.PoolID)
	if err != nil {
		return out, err
	}
	d := contracts.NewPayoutDistributor()
	owed, err := ask(v, v.d.Distributor, d.PackOwedTo(source, c.key.Token), d.UnpackOwedTo)
	if err == nil && owed.Sign() > 0 {
		out.Words = append(out.Words, "the token did not let the money go back to the source yet")
		out.Next = &next{
			What: "returns the money, again and again until the token lets it go", From: "anybody", To: v.d.Distributor,
			Data: hexutil.Encode(d.PackReturnMoney(source, c.key.Token)),
		}
	}
	return out, err
}
