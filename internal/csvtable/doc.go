// Package csvtable reads tables of accounts and amounts, and is the only way
// in which the product reads a CSV file: the same file means the same to an
// offline allocation, to the specification of an incident and to the committee
// member who measures it again.
//
// It knows the spelling of a file (delimiter, quotes, byte order mark, ends of
// lines), of an amount (decimals, thousands separators, signs, only where the
// caller says so) and of an account (hexadecimal with EIP-55), which accounts
// nobody can hold, and how rows of one account meet. It must not know what an
// amount is for: no funds, no losses, no reports.
//
// The invariant it protects: what could be read in two ways is refused with
// line, column and value, and nothing is guessed, trimmed or rounded.
//
// Start reading at Format in format.go, then Reader in reader.go (one record at
// a time), then Read in read.go, which makes an Accounts.
package csvtable
