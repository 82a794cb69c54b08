// Package reference is a second, slow and plain way to the ends of a history,
// written from the rules alone, in exact fractions of the numéraire: all facts at
// once, one pool after the other, every account decided.
//
// It knows the rules of docs/model.md and big fractions. It must not know any
// package of the program, so that nothing is wrong in both for one reason. It
// knows one product for each pool and no layers.
//
// What tests hold against it stays within the roundings of the product: one base
// unit for each line and account.
//
// Start reading at Facts and Solve.
package reference
