// A claim is filed in three steps: which loss, what is asked for, and the signature of
// the account that lost. What was typed stays in this browser until it is sent.
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import type { Session } from "../account/session";
import { SignedIn } from "../account/SignedIn";
import { answer, api, type Schemas } from "../api/client";
import { usePages } from "../api/pages";
import { Page } from "../ui/Page";
import { Empty, More } from "../ui/Status";
import { Text } from "../ui/Text";
import { When } from "../ui/When";
import { Filing } from "./file/Filing";

type Incident = Schemas["Incident"];

export default function File() {
  const { query } = useLocation();
  return (
    <Page title="File a claim">
      <p>
        <a href="/account">Your account</a>
      </p>
      <SignedIn>{(s) => <Steps of={s} asked={query.incident} />}</SignedIn>
    </Page>
  );
}

function Steps({ of: s, asked }: { of: Session; asked: string | undefined }) {
  const [chosen, choose] = useState(asked);
  const open = usePages(`open ${s.expires_at}`, (cursor, signal) =>
    answer(api.GET("/v1/incidents", { params: { query: cursor ? { state: "claims_open", cursor } : { state: "claims_open" } }, signal })),
  );
  const incident = open.items.find((i) => i.id === chosen) ?? (open.items.length === 1 && !open.more ? open.items[0] : undefined);
  return (
    <>
      <section class="card" aria-labelledby="which-incident">
        <h2 id="which-incident">1. What happened</h2>
        {open.items.length > 0 && <Incidents of={open.items} chosen={incident?.id} choose={choose} />}
        {open.items.length === 0 && !open.loading && !open.failure && <Empty>No incident takes claims now.</Empty>}
        <More of={open} what="incidents that take claims" />
      </section>
      {incident && <Filing key={incident.id} of={s} incident={incident} />}
    </>
  );
}

function Incidents({ of, chosen, choose }: { of: Incident[]; chosen: string | undefined; choose: (id: string) => void }) {
  return (
    <fieldset class="choices">
      <legend class="quiet">Incidents that take claims</legend>
      {of.map((i) => (
        <label class="choice" key={i.id}>
          <input type="radio" name="incident" checked={i.id === chosen} onChange={() => choose(i.id)} />
          <span>
            <Text>{i.title}</Text>
            <br />
            <span class="quiet">
              Claims are filed until <When at={i.claims_close_at} />.
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
