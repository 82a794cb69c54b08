// Text that others wrote can lie: characters that turn the reading direction, that
// are invisible, or that look like others. reveal takes it apart so that a page can
// show such characters by their number instead of obeying them.

export type Piece = string | { code: string; what: string };

// Controls and formats (bidirectional overrides, zero-width characters, tags), line
// separators, private use, lone surrogates and blank letters. Line feeds stay.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\u115f\u1160\u3164\uffa0\u2800]/u;

const LATIN = /\p{Script=Latin}/u;
const LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;

const codeOf = (c: string) => "U+" + (c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");

// reveal marks hidden characters, and letters of another alphabet in a Latin word.
export function reveal(text: string): Piece[] {
  const out: Piece[] = [];
  for (const word of text.split(/(\s+)/u)) {
    const mixed = LATIN.test(word) && LOOKALIKE.test(word);
    for (const c of word) {
      if (c !== "\n" && HIDDEN.test(c)) out.push({ code: codeOf(c), what: "hidden character" });
      else if (mixed && LOOKALIKE.test(c)) out.push({ code: `${c} ${codeOf(c)}`, what: "letter of another alphabet" });
      else if (typeof out.at(-1) === "string") out.push(out.pop() + c);
      else out.push(c);
    }
  }
  return out;
}
