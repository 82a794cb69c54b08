// Reader of the canonical accounts file, docs/accounts-file.md: everything that a
// round follows from.
import { latin1 } from "./bytes.mjs";

const ID = /^[a-z0-9_.:-]{1,96}$/;
const NUMBER = /^(0|[1-9][0-9]{0,77})$/;
export const LIMIT = 1n << 256n;

const bad = (what) => {
  throw new Error(`accounts file: ${what}`);
};
const amount = (s) => {
  const n = NUMBER.test(s) ? BigInt(s) : bad(`"${s.slice(0, 99)}" is no canonical amount`);
  return n < LIMIT ? n : bad("amount above 2^256-1");
};
const id = (s) => (ID.test(s) ? s : bad(`"${s.slice(0, 99)}" is no id`));
const flag = (s) => (s === "0" ? false : s === "1" ? true : bad(`"${s}" is no flag`));
const rule = (s) => (s === "water-fill/1" || s === "pro-rata/1" ? s : bad(`"${s}" is no rule of a wording`));
const below = (limit) => (s) => (/^(0|[1-9][0-9]{0,7})$/.test(s) && Number(s) < limit ? Number(s) : bad(`"${s}" is not below ${limit}`));

// The kinds of entries, by their numbers.
export const KIND = { cover: 0, recovery: 1, givenBack: 2, escheat: 3, owner: 4 };

// tables says, for a state read so far, what each table's cells are and where a
// row goes. owner is the row of an earlier table that a row belongs to: rows
// ascend by it.
const tables = [
  ["asset,num,den", () => [id, amount, amount], (s, [id, num, den]) => s.assets.push({ id, num, den })],
  [
    "pool,asset,pledge,spent,open",
    (s) => [id, below(s.assets.length), amount, amount, flag],
    (s, [id, asset, pledge, spent, open]) => s.pools.push({ id, asset, pledge, spent, open }),
  ],
  [
    "product,rule,limit,min_pay",
    () => [id, rule, amount, amount],
    (s, [id, rule, limit, minPay]) => s.products.push({ id, rule, limit, minPay, layers: [] }),
  ],
  [
    "product,pool,cap",
    (s) => [below(s.products.length), below(s.pools.length), amount],
    (s, [product, pool, cap]) => s.products[product].layers.push({ pool, cap }),
    ([product]) => product,
  ],
  [
    "recovered,collected,spent,open,protocol",
    (s) => [below(s.assets.length), amount, amount, flag, amount],
    (s, [asset, collected, spent, open, protocol]) => s.recovered.push({ asset, collected, spent, open, protocol, pools: [], bounties: [] }),
  ],
  [
    "recovered,pool,covers,holders",
    (s) => [below(s.recovered.length), below(s.pools.length), amount, amount],
    (s, [n, pool, covers, holders]) => s.recovered[n].pools.push({ pool, covers, holders }),
    ([n]) => n,
  ],
  [
    "escheat,collected,spent,lapsed,shared,open",
    (s) => [below(s.assets.length), amount, amount, amount, amount, flag],
    (s, [asset, collected, spent, lapsed, shared, open]) => s.escheat.push({ asset, collected, spent, lapsed, shared, open, holders: [], payees: [] }),
  ],
  [
    "unattributed,amount",
    (s) => [below(s.assets.length), amount],
    (s, [asset, lost]) => (asset === s.unattributed.length ? s.unattributed.push(lost) : bad("unattributed losses go by asset")),
  ],
  [
    "account,hold,excluded",
    () => [id, below(3), flag],
    (s, [id, hold, excluded]) =>
      s.accounts.push({ id, held: hold > 0, excluded, losses: [], outside: [], revised: [], rights: [], entries: [] }),
  ],
  [
    "account,asset,outside,amount",
    (s) => [below(s.accounts.length), below(s.assets.length), flag, amount],
    (s, [i, asset, outside, amount]) => s.accounts[i][outside ? "outside" : "losses"].push({ asset, amount }),
    ([i, , outside]) => 2 * i + outside,
  ],
  [
    "account,right,product,class,held,amount,unlimited",
    (s) => [below(s.accounts.length), id, below(s.products.length), below(256), flag, amount, amount],
    (s, [i, id, product, cls, held, amount, unlimited]) =>
      s.accounts[i].rights.push({ id, product, class: cls, held, amount, unlimited }),
    ([i]) => i,
  ],
  [
    "account,kind,pool,asset,amount,vault,final,swept,lapsed,repaid",
    (s) => [
      below(s.accounts.length), below(5), below(Math.max(1, s.pools.length)), below(s.assets.length), amount, flag, flag, flag, flag, amount,
    ],
    (s, [i, kind, pool, asset, amount, vault, final, swept, lapsed, repaid]) =>
      s.accounts[i].entries.push({ kind, pool, asset, amount, vault, final, swept, lapsed, repaid }),
    ([i]) => i,
  ],
];

