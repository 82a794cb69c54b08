// Connect lets a person choose one of the wallets of this browser and an account in it.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Address } from "../ui/Address";
import { Text } from "../ui/Text";
import { Declined } from "./Declined";
import { accounts, type Connected, has, pick, Refusal, type Wallet, watch } from "./wallet";

let last: Connected | null = null; // chosen on an earlier page

// useWallet remembers the chosen wallet until it no longer shows the account.
function useWallet(account: string | undefined) {
  const [chosen, set] = useState(() => (last && (!account || pick([last.account], account)) ? last : null));
  const choose = (c: Connected | null) => {
    last = c;
    set(c);
  };
  useEffect(() => {
    if (!chosen) return;
    const look = () => void has(chosen).catch(() => false).then((still) => still || choose(null));
    return chosen.wallet.on("accountsChanged", look);
  }, [chosen]);
  return { chosen, choose };
}

// account is the one that must act; without it the person chooses.
export function Connect({ account, children }: { account?: string; children: (c: Connected) => ComponentChildren }) {
  const { chosen, choose } = useWallet(account);
  if (!chosen) return <Choice account={account} choose={choose} />;
  return (
    <>
      <p class="quiet">
        Connected: <Text>{chosen.wallet.name}</Text>, <Address of={chosen.account} link={false} />{" "}
        <button class="plain" onClick={() => choose(null)}>
          Use another
        </button>
      </p>
      {children(chosen)}
    </>
  );
}

function Choice({ account, choose }: { account: string | undefined; choose: (c: Connected) => void }) {
  const [wallets, setWallets] = useState<Wallet[]>([]);
  const [shown, setShown] = useState<{ wallet: Wallet; of: string[] }>();
  const [busy, setBusy] = useState<string>();
  const [wrong, setWrong] = useState<unknown>();
  useEffect(() => watch(setWallets), []);
  const connect = async (wallet: Wallet) => {
    setBusy(wallet.id);
    setWrong(undefined);
    setShown(undefined);
    try {
      const of = await accounts(wallet);
      const one = account ? pick(of, account) : of.length === 1 ? of[0] : undefined;
      if (one) choose({ wallet, account: one });
      else if (account) throw new Refusal(`This wallet shows ${of.join(", ")}, not ${account}. Choose that account in the wallet, then try again.`);
      else setShown({ wallet, of });
    } catch (e) {
      setWrong(e);
    }
    setBusy(undefined);
  };
  if (wallets.length === 0) return <NoWallet />;
  return (
    <>
      <p id="wallets">{account ? <>Choose the wallet that holds <Address of={account} link={false} />:</> : "Choose your wallet:"}</p>
      <ul class="choices" aria-labelledby="wallets">
        {wallets.map((w) => (
          <li key={w.id}>
            <button disabled={busy !== undefined} onClick={() => void connect(w)}>
              <Text>{w.name}</Text>
            </button>{" "}
            <span class="quiet">
              <Text>{w.id}</Text> {busy === w.id && <span role="status">· waits for your answer in the wallet…</span>}
            </span>
          </li>
        ))}
      </ul>
      {shown && <Accounts of={shown.of} choose={(a) => choose({ wallet: shown.wallet, account: a })} />}
      <Declined why={wrong} />
    </>
  );
}

function Accounts({ of, choose }: { of: string[]; choose: (account: string) => void }) {
  return (
    <>
      <p id="accounts">The wallet shows several accounts. Which one?</p>
      <ul class="choices" aria-labelledby="accounts">
        {of.map((a) => (
          <li key={a}>
            <button class="plain" onClick={() => choose(a)}>
              <Address of={a} link={false} />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function NoWallet() {
  return (
    <p role="status">
      <strong>No wallet is in this browser.</strong> Open this page in the browser of your wallet, or install the wallet as an extension; it appears
      here by itself.
    </p>
  );
}
