// Package foureyes plays every act of states.Decisions with everybody who may not
// take it.
//
// It knows how each act is set up through the services on a store of each engine,
// and how a person becomes tied to what the act decides about: by another login of
// theirs, by another spelling of their id, by a wallet that they share. It must not
// know how the services find out, and nothing imports it.
//
// The walk over the table is a test, and so are the scenes.
package foureyes
