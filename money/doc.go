// Package money holds the one number type of Makewhole: an unsigned 256-bit
// amount of a token's base units.
//
// It knows how to parse, print, add, subtract and scale such amounts exactly.
// It must not know what an amount is for: no claims, no chain, no database.
//
// The invariant it protects: arithmetic never wraps, never rounds silently and
// never passes through a float. Every operation that can leave the range
// 0 … 2^256−1 returns an error instead, and every division names its rounding.
//
// An Amount carries no token. Code that moves amounts of several tokens keeps
// them beside their Token; amounts of different tokens are never added.
//
// Start reading at Amount in amount.go, then Parse and Format in text.go.
package money
