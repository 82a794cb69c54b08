// The lines of a settlement, searched by receiver. The search is in the address of
// the page, so that a link to one's own line can be sent.
import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";
import { answer, api } from "../../api/client";
import { usePages } from "../../api/pages";
import { complaint } from "../../ui/address";
import { Address } from "../../ui/Address";
import { Badge } from "../../ui/Badge";
import { Money } from "../../ui/Money";
import { lineStates, parts } from "../../ui/states";
import { Empty, More } from "../../ui/Status";
import { Text } from "../../ui/Text";

export function Lines({ settlement, receiver }: { settlement: string; receiver: string }) {
  const bad = receiver ? complaint(receiver) : null;
  return (
    <section aria-labelledby="lines">
      <h2 id="lines">Lines</h2>
      <Search key={receiver} settlement={settlement} receiver={receiver} />
      {bad ? (
        <p class="wrong">
          <Text>{receiver}</Text>: {bad}
        </p>
      ) : (
        <Table settlement={settlement} receiver={receiver} />
      )}
    </section>
  );
}

function Search({ settlement, receiver }: { settlement: string; receiver: string }) {
  const { route } = useLocation();
  const [text, setText] = useState(receiver);
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = (e: Event) => {
    e.preventDefault();
    const why = text === "" ? null : complaint(text);
    setWrong(why);
    if (!why) route(`/settlements/${settlement}${text ? `?receiver=${text}` : ""}`);
  };
  return (
    <form class="ask" onSubmit={submit} noValidate role="search">
      <label for="receiver">Only lines that pay this address</label>
      <div class="row">
        <input
          id="receiver" type="text" autocomplete="off" autocapitalize="off" spellcheck={false} maxLength={200} placeholder="0x…, empty for all"
          value={text} aria-invalid={wrong ? "true" : undefined} aria-describedby={wrong ? "receiver-wrong" : undefined}
          onInput={(e) => setText(e.currentTarget.value)}
        />
        <button type="submit">Search</button>
      </div>
      {wrong && (
        <p id="receiver-wrong" class="wrong" role="alert">
          {wrong}
        </p>
      )}
    </form>
  );
}

function Table({ settlement, receiver }: { settlement: string; receiver: string }) {
  const lines = usePages(`${settlement} ${receiver}`, (cursor, signal) =>
    answer(
      api.GET("/v1/settlements/{id}/allocations", {
        params: { path: { id: settlement }, query: { ...(receiver && { receiver }), ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );
  return (
    <>
      {lines.items.length > 0 && (
        <div class="scroll" tabIndex={0} role="region" aria-label="Table of lines">
          <table>
            <thead>
              <tr>
                <th scope="col" class="number">Leaf</th>
                <th scope="col">Receiver</th>
                <th scope="col">For</th>
                <th scope="col" class="number">Owed</th>
                <th scope="col" class="number">This settlement pays</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {lines.items.map((l) => (
                <tr key={l.id}>
                  <td class="number">{l.leaf_index ?? "–"}</td>
                  <th scope="row">
                    <Address of={l.receiver} />
                  </th>
                  <td>{parts[l.part]}</td>
                  <td class="number">
                    <Money of={l.entitled} />
                  </td>
                  <td class="number">
                    <Money of={l.amount} />
                  </td>
                  <td>{l.held ? <Badge of={{ words: "Held", tone: "wait" }} /> : <Badge of={lineStates[l.state]} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {lines.items.length === 0 && !lines.loading && !lines.failure && (
        <Empty>{receiver ? "No line of this settlement pays that address. Look it up over all incidents instead." : "This settlement has no lines."}</Empty>
      )}
      <More of={lines} what="lines" />
    </>
  );
}
