package models

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"makewhole/states"
)

// ErrPerson says what an id of a person may hold.
var ErrPerson = errors.New("must have 1 to 100 letters a to z, digits, spaces and . _ - @ after compatibility forms, case and spaces are folded; letters of other alphabets that look alike are refused")

// CanonicalPerson is the one spelling of the id of a person: compatibility forms
// (NFKC) and case folded, one space between words. Anything that is not ASCII
// after that is ErrPerson, because it can look like another id.
func CanonicalPerson(s string) (string, error) {
	s = foldPerson(s)
	ok := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || strings.ContainsRune(" ._-@", r)
	}
	if s == "" || len(s) > 100 || strings.ContainsFunc(s, func(r rune) bool { return !ok(r) }) || PersonKey(s) == "" {
		return "", ErrPerson
	}
	return s, nil
}

func foldPerson(s string) string {
	return strings.Join(strings.Fields(cases.Fold().String(norm.NFKC.String(s))), " ")
}

// lookAlike are the signs of an id that people confuse, and those between its
// words.
var lookAlike = strings.NewReplacer("0", "o", "1", "l", " ", "", ".", "", "_", "", "-", "")

// PersonKey is what four eyes compare: two ids with one key are one person,
// however they were spelled when they were stored.
func PersonKey(s string) string { return lookAlike.Replace(foldPerson(s)) }

// RolesAt are the roles that a login has at t.
func (s Staff) RolesAt(t time.Time) []string { return splitRoles(s.At(t).Roles) }

// At is the login as it is at t: a change of roles whose time has come is made.
func (s Staff) At(t time.Time) Staff {
	if s.NextFrom != nil && !t.Before(*s.NextFrom) && s.NextRoles != nil {
		s.Roles, s.NextRoles, s.NextAskedBy, s.NextAgreedBy, s.NextFrom = *s.NextRoles, nil, nil, nil, nil
	}
	return s
}

func splitRoles(roles string) []string {
	if roles == "" {
		return []string{}
	}
	return strings.Split(roles, ",")
}

// Kin is everything that belongs to one person: the keys of their ids, their
// logins, disabled ones too, and their wallets. Who shares a wallet is one person.
type Kin struct {
	Keys    []string
	Logins  []int64
	Wallets []Address
}

// KinOf collects what belongs to an actor.
func (tx *Tx) KinOf(by Actor) (Kin, error) {
	var k Kin
	if by.Person != "" {
		k.Keys = append(k.Keys, PersonKey(by.Person))
	}
	if by.Wallet != (common.Address{}) {
		k.Wallets = append(k.Wallets, Addr(by.Wallet))
	}
	all, err := tx.AllStaff()
	for again := true; again; {
		again = false
		for i := range all {
			again = k.take(&all[i]) || again
		}
	}
	return k, err
}

// take adds a login that belongs to the person, and reports whether it was new.
func (k *Kin) take(s *Staff) bool {
	key := PersonKey(s.Person)
	mine := slices.Contains(k.Keys, key) || s.Wallet != nil && slices.Contains(k.Wallets, *s.Wallet)
	if !mine || slices.Contains(k.Logins, s.ID) {
		return false
	}
	k.Logins = append(k.Logins, s.ID)
	if !slices.Contains(k.Keys, key) {
		k.Keys = append(k.Keys, key)
	}
	if s.Wallet != nil && !slices.Contains(k.Wallets, *s.Wallet) {
		k.Wallets = append(k.Wallets, *s.Wallet)
	}
	return true
}

// AnyOf reports whether one of some logins belongs to the person.
func (k Kin) AnyOf(logins []int64) bool {
	return slices.ContainsFunc(logins, func(id int64) bool { return slices.Contains(k.Logins, id) })
}

// Has reports whether a person whose id is spelled like this is the same.
func (k Kin) Has(person string) bool { return slices.Contains(k.Keys, PersonKey(person)) }

// Standing reports whether a login is active with one of the roles, which are
// joined by "|": only then a word that was given with it counts.
func (tx *Tx) Standing(login int64, roles string) (bool, error) {
	s, err := ByID[Staff](tx, login)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil && s.DisabledAt == nil && StaffActor(s.At(tx.Now), "").Has(roles), err
}

// PersonStanding is Standing of any login of a person.
func (tx *Tx) PersonStanding(person, roles string) (bool, error) {
	if person == "" {
		return false, nil
	}
	able, err := tx.StaffWithRole(roles)
	return slices.ContainsFunc(able, func(s Staff) bool { return PersonKey(s.Person) == PersonKey(person) }), err
}

// AllStaff lists every login, in the order of id. It is a short table.
func (tx *Tx) AllStaff() ([]Staff, error) { return list[Staff](tx, query{order: "id"}) }

// Unfounded reports whether nothing is insured on this store yet: no protocol is
// on record. Until then the operator of the machine hires alone.
func (tx *Tx) Unfounded() (bool, error) {
	n, err := count[Protocol](tx, "1 = 1")
	return n == 0, err
}

// DecidingAdmins counts the persons who are active as admin, without one login.
func (tx *Tx) DecidingAdmins(without int64) (int, error) {
	admins, err := tx.StaffWithRole(states.RoleAdmin)
	keys := map[string]bool{}
	for _, s := range admins {
		if s.ID != without {
			keys[PersonKey(s.Person)] = true
		}
	}
	return len(keys), err
}
