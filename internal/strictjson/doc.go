// Package strictjson reads JSON that came from outside, exactly or not at all.
//
// The standard decoder accepts duplicate keys (the last wins), keys in another
// case, trailing data, null for anything, invalid UTF-8 and values of any
// length; each of these lets two readers see two different messages in the same
// bytes. Decode scans the bytes once against the Go type before it lets
// encoding/json touch them, and refuses: input that is too large, too deep or
// has a string or number that is too long (before that value is read to its
// end), duplicate keys, keys the type does not have letter by letter, null where
// there is no pointer, lone surrogates, invalid UTF-8 and anything after the
// value. Every refusal is an *Error with a JSON pointer and a reason that never
// repeats the input.
//
// It must not know what the values mean. Start reading at Decode.
package strictjson
