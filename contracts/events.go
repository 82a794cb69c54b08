package contracts

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/money"
)

// ErrUnknownEvent means a log is none of the events that a Parse function
// reads: skip it.
var ErrUnknownEvent = errors.New("contracts: unknown event")

// Published: an order is on chain and its money is in the distributor.
type Published struct {
	SettlementID, IncidentID, PoolID common.Hash
	Token                            common.Address
	Sequence                         uint64
	Root                             common.Hash
	LeafCount                        uint32
	Total                            money.Amount
	// ActiveAt and Deadline are Unix seconds of block time.
	ActiveAt, Deadline uint64
	OrderDigest        common.Hash
}

// Announced: a quorum over an order was shown; from PublicFrom anyone may
// publish it.
type Announced struct {
	SettlementID, OrderDigest common.Hash
	PublicFrom                uint64
}

// Cancelled: the commitment went back, and the source has the money in its
// books; Returned says when it has it.
type Cancelled struct {
	SettlementID common.Hash
	By           common.Address
	Total        money.Amount
	ReasonHash   common.Hash
}

// Revoked: a quorum took an order back that nobody had published; now nobody
// can.
type Revoked struct {
	SettlementID, IncidentID common.Hash
	By                       common.Address
	ReasonHash               common.Hash
}

// Returned: money of cancelled settlements went back to a pool or the vault.
type Returned struct {
	Source, Token common.Address
	Amount        money.Amount
}

// Held: the guardian pushed ACTIVE out to ActiveAt.
type Held struct {
	SettlementID common.Hash
	ActiveAt     uint64
	ReasonHash   common.Hash
}

// Extended: a later deadline.
type Extended struct {
	SettlementID common.Hash
	Deadline     uint64
}

// Redeemed: one leaf was paid by proof. PaidTo differs from Receiver when the
// receiver has signed another address.
type Redeemed struct {
	SettlementID common.Hash
	Index        uint64
	Receiver     common.Address
	Amount       money.Amount
	PaidTo       common.Address
}

// Pushed: item i of Paid, that is leaf FirstIndex + i, was paid to its receiver.
type Pushed struct {
	SettlementID common.Hash
	FirstIndex   uint64
	Paid         Mask
}

// PushFailed: the receiver of a leaf did not accept; the leaf stays redeemable.
type PushFailed struct {
	SettlementID common.Hash
	Index        uint64
}

// Swept: both doors are closed, the rest went to the incident's escheat account.
type Swept struct {
	SettlementID, IncidentID common.Hash
	Token                    common.Address
	Amount                   money.Amount
}

// ParseDistributorLog reads a log of PayoutDistributor into one of the structs
// above (by value).
func ParseDistributorLog(log types.Log) (any, error) {
	d := distributor()
	if e, err := d.UnpackPublishedEvent(&log); err == nil {
		return Published{
			e.Id, e.IncidentId, e.PoolId, e.Token, e.Sequence, e.Root, e.LeafCount, amount(e.Total),
			e.ActiveAt.Uint64(), e.Deadline.Uint64(), e.OrderDigest,
		}, nil
	}
	if e, err := d.UnpackAnnouncedEvent(&log); err == nil {
		return Announced{e.Id, e.OrderDigest, e.PublicFrom.Uint64()}, nil
	}
	if e, err := d.UnpackCancelledEvent(&log); err == nil {
		return Cancelled{e.Id, e.By, amount(e.Total), e.ReasonHash}, nil
	}
	if e, err := d.UnpackRevokedEvent(&log); err == nil {
		return Revoked{e.Id, e.IncidentId, e.By, e.ReasonHash}, nil
	}
	if e, err := d.UnpackReturnedEvent(&log); err == nil {
		return Returned{e.Source, e.Token, amount(e.Amount)}, nil
	}
	if e, err := d.UnpackHeldEvent(&log); err == nil {
		return Held{e.Id, e.ActiveAt.Uint64(), e.ReasonHash}, nil
	}
	if e, err := d.UnpackExtendedEvent(&log); err == nil {
		return Extended{e.Id, e.Deadline.Uint64()}, nil
	}
	if e, err := d.UnpackRedeemedEvent(&log); err == nil {
		return Redeemed{e.Id, e.Index.Uint64(), e.Receiver, amount(e.Amount), e.PaidTo}, nil
	}
	if e, err := d.UnpackPushedEvent(&log); err == nil {
		return Pushed{e.Id, e.FirstIndex.Uint64(), MaskFromBig(e.PaidMask)}, nil
	}
	if e, err := d.UnpackPushFailedEvent(&log); err == nil {
		return PushFailed{e.Id, e.Index.Uint64()}, nil
	}
	if e, err := d.UnpackSweptEvent(&log); err == nil {
		return Swept{e.Id, e.IncidentId, e.Token, amount(e.Amount)}, nil
	}
	return nil, unknown(log)
}

func unknown(log types.Log) error {
	if len(log.Topics) == 0 {
		return fmt.Errorf("%w: no topics", ErrUnknownEvent)
	}
	return fmt.Errorf("%w: topic %s", ErrUnknownEvent, log.Topics[0])
}

// amount reads a uint256 that the ABI decoder has already bounded.
func amount(b *big.Int) money.Amount {
	return money.FromBytes32([32]byte(b.FillBytes(make([]byte, 32))))
}
