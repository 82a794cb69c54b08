import { answer, api } from "../api/client";
import { usePages } from "../api/pages";
import { AddressForm } from "../ui/AddressForm";
import { Badge } from "../ui/Badge";
import { Page } from "../ui/Page";
import { incidentStates } from "../ui/states";
import { Empty, More } from "../ui/Status";
import { Text } from "../ui/Text";
import { When } from "../ui/When";

export default function Home() {
  const incidents = usePages("incidents", (cursor, signal) =>
    answer(api.GET("/v1/incidents", { params: { query: cursor ? { cursor } : {} }, signal })),
  );
  return (
    <Page title="Incidents">
      <section class="card" aria-labelledby="ask">
        <h2 id="ask">Is my address affected?</h2>
        <AddressForm />
      </section>
      <section aria-label="List of incidents">
        {incidents.items.length > 0 && (
          <ul class="cards">
            {incidents.items.map((i) => (
              <li key={i.id} class="card">
                <h2>
                  <a href={`/incidents/${i.id}`}>
                    <Text>{i.title}</Text>
                  </a>
                </h2>
                <p>
                  <Badge of={incidentStates[i.state]} />
                </p>
                <p class="quiet">
                  Happened <When at={i.occurred_from} />
                  {i.state === "claims_open" && (
                    <>
                      {" "}
                      · claims until <When at={i.claims_close_at} />
                    </>
                  )}
                </p>
              </li>
            ))}
          </ul>
        )}
        {incidents.items.length === 0 && !incidents.loading && !incidents.failure && (
          <Empty>No incident is on record. When one is, it appears here by itself the next time you open this page.</Empty>
        )}
        <More of={incidents} what="incidents" />
      </section>
    </Page>
  );
}
