// Package measure finds what each account lost, and what it held before, from a
// chain or from a file of the protocol.
//
// It knows the measuring methods (one value each, in methods.go), how flows and
// views at two blocks become a loss per account, and the evidence that the
// result follows from. It must not know a database, a server, a signature, or
// how a node is reached: it declares the Node that it reads.
//
// The invariant it protects: the same spec and the same chain give the same
// bytes, whoever measures.
//
// Start reading at Build in build.go.
package measure
