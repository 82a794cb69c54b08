package rounds

import (
	"slices"

	"makewhole/payouts"
)

// stateTable is one table of the accounts file: its columns, its rows of a
// state, and what one row that was read adds to a state.
type stateTable struct {
	columns string
	write   func(*stateWriter, *State)
	read    func(*stateReader, *State)
}

// How many holds, kinds of entries and classes there are.
const (
	holdKinds  = int(HoldDisputed) + 1
	entryKinds = int(OwnerLine) + 1
	classes    = 256
)

// stateTables is the format: writer and reader walk it in this order.
var stateTables = []stateTable{
	{"asset,num,den",
		func(w *stateWriter, s *State) {
			for _, a := range s.Assets {
				w.id(a.ID).amount(a.Num).amount(a.Den).end()
			}
		},
		func(r *stateReader, s *State) {
			s.Assets = append(s.Assets, Asset{ID: r.id(), Num: r.amount(), Den: r.amount()})
		}},
	{"pool,asset,pledge,spent,open",
		func(w *stateWriter, s *State) {
			for _, p := range s.Pools {
				w.id(p.ID).int(p.Asset, len(s.Assets)).amount(p.Pledge).amount(p.Spent).flag(p.Open).end()
			}
		},
		func(r *stateReader, s *State) {
			s.Pools = append(s.Pools, Pool{ID: r.id(), Asset: r.int(len(s.Assets)), Pledge: r.amount(), Spent: r.amount(), Open: r.flag()})
		}},
	{"product,rule,limit,min_pay",
		func(w *stateWriter, s *State) {
			for _, p := range s.Products {
				w.id(p.ID).rule(p.Rule).amount(p.Limit).amount(p.MinPay).end()
			}
		},
		func(r *stateReader, s *State) {
			s.Products = append(s.Products, Product{ID: r.id(), Rule: r.rule(), Limit: r.amount(), MinPay: r.amount()})
		}},
	{"product,pool,cap",
		func(w *stateWriter, s *State) {
			for n, p := range s.Products {
				for _, l := range p.Layers {
					w.int(n, len(s.Products)).int(l.Pool, len(s.Pools)).amount(l.Cap).end()
				}
			}
		},
		func(r *stateReader, s *State) {
			if n := r.int(len(s.Products)); r.err == nil {
				s.Products[n].Layers = append(s.Products[n].Layers, Layer{Pool: r.int(len(s.Pools)), Cap: r.amount()})
			}
		}},
	{"recovered,collected,spent,open,protocol",
		func(w *stateWriter, s *State) {
			for _, v := range s.Recovered {
				w.int(v.Asset, len(s.Assets)).amount(v.Collected).amount(v.Spent).flag(v.Open).amount(v.Protocol).end()
			}
		},
		func(r *stateReader, s *State) {
			s.Recovered = append(s.Recovered, Recovered{Asset: r.int(len(s.Assets)), Collected: r.amount(), Spent: r.amount(), Open: r.flag(), Protocol: r.amount()})
		}},
	{"recovered,pool,covers,holders",
		func(w *stateWriter, s *State) {
			for n, v := range s.Recovered {
				for _, p := range v.Pools {
					w.int(n, len(s.Recovered)).int(p.Pool, len(s.Pools)).amount(p.Covers).amount(p.Holders).end()
				}
			}
		},
		func(r *stateReader, s *State) {
			if n := r.int(len(s.Recovered)); r.err == nil {
				s.Recovered[n].Pools = append(s.Recovered[n].Pools, Subrogated{Pool: r.int(len(s.Pools)), Covers: r.amount(), Holders: r.amount()})
			}
		}},
	{"escheat,collected,spent,lapsed,shared,open",
		func(w *stateWriter, s *State) {
			for _, e := range s.Escheat {
				w.int(e.Asset, len(s.Assets)).amount(e.Collected).amount(e.Spent).amount(e.Lapsed).amount(e.Shared).flag(e.Open).end()
			}
		},
		func(r *stateReader, s *State) {
			s.Escheat = append(s.Escheat, Escheat{
				Asset: r.int(len(s.Assets)), Collected: r.amount(), Spent: r.amount(), Lapsed: r.amount(), Shared: r.amount(), Open: r.flag(),
			})
		}},
	{"unattributed,amount",
		func(w *stateWriter, s *State) {
			for n, a := range s.Unattributed {
				w.int(n, len(s.Assets)).amount(a).end()
			}
		},
		func(r *stateReader, s *State) {
			if n := r.int(len(s.Assets)); n == len(s.Unattributed) {
				s.Unattributed = append(s.Unattributed, r.amount())
			} else {
				r.fail("want one row an asset, in their order")
			}
		}},
	{"account,hold,excluded", writeAccounts, readAccount},
	{"account,asset,outside,amount", writeUnits, readUnits},
	{"account,right,product,class,held,amount,unlimited", writeRights, readRight},
	{"account,kind,pool,asset,amount,vault,final,swept,lapsed,repaid", writeEntries, readEntry},
}

