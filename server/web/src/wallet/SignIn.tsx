// SignIn shows that somebody holds an address: the text of EIP-4361 that the server
// wrote is said in words, then signed as it is.
import { useState } from "preact/hooks";
import { begin } from "../account/session";
import { answer, api, type Schemas } from "../api/client";
import { useLoad } from "../api/load";
import { complaint } from "../ui/address";
import { Address } from "../ui/Address";
import { Copy } from "../ui/Copy";
import { Await } from "../ui/Status";
import { When } from "../ui/When";
import { Connect } from "./Connect";
import { Declined } from "./Declined";
import { Network } from "./Network";
import { type Connected, normal, Refusal, signText } from "./wallet";

type Login = Schemas["Login"];

export default function SignIn({ expect }: { expect?: string }) {
  return (
    <section class="card" aria-labelledby="sign-in">
      <h2 id="sign-in">Sign in with your wallet</h2>
      <p>Signing in shows that an address is yours. It costs nothing and moves nothing; you need no account here and no password.</p>
      <Connect {...(expect ? { account: expect } : {})}>
        {(c) => (
          <WithText account={c.account} key={c.account}>
            {(login, again) => <ByWallet of={c} login={login} again={again} />}
          </WithText>
        )}
      </Connect>
      <details>
        <summary>Your wallet is elsewhere, is a contract, or you only watch the address</summary>
        <p>
          A wallet that this browser cannot reach (on paper, in a terminal, a contract wallet with an app of its own) signs the same text there:
          type its address, copy the text, sign it as a message (personal_sign, EIP-191), and paste the signature. A contract wallet signs by
          EIP-1271 and is signed in for a shorter time. If you only watch an address you cannot sign for it: send{" "}
          <a href="/account">the link of this page</a> to who holds it. What is public about it stands under{" "}
          <a href="/addresses">Is my address affected?</a> without signing in.
        </p>
        <ByHand initial={expect ?? ""} />
      </details>
    </section>
  );
}

// WithText gets a text for an address; again gets another one.
function WithText({ account, children }: { account: string; children: (l: Login, again: () => void) => preact.ComponentChildren }) {
  const [round, setRound] = useState(0);
  const login = useLoad(`${round} ${account}`, (signal) => answer(api.POST("/v1/auth/nonce", { body: { address: account }, signal })));
  return (
    <Await of={login} what="the text to sign">
      {(l) => (
        <>
          <Meaning of={l} account={account} />
          {children(l, () => setRound((n) => n + 1))}
        </>
      )}
    </Await>
  );
}

function Meaning({ of: l, account }: { of: Login; account: string }) {
  const elsewhere = l.domain !== location.host;
  return (
    <>
      {elsewhere && (
        <p class="notice" role="alert">
          <strong>This page is at {location.host}, but the server calls itself {l.domain}.</strong> Your wallet may warn you. Sign only if you know why.
        </p>
      )}
      <h3>What you sign</h3>
      <ul>
        <li>
          To <strong>{l.domain}</strong> you show that <Address of={account} link={false} /> is yours.
        </li>
        <li>It is no transaction: it costs nothing, moves nothing, and gives nobody a right over what you have.</li>
        <li>
          It counts once, for this sign-in, until <When at={l.expires_at} />.
        </li>
      </ul>
      <details>
        <summary>The exact text</summary>
        <pre class="exact" tabIndex={0} aria-label="Text to sign">
          {l.text}
        </pre>
        <Copy text={l.text} what="the text" />
      </details>
    </>
  );
}

// useVerify sends a signature and begins the session.
function useVerify(login: Login) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<unknown>();
  const verify = async (sign: () => Promise<string>) => {
    setBusy(true);
    setWrong(undefined);
    try {
      const signature = await sign();
      begin(await answer(api.POST("/v1/auth/verify", { body: { nonce: login.nonce, signature } })));
    } catch (e) {
      setWrong(e);
      setBusy(false);
    }
  };
  return { busy, wrong, verify };
}

function ByWallet({ of: c, login, again }: { of: Connected; login: Login; again: () => void }) {
  const { busy, wrong, verify } = useVerify(login);
  return (
    <Network wallet={c.wallet} is={login.chain_id} only={false} why="An account with a key can sign in all the same; a contract wallet must be there.">
      <button disabled={busy} onClick={() => void verify(() => signText(c, login.text))}>
        {busy ? "Answer in the wallet…" : "Sign in"}
      </button>
      <Declined why={wrong} retry={again} />
    </Network>
  );
}

function ByHand({ initial }: { initial: string }) {
  const [text, setText] = useState(initial);
  const [address, setAddress] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = (e: Event) => {
    e.preventDefault();
    const why = complaint(text);
    setWrong(why);
    setAddress(why ? "" : text);
  };
  return (
    <>
      <form onSubmit={submit} noValidate>
        <label for="hand-address">Address that signs</label>
        <div class="row">
          <input
            id="hand-address" type="text" autocomplete="off" autocapitalize="off" spellcheck={false} maxLength={200} placeholder="0x…" value={text}
            aria-invalid={wrong ? "true" : undefined} aria-describedby={wrong ? "hand-wrong" : undefined} onInput={(e) => setText(e.currentTarget.value)}
          />
          <button type="submit">Get the text</button>
        </div>
        {wrong && (
          <p id="hand-wrong" class="wrong" role="alert">
            {wrong}
          </p>
        )}
      </form>
      {address && (
        <WithText account={address} key={address}>
          {(login, again) => <Paste login={login} again={again} />}
        </WithText>
      )}
    </>
  );
}

function Paste({ login, again }: { login: Login; again: () => void }) {
  const [signature, setSignature] = useState("");
  const { busy, wrong, verify } = useVerify(login);
  const submit = (e: Event) => {
    e.preventDefault();
    void verify(async () => normal(signature.trim()));
  };
  return (
    <form onSubmit={submit} noValidate>
      <label for="hand-signature">Signature</label>
      <textarea
        id="hand-signature" rows={3} autocomplete="off" spellcheck={false} placeholder="0x…" value={signature}
        aria-invalid={wrong instanceof Refusal ? "true" : undefined} onInput={(e) => setSignature(e.currentTarget.value)}
      />
      <button type="submit" disabled={busy}>
        Sign in with this signature
      </button>
      <Declined why={wrong} retry={again} />
    </form>
  );
}
