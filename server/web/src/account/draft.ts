// Drafts: what somebody typed and has not sent survives a reload, an ended session and
// a server that is away. They are kept in this browser, under the wallet, until they
// are sent or the person signs out.
import { useState } from "preact/hooks";
import { kept } from "./kept";

const name = (address: string, what: string) => `draft ${address} ${what}`;

export function dropDrafts(address: string) {
  for (const n of kept.names()) if (n.startsWith(name(address, ""))) kept.drop(n);
}

function readDraft<T extends object>(at: string, initial: T): T {
  try {
    const found: unknown = JSON.parse(kept.read(at) ?? "null");
    return typeof found === "object" && found !== null ? { ...initial, ...found } : initial;
  } catch {
    return initial;
  }
}

// useDraft is useState for a form: change takes the fields that changed, drop forgets it.
export function useDraft<T extends object>(address: string, what: string, initial: T) {
  const at = name(address, what);
  const [draft, set] = useState(() => readDraft(at, initial));
  const change = (fields: Partial<T>) =>
    set((before) => {
      const after = { ...before, ...fields };
      kept.write(at, JSON.stringify(after));
      return after;
    });
  const drop = () => {
    kept.drop(at);
    set(initial);
  };
  return { draft, change, drop };
}
