// Account is the place of a signed-in wallet: its claims, its covers, its session.
import { useState } from "preact/hooks";
import { type Session, signOut } from "../account/session";
import { SignedIn } from "../account/SignedIn";
import { Failure } from "../api/client";
import { Address } from "../ui/Address";
import { Fact, Page } from "../ui/Page";
import { Failed } from "../ui/Status";
import { When } from "../ui/When";
import { Claims } from "./account/Claims";
import { Covers } from "./account/Covers";

export default function Account() {
  return (
    <Page title="Your account">
      <SignedIn>
        {(s) => (
          <>
            <p>
              <a href="/claims/new">File a claim</a>
            </p>
            <Claims of={s} />
            <Covers of={s} as="holder" />
            <Covers of={s} as="insured" />
            <Standing of={s} />
          </>
        )}
      </SignedIn>
    </Page>
  );
}

function Standing({ of: s }: { of: Session }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const leave = () => {
    setBusy(true);
    signOut().catch((e) => {
      setFailure(e instanceof Failure ? e : new Failure(null));
      setBusy(false);
    });
  };
  return (
    <section class="card" aria-labelledby="signed-in">
      <h2 id="signed-in">Signed in</h2>
      <dl class="facts wide">
        <Fact name="Wallet">
          <Address of={s.address} />
        </Fact>
        <Fact name="Until">
          <When at={s.expires_at} />
          {s.contract && " (a contract wallet, whose owners can change: one hour)"}
        </Fact>
      </dl>
      <p class="quiet">
        Signed in is this browser, by a cookie that no script can read; it ends earlier when nothing is asked for an hour. Signing out also forgets what
        you typed and did not send.
      </p>
      <p>
        <button class="plain" disabled={busy} onClick={leave}>
          Sign out
        </button>
      </p>
      {failure && <Failed failure={failure} retry={leave} />}
    </section>
  );
}
