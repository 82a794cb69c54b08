// Package backtest says how good monitors would have been on old blocks: what they
// would have told, what of it was an attack, how long before the harm, and what
// they were blind to.
//
// It knows what monitors said of each block and which attacks there were. It must
// not know nodes, stores or how a condition is judged.
package backtest
