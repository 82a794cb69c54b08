import { lazy } from "preact-iso";
import { answer, api, type Schemas } from "../../api/client";
import { useLoad } from "../../api/load";
import { usePages } from "../../api/pages";
import { Address } from "../../ui/Address";
import { Money } from "../../ui/Money";
import { Await, Empty, More } from "../../ui/Status";

const Bands = lazy(() => import("./Bands"));

type Snapshot = Schemas["Snapshot"];
const standing: Snapshot["state"][] = ["final", "sealed"];

// Losses are what the committee measured: final ones, or the newest that is not yet.
export function Losses({ incident }: { incident: string }) {
  const snapshots = useLoad(incident, (signal) => answer(api.GET("/v1/incidents/{id}/snapshots", { params: { path: { id: incident } }, signal })));
  return (
    <section aria-labelledby="losses">
      <h2 id="losses">Who lost how much</h2>
      <Await of={snapshots} what="the losses">
        {(list) => {
          const final = list.items.filter((s) => standing.includes(s.state));
          if (final.length > 0) return final.map((s) => <Measured key={s.id} of={s} />);
          return <Empty>{list.items.length ? "Losses were measured, but the figures are not final yet." : "The committee has not measured the losses yet."}</Empty>;
        }}
      </Await>
    </section>
  );
}

function Measured({ of }: { of: Snapshot }) {
  const leaves = usePages(of.id, (cursor, signal) =>
    answer(api.GET("/v1/snapshots/{id}/leaves", { params: { path: { id: of.id }, query: cursor ? { cursor } : {} }, signal })),
  );
  const money = (amount: string): Schemas["Money"] => ({ ...of.total_loss, amount, display: display(amount, of.total_loss.token.decimals) });
  return (
    <>
      <p class="big">
        <Money of={of.total_loss} /> <span class="quiet">of {of.leaf_count} accounts</span>
      </p>
      <Bands snapshot={of.id} />
      <details>
        <summary>Every account</summary>
        <div class="scroll" tabIndex={0} role="region" aria-label="Table of losses">
          <table>
            <thead>
              <tr>
                <th scope="col">Account</th>
                <th scope="col" class="number">
                  Loss
                </th>
              </tr>
            </thead>
            <tbody>
              {leaves.items.map((l) => (
                <tr key={l.index}>
                  <th scope="row">
                    <Address of={l.account} />
                  </th>
                  <td class="number">
                    <Money of={money(l.loss)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <More of={leaves} what="accounts" />
      </details>
    </>
  );
}

// display puts the decimal point into base units.
function display(amount: string, decimals: number): string {
  const digits = amount.padStart(decimals + 1, "0");
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return digits.slice(0, digits.length - decimals) + (fraction && decimals ? "." + fraction : "");
}
