// One settlement: its sums, its lines, and whether they follow from what a quorum
// of the committee signed, checked here.
import { useLocation, useRoute } from "preact-iso";
import { answer, api, type Schemas } from "../api/client";
import { useLoad } from "../api/load";
import { Badge } from "../ui/Badge";
import { Hash } from "../ui/Address";
import { Money } from "../ui/Money";
import { Fact, Page } from "../ui/Page";
import { settlementStates } from "../ui/states";
import { Await } from "../ui/Status";
import { Text } from "../ui/Text";
import { When } from "../ui/When";
import { Verify } from "../verify/Verify";
import { Lines } from "./settlement/Lines";

type Settlement = Schemas["Settlement"];

const titleOf = (s: Settlement) => `Settlement no. ${s.sequence} ${s.kind === "cover" ? "from the pool" : "from what came back"}`;

export default function Settlement() {
  const { params } = useRoute();
  const { query } = useLocation();
  const id = params.id ?? "";
  const settlement = useLoad(id, (signal) => answer(api.GET("/v1/settlements/{id}", { params: { path: { id } }, signal })));
  return (
    <Page title={settlement.state === "loaded" ? titleOf(settlement.data) : "Settlement"}>
      <Await of={settlement} what="the settlement">
        {(s) => (
          <>
            <p>
              <Badge of={settlementStates[s.state]} /> · <a href={`/incidents/${s.incident_id}`}>the incident</a>
            </p>
            {s.cancel_reason && (
              <p class="wrong">
                <Text>{s.cancel_reason}</Text>
              </p>
            )}
            <Sums of={s} />
            <Verify settlement={s} />
            <Lines settlement={s.id} receiver={query.receiver ?? ""} />
            <Signed of={s} />
          </>
        )}
      </Await>
    </Page>
  );
}

function Sums({ of: s }: { of: Settlement }) {
  return (
    <section aria-labelledby="sums">
      <h2 id="sums">Where the money goes</h2>
      <dl class="facts sums">
        <Fact name="To divide">
          <span class="big">
            <Money of={s.available} />
          </span>
        </Fact>
        <Fact name="To receivers">
          <span class="big">
            <Money of={s.paid} />
          </span>
        </Fact>
        <Fact name="Held for open claims">
          <Money of={s.held} />
        </Fact>
        <Fact name="Left by rounding down">
          <Money of={s.dust} />
        </Fact>
        {s.unattributed.amount !== "0" && (
          <Fact name="Of losses that belong to no account">
            <Money of={s.unattributed} />
          </Fact>
        )}
        {s.objections_until && (
          <Fact name="Objections until">
            <When at={s.objections_until} />
          </Fact>
        )}
        <Fact name="Payable since">
          <When at={s.active_at} />
        </Fact>
        <Fact name="Collect until">
          <When at={s.deadline} />
        </Fact>
      </dl>
    </section>
  );
}

function Signed({ of: s }: { of: Settlement }) {
  return (
    <section aria-labelledby="signed">
      <h2 id="signed">What was approved and signed</h2>
      <dl class="facts wide">
        <Fact name="Approved by">
          {s.approvals.length === 0
            ? "nobody yet"
            : s.approvals.map((a) => (
                <div key={a.by}>
                  a {a.role}, <When at={a.at} />
                </div>
              ))}
        </Fact>
        <Fact name="Id on chain">
          <Hash of={s.chain_ref} />
        </Fact>
        <Fact name="Payout root">
          <Hash of={s.payout_root} />
        </Fact>
        <Fact name="Hash of the input">
          <Hash of={s.input_hash} />
        </Fact>
        <Fact name="Order that the committee signs">
          <Hash of={s.order_digest} />
        </Fact>
      </dl>
    </section>
  );
}
