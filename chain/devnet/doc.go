// Package devnet is an Ethereum chain inside the process: go-ethereum's own
// block chain, transaction pool and JSON-RPC, with a small block producer in
// place of a consensus client. `makewhole devnet`, `demo` and `serve --dev` run
// on it, and so do the tests that need a real chain.
//
// It knows go-ethereum and nothing of the product. It must never hold value:
// its accounts belong to a published mnemonic, and it listens on loopback only.
//
// Invariants:
//
//   - A block that anybody has seen survives kill -9 of the process: state is
//     written with every block (hash scheme, no pruning, so every historical
//     state can be read too) and is on the disk before the block is the head.
//   - Gas prices, transaction gas cap and block gas limit are those of mainnet
//     (Osaka rules).
//   - Every transaction becomes final without anybody's help: after a block with
//     transactions, empty blocks are sealed until the `finalized` tag covers it,
//     and then the chain stands still (Config.FinalityDepth, Config.IdleBlocks).
//   - Now never goes back, across restarts too, and is never before the head.
//
// Start reading at node.go (what is assembled), then seal.go (how blocks are
// made), clock.go (time) and rpc.go (what the outside sees). The build tag
// `nodevnet` leaves the chain out of the binary; Start then returns ErrLeftOut.
package devnet
