package witness

import (
	"fmt"
	"math/big"
	"sync"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"makewhole/contracts"
)

// probe is how to find out about one call: a view that names the thing (where
// the call does not), a view of its state, and what the answers mean.
type probe struct {
	to        common.Address
	nameCall  []byte // returns a bytes32; nil when name is known
	name      common.Hash
	stateCall func(name common.Hash) []byte // nil: the receipt's logs tell
	state     []byte
	judge     func(*probe) (Shown, error)
}

// knownContracts are those whose calls can be witnessed.
type knownContracts struct {
	distributor, oracle, pool *abi.ABI
	d                         *contracts.PayoutDistributor
	o                         *contracts.LossOracle
	p                         *contracts.CapitalPool
}

var known = sync.OnceValue(func() knownContracts {
	parse := func(m *bind.MetaData) *abi.ABI {
		a, err := m.ParseABI()
		if err != nil {
			panic("bindings: " + err.Error()) // generated together
		}
		return a
	}
	return knownContracts{
		parse(&contracts.PayoutDistributorMetaData), parse(&contracts.LossOracleMetaData), parse(&contracts.CapitalPoolMetaData),
		contracts.NewPayoutDistributor(), contracts.NewLossOracle(), contracts.NewCapitalPool(),
	}
})

// probeOf reads a call; nil for one that no contract of ours remembers.
func probeOf(q Question) (*probe, error) {
	data := q.Intent.Data
	if len(data) < 4 {
		return nil, nil
	}
	for _, a := range []*abi.ABI{known().distributor, known().oracle, known().pool} {
		m, err := a.MethodById(data[:4])
		if err != nil {
			continue
		}
		build := probes[m.RawName]
		if build == nil {
			return nil, nil
		}
		args, err := m.Inputs.Unpack(data[4:])
		if err != nil {
			return nil, err
		}
		p := build(q, args)
		p.to = q.Intent.To.Address
		return p, nil
	}
	return nil, nil
}

// probes are the calls that leave something to look for, by name.
var probes = map[string]func(q Question, args []any) *probe{
	"publish":      probePublish,
	"push":         probePush,
	"sweep":        probeSweep,
	"submit":       probeSubmit,
	"submitSet":    probeSubmitSet,
	"earmark":      probeEarmark,
	"beginRelease": probeBeginRelease,
	"endRelease":   probeEndRelease,
	"settleExit":   probeSettleExit,
	"returnMoney":  probeReturnMoney,
}

// as gives an unpacked struct the type of the bindings.
func as[T any](v any) T { return *abi.ConvertType(v, new(T)).(*T) }

// probePublish: the settlement exists and has the order's root; a cancelled one
// was published, and its id is used up for ever.
func probePublish(_ Question, args []any) *probe {
	order := as[contracts.MessagesPayoutOrder](args[0])
	return &probe{
		name:      order.SettlementId,
		stateCall: func(id common.Hash) []byte { return known().d.PackSettlementOf(id) },
		judge: func(p *probe) (Shown, error) {
			s, err := known().d.UnpackSettlementOf(p.state)
			switch {
			case err != nil:
				return Shown{}, err
			case s.Stored == contracts.SettlementStateNone:
				return Shown{OutcomeMissing, fmt.Sprintf("settlement %s does not exist", p.name)}, nil
			case s.Root != order.PayoutRoot && s.Stored != contracts.SettlementStateCancelled:
				return Shown{OutcomeMissing, fmt.Sprintf("settlement %s has root %s", p.name, common.Hash(s.Root))}, nil
			}
			return Shown{OutcomeDone, fmt.Sprintf("settlement %s exists with the order's root", p.name)}, nil
		},
	}
}

// probePush: every chosen leaf is taken, or the receipt says that its receiver
// failed.
func probePush(q Question, args []any) *probe {
	id, level := common.Hash(args[0].([32]byte)), args[1].(uint8)
	first := new(big.Int).Lsh(args[2].(*big.Int), uint(level))
	word, shift := new(big.Int).Rsh(first, 8), uint(first.Uint64()&255)
	chosen := new(big.Int).Lsh(args[4].(*big.Int), shift)
	for _, l := range q.Logs {
		if f, err := known().d.UnpackPushFailedEvent(l); err == nil && l.Address == q.Intent.To.Address && f.Id == id &&
			new(big.Int).Rsh(f.Index, 8).Cmp(word) == 0 {
			chosen.SetBit(chosen, int(f.Index.Uint64()&255), 0)
		}
	}
	return &probe{
		name:      id,
		stateCall: func(id common.Hash) []byte { return known().d.PackTakenBits(id, word) },
		judge: func(p *probe) (Shown, error) {
			taken, err := known().d.UnpackTakenBits(p.state)
			if err != nil {
				return Shown{}, err
			}
			if missing := new(big.Int).AndNot(chosen, taken); missing.Sign() != 0 {
				return Shown{OutcomeMissing, fmt.Sprintf("leaves %#x of word %s of settlement %s are not taken", missing, word, p.name)}, nil
			}
			return Shown{OutcomeDone, fmt.Sprintf("the chosen leaves of word %s of settlement %s are taken", word, p.name)}, nil
		},
	}
}

