package models

import (
	"errors"
	"slices"
	"strings"

	"github.com/ethereum/go-ethereum/common"

	"makewhole/states"
)

// Actor kinds.
const (
	ActorWallet = states.ActorWallet
	ActorStaff  = states.ActorStaff
	ActorJob    = states.ActorJob
	ActorChain  = states.ActorChain
	ActorSystem = states.ActorSystem
)

// Actor is who acts. Person is what four-eyes rules compare: two logins of one
// person share it.
type Actor struct {
	Kind      string // wallet, staff, job, chain, system
	ID        string // 0x… for wallets, stf_… for staff, a name for the rest
	StaffID   int64
	Person    string
	Wallet    common.Address
	Roles     []string
	RequestID string
}

// Has reports whether the actor may act as role. The kind of an actor is a role
// too, so a state table can say "job" or "wallet"; "a|b" means either.
func (a Actor) Has(role string) bool {
	for one := range strings.SplitSeq(role, "|") {
		if one == a.Kind || slices.Contains(a.Roles, one) {
			return true
		}
	}
	return false
}

// String is how history names the actor: "staff:stf_…".
func (a Actor) String() string { return a.Kind + ":" + a.ID }

func (a Actor) validate() error {
	if a.Kind == "" || a.ID == "" {
		return errors.New("actor without kind or id")
	}
	return nil
}

// JobActor is a background job.
func JobActor(name string) Actor { return Actor{Kind: ActorJob, ID: name} }

// SystemActor is the program itself, for example while it recovers.
func SystemActor(name string) Actor { return Actor{Kind: ActorSystem, ID: name} }

// ChainActor is a final fact of a chain, for example an event.
func ChainActor(name string) Actor { return Actor{Kind: ActorChain, ID: name} }

// WalletActor is a signed-in wallet.
func WalletActor(wallet common.Address, requestID string) Actor {
	id, _ := Addr(wallet).Value()
	return Actor{Kind: ActorWallet, ID: id.(string), Person: id.(string), Wallet: wallet, RequestID: requestID}
}

// StaffActor is a signed-in person of the staff, with the roles of the row: read
// through Staff.At, those of the moment.
func StaffActor(s Staff, requestID string) Actor {
	a := Actor{Kind: ActorStaff, ID: s.PublicID, StaffID: s.ID, Person: s.Person, RequestID: requestID}
	a.Roles = splitRoles(s.Roles)
	if s.Wallet != nil {
		a.Wallet = s.Wallet.Address
	}
	return a
}
