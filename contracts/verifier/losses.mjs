// Whether an accounts file states the losses and prices that a committee signed.

const fail = (what) => {
  throw new Error(`accounts: ${what}`);
};
const tokenOf = (asset) => asset.slice(asset.indexOf(":") + 1);
const add = (sums, key, amount) => amount > 0n && sums.set(key, (sums.get(key) ?? 0n) + amount);

// revise takes back what a revision of the loss added, and the other way round: what
// is left is what was measured.
function revise(sums, key, { raised, lowered }) {
  const measured = (sums.get(key) ?? 0n) + lowered - raised;
  if (measured === 0n) sums.delete(key);
  else sums.set(key, measured);
}

// checkPrices: a token has the signed price, the numéraire is worth itself.
function checkPrices(state, set) {
  const signed = new Map(set.prices.map((p) => [`${p.chain_id}:${p.address.toLowerCase()}`, p]));
  for (const a of state.assets) {
    const own = tokenOf(a.id) === set.message.numeraire.toLowerCase();
    const p = signed.get(a.id) ?? (own ? { num: 1, den: 1 } : fail(`no price of ${a.id} is signed`));
    if (a.num !== BigInt(p.num) || a.den !== BigInt(p.den)) fail(`${a.id} is worth ${a.num}/${a.den}, signed is ${p.num}/${p.den}`);
  }
}

// checkLosses compares every account and token. A snapshot from a file names no
// chain of its token: such tokens are told apart by address alone.
function checkLosses(state, snapshots) {
  const byFile = new Set(snapshots.filter((s) => s.message.source_chain_id === "0").map((s) => s.message.asset.toLowerCase()));
  const key = (account, asset) => `${account} in ${byFile.has(tokenOf(asset)) ? tokenOf(asset) : asset}`;
  const [signed, stated] = [new Map(), new Map()];
  for (const { message, leaves } of snapshots) {
    const asset = `${message.source_chain_id}:${message.asset.toLowerCase()}`;
    add(signed, key("nobody", asset), BigInt(message.unattributed_loss));
    for (const l of leaves) add(signed, key(l.account.toLowerCase(), asset), BigInt(l.loss));
  }
  state.unattributed.forEach((lost, i) => add(stated, key("nobody", state.assets[i].id), lost));
  for (const a of state.accounts) {
    for (const u of a.losses) add(stated, key(a.id, state.assets[u.asset].id), u.amount);
    for (const r of a.revised) revise(stated, key(a.id, state.assets[r.asset].id), r);
  }
  for (const of of new Set([...signed.keys(), ...stated.keys()])) {
    if (signed.get(of) !== stated.get(of)) fail(`${of} lost ${stated.get(of) ?? 0n}, signed is ${signed.get(of) ?? 0n}`);
  }
}

// checkSigned takes a state, the signed set and the signed reports of its snapshots.
export function checkSigned(state, set, snapshots) {
  checkPrices(state, set);
  checkLosses(state, snapshots);
}