// probeSweep: the settlement is closed.
func probeSweep(_ Question, args []any) *probe {
	key := as[contracts.PayoutDistributorKey](args[0])
	return &probe{
		nameCall:  known().d.PackSettlementId(key),
		stateCall: func(id common.Hash) []byte { return known().d.PackStateOf(id) },
		judge: func(p *probe) (Shown, error) {
			state, err := known().d.UnpackStateOf(p.state)
			if err != nil || state != contracts.SettlementStateClosed {
				return Shown{OutcomeMissing, fmt.Sprintf("settlement %s is not closed", p.name)}, err
			}
			return Shown{OutcomeDone, fmt.Sprintf("settlement %s is closed", p.name)}, nil
		},
	}
}

func probeSubmit(_ Question, args []any) *probe {
	s := as[contracts.MessagesLossSnapshot](args[0])
	return probeDigest("snapshot", known().o.PackHashSnapshot(s))
}

func probeSubmitSet(_ Question, args []any) *probe {
	s := as[contracts.MessagesSnapshotSet](args[0])
	return probeDigest("snapshot set", known().o.PackHashSet(s))
}

// probeDigest: the oracle has registered the digest.
func probeDigest(what string, hashCall []byte) *probe {
	return &probe{
		nameCall:  hashCall,
		stateCall: func(digest common.Hash) []byte { return known().o.PackStateOf(digest) },
		judge: func(p *probe) (Shown, error) {
			state, err := known().o.UnpackStateOf(p.state)
			if err != nil || state == contracts.SnapshotStateNone {
				return Shown{OutcomeMissing, fmt.Sprintf("%s %s is not registered", what, p.name)}, err
			}
			return Shown{OutcomeDone, fmt.Sprintf("%s %s is registered", what, p.name)}, nil
		},
	}
}

// probeEarmark and the two of a release go by the event: the state may have moved on.
func probeEarmark(q Question, args []any) *probe {
	incident := common.Hash(args[0].([32]byte))
	return probeEvent(q, "earmark of incident "+incident.Hex(), func(l *types.Log) bool {
		e, err := known().p.UnpackEarmarkedEvent(l)
		return err == nil && e.IncidentId == incident
	})
}

func probeBeginRelease(q Question, args []any) *probe {
	incident := common.Hash(args[0].([32]byte))
	return probeEvent(q, "begun release of incident "+incident.Hex(), func(l *types.Log) bool {
		e, err := known().p.UnpackReleaseBegunEvent(l)
		return err == nil && e.IncidentId == incident
	})
}

func probeEndRelease(q Question, args []any) *probe {
	incident := common.Hash(args[0].([32]byte))
	return probeEvent(q, "release of incident "+incident.Hex(), func(l *types.Log) bool {
		e, err := known().p.UnpackReleasedEvent(l)
		return err == nil && e.IncidentId == incident
	})
}

// probeSettleExit: the exit is in the queue no more: settled, ended or taken back. The
// intent is there because it was.
func probeSettleExit(_ Question, args []any) *probe {
	id := args[0].(*big.Int)
	return &probe{
		stateCall: func(common.Hash) []byte { return known().p.PackExitOf(id) },
		judge: func(p *probe) (Shown, error) {
			e, err := known().p.UnpackExitOf(p.state)
			if err != nil || e.Account != (common.Address{}) {
				return Shown{OutcomeMissing, fmt.Sprintf("exit %s is in the queue", id)}, err
			}
			return Shown{OutcomeDone, fmt.Sprintf("exit %s is in the queue no more", id)}, nil
		},
	}
}

// probeReturnMoney: the distributor owes the source nothing in the token.
func probeReturnMoney(_ Question, args []any) *probe {
	source, token := args[0].(common.Address), args[1].(common.Address)
	return &probe{
		stateCall: func(common.Hash) []byte { return known().d.PackOwedTo(source, token) },
		judge: func(p *probe) (Shown, error) {
			owed, err := known().d.UnpackOwedTo(p.state)
			if err != nil || owed.Sign() != 0 {
				return Shown{OutcomeMissing, fmt.Sprintf("%s of %s are owed to %s", owed, token, source)}, err
			}
			return Shown{OutcomeDone, fmt.Sprintf("nothing of %s is owed to %s", token, source)}, nil
		},
	}
}

// probeEvent: the receipt has the event, from the contract that was called.
// Without a receipt nothing is known.
func probeEvent(q Question, what string, is func(*types.Log) bool) *probe {
	return &probe{judge: func(*probe) (Shown, error) {
		if q.Logs == nil {
			return Shown{}, nil
		}
		for _, l := range q.Logs {
			if l.Address == q.Intent.To.Address && is(l) {
				return Shown{OutcomeDone, what + " was announced"}, nil
			}
		}
		return Shown{OutcomeMissing, "the receipt has no " + what}, nil
	}}
}
