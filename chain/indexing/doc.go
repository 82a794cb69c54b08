// Package indexing turns what a chain says into rows: final logs of our contracts
// into chain_events, and what pools hold into their observed capital.
//
// It knows which contracts are watched and from which block, how their logs are
// read page by page and decoded, and which calls tell what a pool holds. It must
// not know endpoints or how many of them agree: it is given a node whose answers
// may be believed. It must not know claims or settlements either: an event is a
// decoded log, and what follows from it is decided by those who read the rows.
//
// The story in the order it happens: indexer.go picks the contracts furthest
// behind and stores a page with its cursors in one transaction, decode.go says
// what a log is, rescan.go reads old blocks again without moving a cursor, and
// observer.go asks every pool at the final block.
//
// The invariant it protects: only final blocks are read, no block is passed over,
// and each event is a row once.
//
// Start reading at Indexer.RunOnce.
package indexing
