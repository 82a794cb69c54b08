// Network says whether the wallet is on the chain that is settled on, and switches it.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Declined } from "./Declined";
import { network, switchTo, type Wallet } from "./wallet";

const name = (chain: number) => `network ${chain} (0x${chain.toString(16)})`;

export function useNetwork(wallet: Wallet) {
  const [chain, setChain] = useState<number>();
  const [wrong, setWrong] = useState<unknown>();
  useEffect(() => {
    let gone = false;
    const look = () => void network(wallet).then((c) => gone || setChain(c), (e) => gone || setWrong(e));
    look();
    const off = wallet.on("chainChanged", look);
    return () => {
      gone = true;
      off();
    };
  }, [wallet]);
  const change = (to: number) => {
    setWrong(undefined);
    switchTo(wallet, to).then(() => setChain(to), setWrong);
  };
  return { chain, change, wrong };
}

// only: what is inside makes no sense on another network.
export function Network({ wallet, is, only, why, children }: { wallet: Wallet; is: number; only: boolean; why: string; children: ComponentChildren }) {
  const { chain, change, wrong } = useNetwork(wallet);
  const other = chain !== undefined && chain !== is;
  return (
    <>
      {other && (
        <div class="notice" role="status">
          <p>
            Your wallet is on {name(chain)}, this server settles on {name(is)}. {why}
          </p>
          <button onClick={() => change(is)}>Switch the wallet to {name(is)}</button>
        </div>
      )}
      <Declined why={wrong} />
      {(!only || chain === is) && children}
    </>
  );
}
