// Sign is the last step: the account that lost signs the proof of loss of the contracts
// (EIP-712), and the claim is sent with it.
import { useState } from "preact/hooks";
import { answer, api, type Schemas } from "../../api/client";
import { useLoad } from "../../api/load";
import { useSend } from "../../api/send";
import { Address } from "../../ui/Address";
import { decimal, grouped } from "../../ui/amounts";
import { Copy } from "../../ui/Copy";
import { Fact } from "../../ui/Page";
import { Await, Failed } from "../../ui/Status";
import { Text } from "../../ui/Text";
import { When } from "../../ui/When";
import { Connect } from "../../wallet/Connect";
import { Declined } from "../../wallet/Declined";
import { Network } from "../../wallet/Network";
import { type Connected, normal, signTyped } from "../../wallet/wallet";
import type { Claim } from "./Filing";
import type { Loss } from "./Losses";

interface Props {
  loss: Loss;
  claim: Claim;
  back: () => void;
  done: (c: Schemas["Claim"]) => void;
}

export function Sign({ loss, claim, back, done }: Props) {
  const [round, setRound] = useState(0);
  const { incident_id, affected, receiver } = claim;
  const proof = useLoad(`${round} ${affected} ${receiver}`, (signal) => answer(api.POST("/v1/claims/proof", { body: { incident_id, affected, receiver }, signal })));
  return (
    <section class="card" aria-labelledby="sign">
      <h2 id="sign">4. Sign and send</h2>
      <Summary loss={loss} claim={claim} />
      <p>
        <button class="plain" onClick={back}>
          Change it
        </button>
      </p>
      <Await of={proof} what="the proof to sign">
        {(p) => <Proven key={p.nonce} claim={claim} proof={p} again={() => setRound((n) => n + 1)} done={done} />}
      </Await>
    </section>
  );
}

function Summary({ loss, claim: c }: { loss: Loss; claim: Claim }) {
  const token = loss.cover.limit.token;
  return (
    <dl class="facts wide">
      <Fact name="You ask for">
        <span class="big">
          {grouped(decimal(c.requested, token.decimals))} <Text>{token.symbol}</Text>
        </span>
      </Fact>
      <Fact name="Account with the loss, which signs">
        <Address of={c.affected} />
      </Fact>
      <Fact name="Paid to">
        <Address of={c.receiver} />
      </Fact>
      {c.statement && (
        <Fact name="Your statement">
          <span class="lines">
            <Text>{c.statement}</Text>
          </span>
        </Fact>
      )}
    </dl>
  );
}

function Proven({ claim, proof: p, again, done }: { claim: Claim; proof: Schemas["ProofRequest"]; again: () => void; done: Props["done"] }) {
  const [signature, setSignature] = useState<string>();
  const { busy, failure, run } = useSend(
    (body: Schemas["FileInBody"], key) => answer(api.POST("/v1/claims", { params: { header: { "Idempotency-Key": key } }, body })),
    done,
  );
  const file = (s: string) => {
    setSignature(s);
    const { nonce, issued_at, expires_at } = p;
    void run({ ...claim, proof: { nonce, issued_at, expires_at, signature: s } });
  };
  const unknown = failure && (failure.problem === null || failure.problem.status >= 500 || failure.problem.status === 401);
  return (
    <>
      <ul>
        <li>
          <Address of={claim.affected} link={false} /> shows that it is yours and lets the wallet that is signed in claim for its loss, paid to the address above.
        </li>
        <li>It is no transaction: it costs nothing, moves nothing, and gives nobody a right over what you have.</li>
        <li>
          It counts for this claim, until <When at={p.expires_at} />.
        </li>
      </ul>
      {signature && unknown && (
        <p>
          <button disabled={busy} onClick={() => file(signature)}>
            Send it again
          </button>{" "}
          <span class="quiet">It is signed; sent twice it is still one claim.</span>
        </p>
      )}
      {!(signature && (busy || unknown)) && <Signing account={claim.affected} typed={p.typed_data} signed={file} />}
      {busy && <p role="status">Sending the claim…</p>}
      {failure && <Failed failure={failure} retry={unknown ? undefined : again} />}
    </>
  );
}

interface SigningProps {
  account: string;
  typed: unknown;
  signed: (signature: string) => void;
}

function Signing({ account, typed, signed }: SigningProps) {
  const [wrong, setWrong] = useState<unknown>();
  const [asking, setAsking] = useState(false);
  const chain = Number((typed as { domain: { chainId: string | number } }).domain.chainId);
  const sign = async (by: () => Promise<string>) => {
    setAsking(true);
    setWrong(undefined);
    try {
      signed(await by());
    } catch (e) {
      setWrong(e);
    }
    setAsking(false);
  };
  const text = JSON.stringify(typed, null, 2);
  return (
    <>
      <Connect account={account}>
        {(c: Connected) => (
          <Network wallet={c.wallet} is={chain} only why="Wallets sign a proof only on its own network.">
            <button disabled={asking} onClick={() => void sign(() => signTyped(c, text))}>
              {asking ? "Answer in the wallet…" : "Sign and file the claim"}
            </button>
          </Network>
        )}
      </Connect>
      <details>
        <summary>Your wallet is elsewhere, or is a contract</summary>
        <p>Sign this typed data there (eth_signTypedData_v4, EIP-712) and paste the signature. A contract wallet signs by EIP-1271.</p>
        <pre class="exact" tabIndex={0} aria-label="Typed data to sign">
          {text}
        </pre>
        <Copy text={text} what="the typed data" />
        <Paste signed={(s) => void sign(async () => normal(s))} />
      </details>
      <Declined why={wrong} />
    </>
  );
}

function Paste({ signed }: { signed: (signature: string) => void }) {
  const [text, setText] = useState("");
  const submit = (e: Event) => {
    e.preventDefault();
    signed(text.trim());
  };
  return (
    <form onSubmit={submit} noValidate>
      <label for="proof-signature">Signature</label>
      <textarea id="proof-signature" rows={3} autocomplete="off" spellcheck={false} placeholder="0x…" value={text} onInput={(e) => setText(e.currentTarget.value)} />
      <button type="submit">File the claim with this signature</button>
    </form>
  );
}
