// One verification: fetch the files of the bundle, give them to the worker.
import type { Rule, Verdict } from "makewhole-verifier";
import { answer, api, Failure, type Schemas } from "../api/client";
import type { Told } from "./messages";

export type Progress =
  | { at: "idle" }
  | { at: "fetching"; done: number; of: number }
  | { at: "checking"; held: Rule[] }
  | { at: "right"; held: Rule[]; verdict: Verdict }
  | { at: "wrong"; held: Rule[]; what: string }
  | { at: "failed"; failure: Failure };

const fetchFile = (id: string, name: string): Promise<ArrayBuffer> =>
  answer(api.GET("/v1/settlements/{id}/bundle/file", { params: { path: { id }, query: { name } }, parseAs: "arrayBuffer" }));

// patient waits as long as the server asks for, since a large bundle has more files
// than one may ask for at once.
async function patient<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask();
    } catch (e) {
      const seconds = Number(e instanceof Failure && e.problem?.status === 429 ? e.retryAfter : NaN);
      if (tries === 5 || !(seconds <= 60)) throw e;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
  }
}

async function fetchBundle(settlement: string, tell: (p: Progress) => void): Promise<Map<string, Uint8Array>> {
  const path = { id: settlement };
  const list = await answer(api.GET("/v1/settlements/{id}/bundle", { params: { path } }));
  const files = new Map<string, Uint8Array>();
  for (const { name } of list.files) {
    tell({ at: "fetching", done: files.size, of: list.files.length });
    files.set(name, new Uint8Array(await patient(() => fetchFile(settlement, name))));
  }
  return files;
}

// mismatch says why a valid bundle is not that of a settlement: it proves nothing
// about this one.
const mismatch = (v: Verdict, s: Schemas["Settlement"]): string | null =>
  v.settlement_id !== s.chain_ref || v.settlement !== s.id ? "it is the bundle of another settlement"
  : v.total !== s.paid.amount ? "it pays another sum than this page shows"
  : null;

// verifyHere ends with right, wrong or failed. Whatever is left unknown is failed,
// never right.
export async function verifyHere(settlement: Schemas["Settlement"], tell: (p: Progress) => void): Promise<void> {
  tell({ at: "fetching", done: 0, of: 0 });
  let files;
  try {
    files = await fetchBundle(settlement.id, tell);
  } catch (e) {
    return tell({ at: "failed", failure: e instanceof Failure ? e : new Failure(null) });
  }
  const held: Rule[] = [];
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  await new Promise<void>((resolve) => {
    const end = (p: Progress) => {
      worker.terminate();
      tell(p);
      resolve();
    };
    worker.onerror = () => end({ at: "failed", failure: new Failure(null) });
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data.kind === "wrong") return end({ at: "wrong", held: [...held], what: data.what });
      if (data.kind === "verdict") {
        const what = mismatch(data.verdict, settlement);
        return end(what ? { at: "wrong", held: [...held], what } : { at: "right", held: [...held], verdict: data.verdict });
      }
      held.push(data.rule);
      tell({ at: "checking", held: [...held] });
    };
    tell({ at: "checking", held: [] });
    worker.postMessage({ files });
  });
}
