// Package intents says what may be sent to a chain, and under which rules.
//
// An intent is a row of the outbox: a call of one contract. Its kind decides
// everything about it that is not the call itself: which contract and methods it
// may reach, whether it may carry coins, who decides it and who lets a proposed
// one go, which fee budget it draws on, whether a freeze of settlement stops it,
// what must be true before it is signed, and what goes on when it failed for
// good. Kinds is that table; the store refuses a row of another kind, the sender
// a call that its kind may not make, and the API lists the names from here.
//
// Of our packages it knows only the room of states and roles, so that the store,
// the services, the sender and the API can all read the one table. It must not
// know addresses, selectors or rows: contracts and methods stand here by the
// names of their ABI, and the sender resolves them.
//
// The invariant it protects: nothing leaves that no row of the table allows.
//
// Start reading at kinds.go.
package intents
