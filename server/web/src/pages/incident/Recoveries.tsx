import { answer, api } from "../../api/client";
import { usePages } from "../../api/pages";
import { Badge } from "../../ui/Badge";
import { Money } from "../../ui/Money";
import { recoveryStates } from "../../ui/states";
import { Empty, More } from "../../ui/Status";
import { Text } from "../../ui/Text";
import { When } from "../../ui/When";

export function Recoveries({ incident }: { incident: string }) {
  const recoveries = usePages(incident, (cursor, signal) =>
    answer(api.GET("/v1/incidents/{id}/recoveries", { params: { path: { id: incident }, query: cursor ? { cursor } : {} }, signal })),
  );
  return (
    <section aria-labelledby="recoveries">
      <h2 id="recoveries">What came back</h2>
      <ul class="cards">
        {recoveries.items.map((r) => (
          <li key={r.id} class="card">
            <p class="big">
              <Money of={r.amount} />
            </p>
            <p>
              <Badge of={recoveryStates[r.state]} /> from {r.source}
            </p>
            <p class="quiet">
              <When at={r.created_at} />
              {r.note && (
                <>
                  {" · "}
                  <Text>{r.note}</Text>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
      {recoveries.items.length === 0 && !recoveries.loading && !recoveries.failure && <Empty>Nothing has come back so far.</Empty>}
      <More of={recoveries} what="what came back" />
    </section>
  );
}