// laterTables are those of a state in which escheat owes shareholders something.
var laterTables = slices.Concat(stateTables, []stateTable{
	{"escheat,pool,holders",
		func(w *stateWriter, s *State) {
			for n, e := range s.Escheat {
				for _, h := range e.Holders {
					w.int(n, len(s.Escheat)).int(h.Pool, len(s.Pools)).amount(h.Amount).end()
				}
			}
		},
		func(r *stateReader, s *State) {
			if n := r.int(len(s.Escheat)); r.err == nil {
				s.Escheat[n].Holders = append(s.Escheat[n].Holders, PoolAmount{Pool: r.int(len(s.Pools)), Amount: r.amount()})
			}
		}},
})

// revisedTables are those of a state with revised losses.
var revisedTables = slices.Concat(laterTables, []stateTable{{"account,asset,raised,lowered", writeRevisions, readRevision}})

// allTables are those of a state with bounties, or in which escheat owes one or the
// protocol something.
var allTables = slices.Concat(revisedTables, []stateTable{
	{"recovered,bounty,gross,bps,cap,given", writeBounties, readBounty},
	{"escheat,payee,amount",
		func(w *stateWriter, s *State) {
			for n, e := range s.Escheat {
				for _, p := range e.Payees {
					w.int(n, len(s.Escheat)).id(p.ID).amount(p.Amount).end()
				}
			}
		},
		func(r *stateReader, s *State) {
			if n := r.int(len(s.Escheat)); r.err == nil {
				s.Escheat[n].Payees = append(s.Escheat[n].Payees, PayeeAmount{ID: r.id(), Amount: r.amount()})
			}
		}},
})

func writeBounties(w *stateWriter, s *State) {
	for n, v := range s.Recovered {
		for _, b := range v.Bounties {
			w.int(n, len(s.Recovered)).id(b.ID).amount(b.Gross).int(int(b.Bps), payouts.BpsFull+1).amount(b.Cap).amount(b.Given).end()
		}
	}
}

func readBounty(r *stateReader, s *State) {
	if n := r.int(len(s.Recovered)); r.err == nil {
		s.Recovered[n].Bounties = append(s.Recovered[n].Bounties, Bounty{
			ID: r.id(), Gross: r.amount(), Bps: uint32(r.int(payouts.BpsFull + 1)), Cap: r.amount(), Given: r.amount(),
		})
	}
}

func writeRevisions(w *stateWriter, s *State) {
	for i := range s.Accounts {
		for _, r := range s.Accounts[i].Revised {
			w.int(i, len(s.Accounts)).int(r.Asset, len(s.Assets)).amount(r.Raised).amount(r.Lowered).end()
		}
	}
}

func readRevision(r *stateReader, s *State) {
	a := r.account(s)
	a.Revised = append(a.Revised, Revision{Asset: r.int(len(s.Assets)), Raised: r.amount(), Lowered: r.amount()})
}

