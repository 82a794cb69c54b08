import { answer, api } from "../../api/client";
import { usePages } from "../../api/pages";
import { Badge } from "../../ui/Badge";
import { Money } from "../../ui/Money";
import { settlementStates } from "../../ui/states";
import { Empty, More } from "../../ui/Status";
import { When } from "../../ui/When";

export function Settlements({ incident }: { incident: string }) {
  const settlements = usePages(incident, (cursor, signal) =>
    answer(api.GET("/v1/settlements", { params: { query: cursor ? { incident, cursor } : { incident } }, signal })),
  );
  return (
    <section aria-labelledby="settlements">
      <h2 id="settlements">What was paid out</h2>
      {settlements.items.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table of settlements">
          <table>
            <thead>
              <tr>
                <th scope="col">Settlement</th>
                <th scope="col">State</th>
                <th scope="col" class="number">
                  To receivers
                </th>
                <th scope="col" class="number">
                  Held for open claims
                </th>
                <th scope="col">Payable since</th>
              </tr>
            </thead>
            <tbody>
              {settlements.items.map((s) => (
                <tr key={s.id}>
                  <th scope="row">
                    <a href={`/settlements/${s.id}`}>
                      {s.kind === "cover" ? "From the pool" : "From what came back"}, no. {s.sequence}
                    </a>
                  </th>
                  <td>
                    <Badge of={settlementStates[s.state]} />
                  </td>
                  <td class="number">
                    <Money of={s.paid} />
                  </td>
                  <td class="number">
                    <Money of={s.held} />
                  </td>
                  <td>
                    <When at={s.active_at} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {settlements.items.length === 0 && !settlements.loading && !settlements.failure && (
        <Empty>No settlement has been published yet. The first one follows after claims are closed.</Empty>
      )}
      <More of={settlements} what="settlements" />
    </section>
  );
}
