package chain

import "errors"

// Errors callers decide on.
var (
	// ErrWrongChain means the node serves another chain id or genesis block.
	ErrWrongChain = errors.New("node serves another chain")
	// ErrNoFinality means neither the finalized tag nor a depth can be used.
	ErrNoFinality = errors.New("chain has no finalized block and no finality depth is configured")
	// ErrFinalityBroken means a block that was final is no longer canonical.
	ErrFinalityBroken = errors.New("a final block was replaced")
	// ErrFinalityBehind means the node's finalized block is below one seen before.
	ErrFinalityBehind = errors.New("finalized block went backwards")
	// ErrNoNode means no endpoint answered.
	ErrNoNode = errors.New("no endpoint answered")
	// ErrNoQuorum means fewer endpoints than needed give the same answer.
	ErrNoQuorum = errors.New("endpoints do not agree")
	// ErrIndexing means the node cannot tell yet whether it knows a transaction.
	ErrIndexing = errors.New("node is still indexing transactions")
	// ErrAnswer means an answer that does not fit the question.
	ErrAnswer = errors.New("answer of the node does not fit the question")
	// ErrAnswerSize means an answer is larger than the limit.
	ErrAnswerSize = errors.New("answer of the node is too large")
	// ErrReverted is wrapped by a simulation that ends in a revert.
	ErrReverted = errors.New("call reverts")
)
