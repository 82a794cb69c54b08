package settlements

import (
	"makewhole/contracts"
	"makewhole/models"
)

// returnMoney asks for what a cancelled settlement owes its source, where the token did
// not let it through in the transaction that cancelled: until it is there, nobody deposits
// in that pool and nobody leaves it. A token that still refuses blocks the intent, which
// alarms and tries again.
func (a *applier) returnMoney(d *Settled) error {
	token := d.Asset.Address
	came, err := a.cameAlong(&d.Pool, token)
	if err != nil || came {
		return err
	}
	_, err = a.tx.Enqueue(models.TxIntent{
		IdemKey: "return_money:" + d.Settlement.PublicID, Kind: "return_money", RefMachine: SettlementMachine.Name, RefID: d.Settlement.ID,
		ChainID: a.s.ChainID, Sender: models.Addr(a.s.Operator), To: d.Pool.Distributor,
		Data: contracts.NewPayoutDistributor().PackReturnMoney(d.Pool.Contract.Address, token.Address), State: models.TxApproved,
	})
	return err
}

// cameAlong reports whether the event's transaction also returned the money.
func (a *applier) cameAlong(pool *models.Pool, token models.Address) (bool, error) {
	events, err := a.tx.EventsIn(a.ev.ChainID, a.ev.Contract.Address, a.ev.BlockNumber-1, a.ev.BlockNumber)
	if err != nil {
		return false, err
	}
	for i := range events {
		if ev := &events[i]; ev.Name == "Returned" && ev.TxHash == a.ev.TxHash && ev.LogIndex > a.ev.LogIndex {
			p, err := payloadOf(ev)
			if err != nil {
				return false, err
			}
			if p.Source == pool.Contract.Address && p.Token == token.Address {
				return true, nil
			}
		}
	}
	return false, nil
}
