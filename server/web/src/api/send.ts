// Acts that change something. One body has one key, so that a repeated request after an
// unknown outcome does it once.
import { useRef, useState } from "preact/hooks";
import { Failure } from "./client";

export const newKey = () => crypto.randomUUID();

export const failureOf = (e: unknown) => (e instanceof Failure ? e : new Failure(null));

// useSend runs send; after it done, which gets its answer.
export function useSend<B, T>(send: (body: B, key: string) => Promise<T>, done: (answer: T) => void) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const used = useRef({ body: "", key: "" });
  const run = async (body: B) => {
    const text = JSON.stringify(body);
    if (used.current.body !== text) used.current = { body: text, key: newKey() };
    setBusy(true);
    setFailure(null);
    try {
      const got = await send(body, used.current.key);
      used.current = { body: "", key: "" };
      done(got);
    } catch (e) {
      setFailure(failureOf(e));
    }
    setBusy(false);
  };
  return { busy, failure, run };
}
