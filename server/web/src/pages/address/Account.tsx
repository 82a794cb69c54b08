// The loss account of one address in one incident.
import { answer, api, Failure, type Schemas } from "../../api/client";
import { useLoad } from "../../api/load";
import { Badge } from "../../ui/Badge";
import { Money, Value } from "../../ui/Money";
import { Fact } from "../../ui/Page";
import { lineStates } from "../../ui/states";
import { Await, Empty } from "../../ui/Status";
import { Text } from "../../ui/Text";
import { When } from "../../ui/When";

type LossAccount = Schemas["LossAccount"];

const exclusions = "This account is excluded from covers and from what comes back";

export function Account({ incident, address }: { incident: Schemas["Incident"]; address: string }) {
  const id = incident.merged_into ?? incident.id;
  const account = useLoad(`${id} ${address}`, (signal) =>
    answer(api.GET("/v1/incidents/{id}/accounts/{address}", { params: { path: { id, address } }, signal })).catch((e) => {
      if (e instanceof Failure && e.problem?.status === 409) return null; // nothing is final yet
      throw e;
    }),
  );
  return (
    <Await of={account} what="the loss account">
      {(a) => (a ? <Ledger of={a} incident={incident} /> : <Empty>The losses of this incident are not final yet. Come back to this link later.</Empty>)}
    </Await>
  );
}

function Ledger({ of: a, incident }: { of: LossAccount; incident: Schemas["Incident"] }) {
  const token = a.numeraire;
  return (
    <>
      {a.excluded && (
        <p class="wrong">
          {exclusions} ({a.excluded.replaceAll("_", " ")}).
        </p>
      )}
      <dl class="facts sums">
        <Fact name="Verified loss">
          <span class="big">
            <Value of={a.loss} token={token} />
          </span>
        </Fact>
        <Fact name="Received so far">
          <span class="big">
            <Value of={a.totals.received} token={token} />
          </span>
        </Fact>
        <Fact name="Still open">
          <span class="big">
            <Value of={a.totals.residual} token={token} />
          </span>
        </Fact>
      </dl>
      <p>{claimWords(a, incident)}</p>
      <Covers of={a} />
      <Lines of={a} />
      <details>
        <summary>How this follows, in words</summary>
        <ol>
          {a.sentences.map((s) => (
            <li key={s}>
              <Text>{s}</Text>
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

// claimWords says whether something is to be done.
function claimWords(a: LossAccount, incident: Schemas["Incident"]) {
  if (a.decisions.length > 0) {
    return a.decisions.length === 1 ? "A claim for this loss is on record." : `${a.decisions.length} claims for this loss are on record.`;
  }
  if (incident.state !== "claims_open") return "No claim is on record for this loss, and none can be filed at present.";
  if (a.covers.length === 0) return "No cover insures this loss. You get a part of what comes back without filing anything.";
  return (
    <strong>
      A cover insures this loss. File a claim until <When at={incident.claims_close_at} />.
    </strong>
  );
}

function Covers({ of: a }: { of: LossAccount }) {
  if (a.covers.length === 0) return null;
  return (
    <>
      <h3>Covers</h3>
      <ul class="cards">
        {a.covers.map((c) => (
          <li key={c.cover_id} class="card">
            <p>
              At most <strong><Money of={c.share} /></strong> for this account
            </p>
            <p class="quiet">
              Deductible <Money of={c.deductible} /> · {c.coinsurance_bps / 100} % of the rest · limit left <Money of={c.limit_left} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Lines({ of: a }: { of: LossAccount }) {
  if (a.lines.length === 0) return <Empty>No settlement has a line for this account yet.</Empty>;
  return (
    <>
      <h3>Settlement lines</h3>
      <div class="scroll" tabIndex={0} role="region" aria-label="Table of settlement lines">
        <table>
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col" class="number">Amount</th>
              <th scope="col">State</th>
              <th scope="col">Collected</th>
            </tr>
          </thead>
          <tbody>
            {a.lines.map((l) => (
              <tr key={l.allocation_id}>
                <th scope="row">
                  <a href={`/settlements/${l.settlement_id}`}>{l.kind === "cover" ? "Pool" : "What came back"}</a>
                </th>
                <td class="number">
                  <Money of={l.amount} />
                </td>
                <td>{l.why ? <Badge of={{ words: l.why.replaceAll("_", " "), tone: "wait" }} /> : <Badge of={lineStates[l.state]} />}</td>
                <td>
                  <When at={l.collected_at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
