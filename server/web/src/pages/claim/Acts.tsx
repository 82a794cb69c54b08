// What a claimant may do with a claim, as far as the server says so.
import { useState } from "preact/hooks";
import { useDraft } from "../../account/draft";
import { answer, api, type Schemas } from "../../api/client";
import { useSend } from "../../api/send";
import { Failed } from "../../ui/Status";
import { When } from "../../ui/When";

type Detail = Schemas["ClaimDetail"];

export function Acts({ of: c, done }: { of: Detail; done: () => void }) {
  return (
    <>
      {c.may.includes("appeal") && <Appeal of={c} done={done} />}
      {c.may.includes("withdraw") && <Withdraw of={c} done={done} />}
    </>
  );
}

// wrong is what the server says of one field.
const wrong = (f: ReturnType<typeof useSend>["failure"], pointer: string) => f?.problem?.errors?.find((e) => e.pointer === pointer)?.detail;

function Appeal({ of: c, done }: { of: Detail; done: () => void }) {
  const { draft, change, drop } = useDraft(c.claimant, `appeal ${c.id}`, { text: "" });
  const { busy, failure, run } = useSend(
    (body: { version: number; text: string }, key) => answer(api.POST("/v1/claims/{id}/appeal", { params: { path: { id: c.id }, header: { "Idempotency-Key": key } }, body })),
    () => {
      drop();
      done();
    },
  );
  const submit = (e: Event) => {
    e.preventDefault();
    void run({ version: c.version, text: draft.text });
  };
  return (
    <section class="card" aria-labelledby="appeal">
      <h2 id="appeal">Appeal</h2>
      <p>
        If the decision is wrong, say why, until <When at={c.appeal_until} />. Somebody else then decides; what was approved already stays
        reserved for you meanwhile.
      </p>
      <form onSubmit={submit}>
        <label for="appeal-text">What is wrong with the decision</label>
        <textarea
          id="appeal-text" rows={5} maxLength={10000} required value={draft.text} aria-invalid={wrong(failure, "/text") ? "true" : undefined}
          onInput={(e) => change({ text: e.currentTarget.value })}
        />
        <button type="submit" disabled={busy || draft.text.trim() === ""}>
          Send the appeal
        </button>
      </form>
      {failure && <Failed failure={failure} />}
    </section>
  );
}

function Withdraw({ of: c, done }: { of: Detail; done: () => void }) {
  const [sure, setSure] = useState(false);
  const { busy, failure, run } = useSend(
    (body: { version: number }, key) => answer(api.POST("/v1/claims/{id}/withdraw", { params: { path: { id: c.id }, header: { "Idempotency-Key": key } }, body })),
    done,
  );
  const what = c.state === "appealed" && c.approved && c.approved.amount !== "0" ? "the appeal" : "the claim";
  return (
    <section aria-labelledby="withdraw">
      <h2 id="withdraw">Withdraw</h2>
      {!sure && (
        <button class="plain" onClick={() => setSure(true)}>
          Withdraw {what}…
        </button>
      )}
      {sure && (
        <div class="notice" role="group" aria-label="Withdraw for certain?">
          <p>
            {what === "the appeal"
              ? "The appeal ends, and what was approved stands."
              : "The claim ends. While claims are still filed, another one can be filed for this account."}
          </p>
          <div class="row">
            <button disabled={busy} onClick={() => void run({ version: c.version })}>
              Withdraw {what}
            </button>
            <button class="plain" onClick={() => setSure(false)}>
              Keep it
            </button>
          </div>
        </div>
      )}
      {failure && <Failed failure={failure} />}
    </section>
  );
}
