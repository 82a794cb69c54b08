import { useState } from "preact/hooks";
import { answer, api } from "../../api/client";
import { useLoad } from "../../api/load";
import { Await } from "../../ui/Status";
import { Text } from "../../ui/Text";

// Explain leads from the loss to each coin. The server computes it when it is opened.
export function Explain({ claim }: { claim: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>From the loss to each coin, in words</summary>
      {open && <Sentences claim={claim} />}
    </details>
  );
}

function Sentences({ claim: id }: { claim: string }) {
  const got = useLoad(id, (signal) => answer(api.GET("/v1/claims/{id}/explain", { params: { path: { id } }, signal })));
  return (
    <Await of={got} what="the explanation">
      {(e) => (
        <ol class="sentences">
          {e.sentences.map((s, i) => (
            <li key={i}>
              <Text>{s}</Text>
            </li>
          ))}
        </ol>
      )}
    </Await>
  );
}