// spelling is the first line and the tables of a state.
func (s *State) spelling() (magic string, tables []stateTable) {
	if slices.ContainsFunc(s.Recovered, func(v Recovered) bool { return len(v.Bounties) > 0 }) ||
		slices.ContainsFunc(s.Escheat, func(e Escheat) bool { return len(e.Payees) > 0 }) {
		return StateMagicPayees, allTables
	}
	if slices.ContainsFunc(s.Accounts, func(a Account) bool { return len(a.Revised) > 0 }) {
		return StateMagicRevised, revisedTables
	}
	if slices.ContainsFunc(s.Escheat, func(e Escheat) bool { return len(e.Holders) > 0 }) {
		return StateMagicLater, laterTables
	}
	return StateMagic, stateTables
}

func writeAccounts(w *stateWriter, s *State) {
	for i := range s.Accounts {
		a := &s.Accounts[i]
		w.id(a.ID).int(int(a.Hold), holdKinds).flag(a.Excluded).end()
	}
}

func readAccount(r *stateReader, s *State) {
	a := Account{ID: r.id(), Hold: HoldKind(r.int(holdKinds)), Excluded: r.flag()}
	s.Accounts = append(s.Accounts, a)
}

func writeUnits(w *stateWriter, s *State) {
	for i := range s.Accounts {
		for _, u := range s.Accounts[i].Losses {
			w.int(i, len(s.Accounts)).int(u.Asset, len(s.Assets)).flag(false).amount(u.Amount).end()
		}
		for _, u := range s.Accounts[i].Outside {
			w.int(i, len(s.Accounts)).int(u.Asset, len(s.Assets)).flag(true).amount(u.Amount).end()
		}
	}
}

// account is the row of the account that a line names.
func (r *stateReader) account(s *State) *Account {
	if n := r.int(len(s.Accounts)); r.err == nil {
		return &s.Accounts[n]
	}
	return &Account{}
}

func readUnits(r *stateReader, s *State) {
	a, asset, outside := r.account(s), r.int(len(s.Assets)), r.flag()
	u := Units{Asset: asset, Amount: r.amount()}
	if outside {
		a.Outside = append(a.Outside, u)
	} else {
		a.Losses = append(a.Losses, u)
	}
}

func writeRights(w *stateWriter, s *State) {
	for i := range s.Accounts {
		for _, x := range s.Accounts[i].Rights {
			w.int(i, len(s.Accounts)).id(x.ID).int(x.Product, len(s.Products)).int(int(x.Class), classes).flag(x.Held).amount(x.Amount).amount(x.Unlimited).end()
		}
	}
}

func readRight(r *stateReader, s *State) {
	a := r.account(s)
	a.Rights = append(a.Rights, Right{
		ID: r.id(), Product: r.int(len(s.Products)), Class: uint8(r.int(classes)), Held: r.flag(), Amount: r.amount(), Unlimited: r.amount(),
	})
}

func writeEntries(w *stateWriter, s *State) {
	for i := range s.Accounts {
		for _, e := range s.Accounts[i].Entries {
			w.int(i, len(s.Accounts)).int(int(e.Kind), entryKinds).int(e.Pool, max(1, len(s.Pools))).int(e.Asset, len(s.Assets)).amount(e.Amount)
			w.flag(e.Vault).flag(e.Final).flag(e.Swept).flag(e.Lapsed).amount(e.Repaid).end()
		}
	}
}

func readEntry(r *stateReader, s *State) {
	a := r.account(s)
	a.Entries = append(a.Entries, Entry{
		Kind: Kind(r.int(entryKinds)), Pool: r.int(max(1, len(s.Pools))), Asset: r.int(len(s.Assets)), Amount: r.amount(),
		Vault: r.flag(), Final: r.flag(), Swept: r.flag(), Lapsed: r.flag(), Repaid: r.amount(),
	})
}
