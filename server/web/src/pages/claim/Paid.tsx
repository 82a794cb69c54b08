import type { Schemas } from "../../api/client";
import { Badge } from "../../ui/Badge";
import { Money } from "../../ui/Money";
import { lineStates } from "../../ui/states";
import { Empty } from "../../ui/Status";
import { When } from "../../ui/When";

// Paid are the lines of the claim in settlements.
export function Paid({ of }: { of: Schemas["Allocation"][] }) {
  return (
    <section aria-labelledby="paid">
      <h2 id="paid">What is paid</h2>
      {of.length === 0 && <Empty>No settlement has a line for this claim yet.</Empty>}
      {of.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table of payments">
          <table>
            <thead>
              <tr>
                <th scope="col">Settlement</th>
                <th scope="col" class="number">
                  Amount
                </th>
                <th scope="col">State</th>
                <th scope="col">Collected</th>
              </tr>
            </thead>
            <tbody>
              {of.map((l) => (
                <tr key={l.id}>
                  <th scope="row">
                    <a href={`/settlements/${l.settlement_id}?receiver=${l.receiver}`}>Line of a settlement</a>
                  </th>
                  <td class="number">
                    <Money of={l.amount} />
                  </td>
                  <td>{l.held ? <Badge of={{ words: "Held", tone: "wait" }} /> : <Badge of={lineStates[l.state]} />}</td>
                  <td>
                    <When at={l.collected_at} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
