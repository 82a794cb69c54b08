// A wallet for tests: it announces itself by EIP-6963 and signs with the published keys
// of the development chain. Its keys stay in the test; the page sees EIP-1193 alone.
import type { Page } from "@playwright/test";
import { HDNodeWallet, Mnemonic, type TypedDataDomain, type TypedDataField } from "ethers";

const phrase = Mnemonic.fromPhrase("test test test test test test test test test test test junk");
export const key = (i: number) => HDNodeWallet.fromMnemonic(phrase, `m/44'/60'/0'/0/${i}`);

// The people of the demo (demo/cast.go).
export const people = Object.fromEntries(["alice", "bob", "carol", "dave", "erin", "grace", "frank", "mallory", "hanna", "ivo"].map((name, i) => [name, key(10 + i)]));

export const who = (name: string) => {
  const found = people[name];
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
};

export interface Opened {
  asked: string[]; // methods, in order
  chain: number;
  knows: number[]; // networks
  declines: Set<string>; // methods that the person says no to
}

interface Typed {
  types: Record<string, TypedDataField[]>;
  domain: TypedDataDomain;
  message: Record<string, unknown>;
}

const fails = (code: number, message: string) => ({ error: { code, message } });

// open puts a wallet with some keys into a page, before it loads.
export async function open(page: Page, name: string, keys: HDNodeWallet[], rpc = ""): Promise<Opened> {
  const state: Opened = { asked: [], chain: 31337, knows: [31337], declines: new Set() };
  const of = (address: unknown) => keys.find((k) => k.address.toLowerCase() === String(address).toLowerCase());
  const answer = async (method: string, params: unknown[]): Promise<{ result?: unknown; error?: { code: number; message: string } }> => {
    state.asked.push(method);
    if (state.declines.has(method)) return fails(4001, "User rejected the request.");
    switch (method) {
      case "eth_requestAccounts":
      case "eth_accounts":
        return { result: keys.map((k) => k.address) };
      case "eth_chainId":
        return { result: "0x" + state.chain.toString(16) };
      case "wallet_switchEthereumChain": {
        const to = Number((params[0] as { chainId: string }).chainId);
        if (!state.knows.includes(to)) return fails(4902, "Unrecognized chain ID.");
        state.chain = to;
        return { result: null };
      }
      case "personal_sign":
        return { result: await of(params[1])?.signMessage(Buffer.from(String(params[0]).slice(2), "hex")) };
      case "eth_signTypedData_v4": {
        const { types, domain, message } = JSON.parse(String(params[1])) as Typed;
        const { EIP712Domain: _, ...own } = types;
        if (Number(domain.chainId) !== state.chain) return fails(-32603, "Provided chainId must match the active chainId.");
        return { result: await of(params[0])?.signTypedData(domain, own, message) };
      }
    }
    return rpc ? forward(rpc, method, params, of) : fails(4200, "The method is not supported.");
  };
  await page.exposeFunction(`wallet_${name.replace(/\W/g, "_")}`, answer);
  await page.addInitScript(announce, { name, call: `wallet_${name.replace(/\W/g, "_")}` });
  return state;
}

// forward asks the node of the demo, signing what a wallet signs.
async function forward(rpc: string, method: string, params: unknown[], of: (a: unknown) => HDNodeWallet | undefined) {
  const { JsonRpcProvider } = await import("ethers");
  const node = new JsonRpcProvider(rpc);
  try {
    if (method !== "eth_sendTransaction") return { result: await node.send(method, params) };
    const tx = params[0] as { from: string; to: string; data: string; gas?: string };
    const sent = await of(tx.from)?.connect(node).sendTransaction({ to: tx.to, data: tx.data, ...(tx.gas ? { gasLimit: tx.gas } : {}) });
    return { result: sent?.hash };
  } catch (e) {
    return fails(-32000, e instanceof Error ? e.message : String(e));
  } finally {
    node.destroy();
  }
}

// announce runs in the page.
function announce({ name, call }: { name: string; call: string }) {
  const heard: Record<string, ((x: unknown) => void)[]> = {};
  const request = async ({ method, params = [] }: { method: string; params?: unknown[] }) => {
    const { result, error } = await (window as unknown as Record<string, (m: string, p: unknown[]) => Promise<{ result: unknown; error?: { code: number; message: string } }>>)[call]!(method, params);
    if (error) throw Object.assign(new Error(error.message), { code: error.code });
    return result;
  };
  const provider = {
    request,
    on: (event: string, act: (x: unknown) => void) => void (heard[event] ??= []).push(act),
    removeListener: (event: string, act: (x: unknown) => void) => void (heard[event] = (heard[event] ?? []).filter((a) => a !== act)),
  };
  const detail = Object.freeze({ info: Object.freeze({ uuid: `uuid of ${name}`, name, icon: "data:image/svg+xml,<svg/>", rdns: `test.${name.toLowerCase().replace(/\W+/g, "-")}` }), provider });
  const tell = () => window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  window.addEventListener("eip6963:requestProvider", tell);
  tell();
}

// signIn opens a page with somebody's wallet in it, and signs in there.
export async function signIn(page: Page, person: HDNodeWallet, path = "/account", rpc = ""): Promise<Opened> {
  const wallet = await open(page, "Dev wallet", [person], rpc);
  await page.goto(path);
  await signInHere(page);
  return wallet;
}

export async function signInHere(page: Page) {
  await page.getByRole("button", { name: "Dev wallet" }).click();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Sign in with your wallet" }).waitFor({ state: "detached" });
}
