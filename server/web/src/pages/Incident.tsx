// One incident as one story: what happened, what it cost, what was paid, what came
// back, and which dates are still to come.
import { useRoute } from "preact-iso";
import { answer, api, type Schemas } from "../api/client";
import { useLoad } from "../api/load";
import { AddressForm } from "../ui/AddressForm";
import { Badge } from "../ui/Badge";
import { Fact, Page } from "../ui/Page";
import { incidentStates } from "../ui/states";
import { Await } from "../ui/Status";
import { When } from "../ui/When";
import { Losses } from "./incident/Losses";
import { Modules } from "./incident/Modules";
import { Recoveries } from "./incident/Recoveries";
import { Settlements } from "./incident/Settlements";
import { Timeline } from "./incident/Timeline";

export default function Incident() {
  const { params } = useRoute();
  const id = params.id ?? "";
  const incident = useLoad(id, (signal) => answer(api.GET("/v1/incidents/{id}", { params: { path: { id } }, signal })));
  const title = incident.state === "loaded" ? incident.data.title : "Incident";
  return (
    <Page title={title}>
      <Await of={incident} what="the incident">
        {(i) => (
          <>
            <p>
              <Badge of={incidentStates[i.state]} />
            </p>
            {i.merged_into && (
              <p>
                A second record of the same loss: it goes on as <a href={`/incidents/${i.merged_into}`}>another incident</a>.
              </p>
            )}
            <Dates of={i} />
            <section class="card" aria-labelledby="ask">
              <h2 id="ask">Is my address affected?</h2>
              <AddressForm />
            </section>
            <Losses incident={i.id} />
            <Settlements incident={i.id} />
            <Recoveries incident={i.id} />
            <Modules of={i.modules ?? []} />
            <Timeline incident={i.id} />
          </>
        )}
      </Await>
    </Page>
  );
}

function Dates({ of: i }: { of: Schemas["Incident"] }) {
  return (
    <section aria-labelledby="dates">
      <h2 id="dates">Dates</h2>
      {i.state === "claims_open" && (
        <p>
          <a href={`/claims/new?incident=${i.id}`}>File a claim</a> with the wallet that holds your cover.
        </p>
      )}
      <dl class="facts">
        <Fact name="The loss began">
          <When at={i.occurred_from} />
        </Fact>
        <Fact name="It ended">
          <When at={i.occurred_to} />
        </Fact>
        <Fact name="Confirmed">
          <When at={i.confirmed_at} />
        </Fact>
        <Fact name="Claims are filed from">
          <When at={i.claims_open_at} />
        </Fact>
        <Fact name="Claims are filed until">
          <When at={i.claims_close_at} />
        </Fact>
        <Fact name="Appeals and late claims until">
          <When at={i.bar_at} />
        </Fact>
      </dl>
    </section>
  );
}
