package quorum

import (
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/contracts"
	"makewhole/internal/cli"
	"makewhole/oracles/signing"
)

// act is one thing that a quorum can do.
type act interface {
	// message is what members sign.
	message() message
	// term is the committee of the message and the last second in which it counts.
	term() (config common.Hash, until uint64)
	// record is how a member remembers that it signed.
	record(d contracts.Domain) signing.Act
	// look reads the chain, refuses what the contracts would refuse there, and says
	// in words what happens.
	look(v *view) (shown, error)
	// call is the transaction that carries it out.
	call(v *view, signatures []byte) call
	// done reads what came of it.
	done(v *view) (outcome, error)
}

// message is one of the structs of the contracts.
type message interface {
	Digest(d contracts.Domain) common.Hash
	TypedData(d contracts.Domain) contracts.TypedData
}

// shown is what an act means at one block.
type shown struct {
	Words []string `json:"words"`
	// Waits says why it cannot be called yet although it can be signed.
	Waits string `json:"waits,omitempty"`
}

func (s *shown) say(format string, args ...any) {
	s.Words = append(s.Words, fmt.Sprintf(format, args...))
}

// call is a transaction without a sender. It carries no coins.
type call struct {
	To   common.Address `json:"to"`
	Data []byte         `json:"-"`
}

// outcome is what the chain shows afterwards, and what is left to do.
type outcome struct {
	Words []string `json:"words"`
	Next  *next    `json:"next,omitempty"`
}

// next is a call that anybody, or the one who is named, makes later.
type next struct {
	What string         `json:"what"`
	From string         `json:"from"`
	To   common.Address `json:"to"`
	Data string         `json:"data"`
}

// power is one kind of act: the method of the contracts that takes its signatures,
// and how its file is read.
type power struct {
	contract, method string
	read             func(f File, m *fields) act
}

// powers are the acts by their name in files and on the command line.
var powers = map[string]power{
	"cancel":       {"PayoutDistributor", "cancelByQuorum", readCancel},
	"earmark":      {"CapitalPool", "orderEarmark", readEarmark},
	"recover-role": {"LossOracle", "recoverRole", readRole},
	"announce":     {"PayoutDistributor", "announce", readOrder},
}

// refused is an error of input: nothing was signed, sent or written.
func refused(format string, args ...any) error {
	return fmt.Errorf("%w: %w", cli.ErrRefused, fmt.Errorf(format, args...))
}
