// What an address got, and what it can collect, over all settlements.
import { answer, api } from "../../api/client";
import { usePages } from "../../api/pages";
import { Badge } from "../../ui/Badge";
import { Money } from "../../ui/Money";
import { lineStates, parts } from "../../ui/states";
import { Empty, More } from "../../ui/Status";
import { When } from "../../ui/When";

export function Coins({ address }: { address: string }) {
  const payouts = usePages(address, (cursor, signal) =>
    answer(api.GET("/v1/payouts", { params: { query: cursor ? { receiver: address, cursor } : { receiver: address } }, signal })),
  );
  const waiting = payouts.items.filter((p) => p.state === "claimable");
  return (
    <section aria-labelledby="coins">
      <h2 id="coins">Coins for this address</h2>
      {waiting.length > 0 && (
        <p>
          <strong>{waiting.length === 1 ? "One payment is" : `${waiting.length} payments are`} ready to collect.</strong> Open the settlement for the
          proof.
        </p>
      )}
      {payouts.items.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table of payments">
          <table>
            <thead>
              <tr>
                <th scope="col">Settlement</th>
                <th scope="col" class="number">Amount</th>
                <th scope="col">State</th>
                <th scope="col">Collected</th>
              </tr>
            </thead>
            <tbody>
              {payouts.items.map((p) => (
                <tr key={p.id}>
                  <th scope="row">
                    <a href={`/settlements/${p.settlement_id}?receiver=${address}`}>{parts[p.part]}</a>
                  </th>
                  <td class="number">
                    <Money of={p.amount} />
                  </td>
                  <td>
                    <Badge of={lineStates[p.state]} />
                  </td>
                  <td>
                    <When at={p.collected_at} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {payouts.items.length === 0 && !payouts.loading && !payouts.failure && <Empty>No payment names this address as its receiver.</Empty>}
      <More of={payouts} what="payments" />
    </section>
  );
}