// later are the tables that only some states need.
const later = [
  [
    "escheat,pool,holders",
    (s) => [below(s.escheat.length), below(s.pools.length), amount],
    (s, [n, pool, amount]) => s.escheat[n].holders.push({ pool, amount }),
    ([n]) => n,
  ],
];

// revisions are what members did not measure of the losses.
const revisions = [
  [
    "account,asset,raised,lowered",
    (s) => [below(s.accounts.length), below(s.assets.length), amount, amount],
    (s, [i, asset, raised, lowered]) => s.accounts[i].revised.push({ asset, raised, lowered }),
    ([i]) => i,
  ],
];

// payees are bounties, and what was swept from them and from the protocol.
const payees = [
  [
    "recovered,bounty,gross,bps,cap,given",
    (s) => [below(s.recovered.length), id, amount, below(10001), amount, amount],
    (s, [n, id, gross, bps, cap, given]) => s.recovered[n].bounties.push({ id, gross, bps: BigInt(bps), cap, given }),
    ([n]) => n,
  ],
  [
    "escheat,payee,amount",
    (s) => [below(s.escheat.length), id, amount],
    (s, [n, id, amount]) => s.escheat[n].payees.push({ id, amount }),
    ([n]) => n,
  ],
];

// The first line says which of the later tables there are.
const LATER = {
  "makewhole-accounts/1": [], "makewhole-accounts/2": later, "makewhole-accounts/3": [...later, ...revisions],
  "makewhole-accounts/4": [...later, ...revisions, ...payees],
};

// versionOf is the lowest version that has everything a state needs.
function versionOf(s) {
  if (s.recovered.some((v) => v.bounties.length > 0) || s.escheat.some((e) => e.payees.length > 0)) return 4;
  if (s.accounts.some((a) => a.revised.length > 0)) return 3;
  return s.escheat.some((e) => e.holders.length > 0) ? 2 : 1;
}

// readAccounts refuses every byte that the writer would not have written.
export function readAccounts(bytes) {
  const text = latin1(bytes);
  if (!text.endsWith("\n") || /[^\n\x21-\x7e]/.test(text)) bad("only printable ASCII without spaces, lines end with LF");
  const lines = text.slice(0, -1).split("\n");
  let at = 0;
  const expect = (want) => lines[at++] === want || bad(`line ${at} should be "${want}"`);
  const magic = Object.hasOwn(LATER, lines[0]) ? lines[0] : "makewhole-accounts/1";
  expect(magic);
  const last = lines[at++] ?? bad("ends too early");
  const s = {
    last: last.startsWith("last=") ? flag(last.slice(5)) : bad("line 2 should say last="),
    assets: [], pools: [], products: [], recovered: [], escheat: [], unattributed: [], accounts: [],
  };
  for (const [columns, types, add, owner = () => 0] of [...tables, ...LATER[magic]]) {
    expect("");
    expect(columns);
    const parse = types(s);
    for (let before = 0; at < lines.length && lines[at] !== ""; ) {
      const cells = lines[at++].split(",");
      if (cells.length !== parse.length) bad(`line ${at} has ${cells.length} cells`);
      const row = cells.map((cell, i) => parse[i](cell));
      if (owner(row) < before) bad(`line ${at} is out of order`);
      before = owner(row);
      add(s, row);
    }
  }
  if (at !== lines.length) bad(`trailing line ${at + 1}`);
  const needed = versionOf(s);
  if (magic !== `makewhole-accounts/${needed}`) bad(`the state is one of version ${needed}`);
  return s;
}
