// One claim, for its claimant: where it stands, who acts next, what was decided and
// why, and what may be done.
import { useRoute } from "preact-iso";
import { useRef, useState } from "preact/hooks";
import type { Session } from "../account/session";
import { SignedIn } from "../account/SignedIn";
import { answer, api, type Schemas } from "../api/client";
import { useLoad } from "../api/load";
import { Address } from "../ui/Address";
import { Badge } from "../ui/Badge";
import { Money } from "../ui/Money";
import { Fact, Page } from "../ui/Page";
import { claimStates } from "../ui/states";
import { Await } from "../ui/Status";
import { Text } from "../ui/Text";
import { Turn } from "../ui/Turn";
import { When } from "../ui/When";
import { Acts } from "./claim/Acts";
import { Decisions } from "./claim/Decisions";
import { Evidence } from "./claim/Evidence";
import { Explain } from "./claim/Explain";
import { Paid } from "./claim/Paid";
import { Steps } from "./claim/Steps";

type Detail = Schemas["ClaimDetail"];

export default function Claim() {
  const { params } = useRoute();
  const id = params.id ?? "";
  return (
    <Page title="Your claim">
      <p>
        <a href="/account">All your claims</a>
      </p>
      <SignedIn>{(s) => <Loaded session={s} id={id} key={id} />}</SignedIn>
    </Page>
  );
}

// Loaded keeps what is on the page while the claim is read again after an act.
function Loaded({ session, id }: { session: Session; id: string }) {
  const [round, setRound] = useState(0);
  const seen = useRef<Detail>();
  const got = useLoad(`${id} ${round} ${session.expires_at}`, (signal) => answer(api.GET("/v1/claims/{id}", { params: { path: { id } }, signal })));
  if (got.state === "loaded") seen.current = got.data;
  const shown = seen.current;
  const done = () => setRound((n) => n + 1);
  if (shown && got.state !== "failed") return <Whole of={shown} done={done} />;
  return (
    <Await of={got} what="the claim">
      {(c) => <Whole of={c} done={done} />}
    </Await>
  );
}

function Whole({ of: c, done }: { of: Detail; done: () => void }) {
  return (
    <>
      <Standing of={c} />
      <Facts of={c} />
      <Decisions of={c.reviews} />
      <Evidence of={c.evidence} claim={c.id} open={c.may.includes("evidence")} done={done} />
      <Acts of={c} done={done} />
      <Paid of={c.allocations} />
      <Explain claim={c.id} />
      <Steps of={c.history} />
    </>
  );
}

// asked is the newest request for evidence while it waits.
const asked = (c: Detail) => (c.state === "evidence_requested" ? c.reviews.filter((r) => r.decision === "request_evidence").at(-1) : undefined);

function Standing({ of: c }: { of: Detail }) {
  const request = asked(c);
  return (
    <section class="card" aria-labelledby="standing" aria-live="polite">
      <h2 id="standing">Where it stands</h2>
      <p>
        <Badge of={claimStates[c.state]} />
      </p>
      {c.next && (
        <p>
          <Turn of={c.next} />
        </p>
      )}
      {c.reason && (
        <p>
          <Text>{c.reason}</Text>
        </p>
      )}
      {c.receiver_review && <p>The receiver is not the affected account itself, or it is a contract: a reviewer must accept it before anything is paid.</p>}
      {request && (
        <div class="notice">
          <p>
            <strong>Asked for:</strong> <Text>{request.text}</Text> (<Text>{request.clause}</Text>)
          </p>
          <p>
            Send files under <a href="#evidence">Evidence</a> until <When at={c.evidence_due_at} />: the first one gives the claim back to its reviewer. Without an answer the claim ends.
          </p>
        </div>
      )}
    </section>
  );
}

function Facts({ of: c }: { of: Detail }) {
  return (
    <section aria-labelledby="filed">
      <h2 id="filed">What was filed</h2>
      <dl class="facts sums">
        <Fact name="Asked for">
          <span class="big">
            <Money of={c.requested} />
          </span>
        </Fact>
        <Fact name="The most this cover owes for it">
          <Money of={c.eligible} />
        </Fact>
        {c.approved && (
          <Fact name="Approved">
            <span class="big">
              <Money of={c.approved} />
            </span>
          </Fact>
        )}
        <Fact name="Filed">
          <When at={c.submitted_at} />
        </Fact>
        <Fact name="For a loss in">
          <a href={`/incidents/${c.incident_id}`}>this incident</a>
        </Fact>
        <Fact name="Cover">
          <code class="address">{c.cover_id}</code>
        </Fact>
      </dl>
      <dl class="facts wide">
        <Fact name="Account with the loss">
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
        {c.appeal_text && (
          <Fact name="Your appeal">
            <span class="lines">
              <Text>{c.appeal_text}</Text>
            </span>
          </Fact>
        )}
      </dl>
    </section>
  );
}
