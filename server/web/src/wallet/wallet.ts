// Wallets of this browser: found by EIP-6963, asked by EIP-1193. Nothing here knows
// keys, and nothing is asked of a wallet that a person did not choose.
import { createStore, type EIP6963ProviderDetail } from "mipd";

export interface Wallet {
  id: string;
  name: string; // as the wallet calls itself: shown, never trusted
  ask: (method: string, params?: unknown[]) => Promise<unknown>;
  on: (event: "accountsChanged" | "chainChanged", act: () => void) => () => void;
}

export interface Connected {
  wallet: Wallet;
  account: string;
}

interface Provider {
  request(of: { method: string; params?: unknown[] }): Promise<unknown>;
  on?(event: string, act: () => void): unknown;
  removeListener?(event: string, act: () => void): unknown;
}

function walletOf(id: string, name: string, p: Provider): Wallet {
  return {
    id,
    name,
    ask: (method, params) => p.request(params ? { method, params } : { method }),
    on: (event, act) => {
      p.on?.(event, act);
      return () => void p.removeListener?.(event, act);
    },
  };
}

const store = createStore();

const announced = (all: readonly EIP6963ProviderDetail[]) => all.map((d) => walletOf(d.info.rdns || d.info.uuid, d.info.name, d.provider as unknown as Provider));

// watch tells the wallets there are, again when one appears. A wallet that knows only
// the older window.ethereum is offered where none announces itself.
export function watch(tell: (wallets: Wallet[]) => void): () => void {
  const older = (window as { ethereum?: Provider }).ethereum;
  const all = (found: readonly EIP6963ProviderDetail[]) => (found.length === 0 && older ? [walletOf("window.ethereum", "Wallet of this browser", older)] : announced(found));
  tell(all(store.getProviders()));
  return store.subscribe((found) => tell(all(found)));
}

// Refusal is why a wallet did not do what it was asked.
export class Refusal extends Error {
  constructor(
    readonly words: string,
    readonly said: string = "", // the wallet's own words
  ) {
    super(words);
  }
}

const refusals: Record<number, string> = {
  4001: "You declined in the wallet. Nothing was signed or sent.",
  4100: "The wallet does not let this page use that account. Allow it in the wallet, then try again.",
  4200: "This wallet cannot do that. An address that is only watched cannot sign: use the wallet that holds its key.",
  4900: "The wallet has no connection. Open it, then try again.",
  4901: "The wallet has no connection to that network. Choose the network in the wallet, then try again.",
  4902: "The wallet does not know that network. Add it in the wallet, then try again.",
  [-32002]: "The wallet already waits for your answer. Open it and answer there.",
};

function refusal(e: unknown): Refusal {
  if (e instanceof Refusal) return e;
  const { code, message } = (typeof e === "object" && e !== null ? e : {}) as { code?: unknown; message?: unknown };
  const known = typeof code === "number" ? refusals[code] : undefined;
  return new Refusal(known ?? "The wallet did not do it.", known ? "" : typeof message === "string" ? message.slice(0, 300) : "");
}

async function ask(w: Wallet, method: string, params?: unknown[]): Promise<unknown> {
  try {
    return await w.ask(method, params);
  } catch (e) {
    throw refusal(e);
  }
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

// accounts asks the person, in the wallet, which accounts this page may see.
export async function accounts(w: Wallet): Promise<string[]> {
  const got = await ask(w, "eth_requestAccounts");
  const list = Array.isArray(got) ? got.filter((a): a is string => typeof a === "string") : [];
  if (list.length === 0) throw new Refusal("The wallet shows no account. Choose one in the wallet, then try again.");
  return list;
}

// has tells whether the wallet still shows an account, without asking the person.
export async function has(c: Connected): Promise<boolean> {
  const got = await ask(c.wallet, "eth_accounts");
  return Array.isArray(got) && got.some((a) => typeof a === "string" && same(a, c.account));
}

export const pick = (of: string[], account: string) => of.find((a) => same(a, account));

export async function network(w: Wallet): Promise<number> {
  return Number(await ask(w, "eth_chainId"));
}

export async function switchTo(w: Wallet, chain: number) {
  await ask(w, "wallet_switchEthereumChain", [{ chainId: "0x" + chain.toString(16) }]);
}

const hex = (text: string) => "0x" + [...new TextEncoder().encode(text)].map((b) => b.toString(16).padStart(2, "0")).join("");

// normal makes v of a key's signature 27 or 28: some wallets give 0 or 1.
export function normal(signature: unknown): string {
  if (typeof signature !== "string" || !/^0x([0-9a-fA-F]{2})+$/.test(signature)) throw new Refusal("That is no signature: 0x and digits of 0-9 and a-f.");
  const v = parseInt(signature.slice(-2), 16);
  return signature.length === 132 && v < 2 ? signature.slice(0, -2) + (27 + v).toString(16) : signature;
}

// signText is personal_sign of EIP-191.
export async function signText(c: Connected, text: string): Promise<string> {
  return normal(await ask(c.wallet, "personal_sign", [hex(text), c.account]));
}

// signTyped is eth_signTypedData_v4 (EIP-712); typed is its JSON.
export async function signTyped(c: Connected, typed: string): Promise<string> {
  return normal(await ask(c.wallet, "eth_signTypedData_v4", [c.account, typed]));
}
