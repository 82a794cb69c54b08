package settlements

import (
	"errors"
	"fmt"

	"makewhole/contracts"
	"makewhole/intents"
	"makewhole/models"
	"makewhole/money"
)

// exitPart is the part of a pool's shares, 1/exitPart, from which on an exit is settled
// for its holder: the fees of smaller ones are their holders', so that nobody can make
// the operator pay by queueing dust. Anybody may settle any of them.
const exitPart = 1000

// exitRequested sees to it that an exit is settled as soon as it is ripe. What ripens and
// is not settled is an option to leave in the moment before a loss, for as long as its
// window lasts.
func (a *applier) exitRequested(pool *models.Pool, p EventPayload) error {
	least, err := a.leastExit()
	if err != nil || p.Shares.Less(least) {
		return err
	}
	from := p.ReadyAt.time()
	_, err = a.tx.Enqueue(models.TxIntent{
		IdemKey: fmt.Sprintf("settle_exit:%s:%s", a.ev.Contract.Hex(), p.ExitID), Kind: "settle_exit", RefMachine: intents.OfPool, RefID: pool.ID,
		ChainID: a.s.ChainID, Sender: models.Addr(a.s.Operator), To: pool.Contract,
		Data: contracts.NewCapitalPool().PackSettleExit(p.ExitID.Big()), State: models.TxApproved, NotBefore: &from,
	})
	return err
}

// leastExit is the least number of shares of the event's pool that is settled for its
// holder, rounded up.
func (a *applier) leastExit() (money.Amount, error) {
	last, err := a.tx.LastShareEvent(a.ev.ChainID, a.ev.Contract.Address, a.ev.BlockNumber)
	if errors.Is(err, models.ErrNotFound) {
		return money.Zero, nil
	}
	if err != nil {
		return money.Zero, err
	}
	p, err := payloadOf(&last)
	if err != nil {
		return money.Zero, err
	}
	return p.TotalShares.MulDiv(money.FromUint64(1), money.FromUint64(exitPart), money.Up)
}
