// Loading in a component: what is shown while it runs, when it fails, and again.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Failure } from "./client";

export type Loaded<T> =
  | { state: "loading" }
  | { state: "failed"; failure: Failure; retry: () => void }
  | { state: "loaded"; data: T };

// useLoad runs fetch whenever key changes, and drops answers that come too late.
export function useLoad<T>(key: string, fetch: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [round, setRound] = useState(0);
  const [got, setGot] = useState<{ key: string; value: Loaded<T> }>({ key: "", value: { state: "loading" } });
  const run = useRef(fetch);
  run.current = fetch;
  const retry = useCallback(() => setRound((n) => n + 1), []);
  const at = `${round} ${key}`;
  useEffect(() => {
    const abort = new AbortController();
    const settle = (value: Loaded<T>) => abort.signal.aborted || setGot({ key: at, value });
    run.current(abort.signal).then(
      (data) => settle({ state: "loaded", data }),
      (e) => settle({ state: "failed", failure: e instanceof Failure ? e : new Failure(null), retry }),
    );
    return () => abort.abort();
  }, [at, retry]);
  return got.key === at ? got.value : { state: "loading" };
}
