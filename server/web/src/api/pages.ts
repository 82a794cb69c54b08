// Paged lists: one page after another, as a person asks for more.
import { useEffect, useState } from "preact/hooks";
import { Failure } from "./client";

interface Page<T> {
  items: T[];
  next_cursor?: string;
}

export interface Pages<T> {
  items: T[];
  loading: boolean;
  failure: Failure | null;
  more: (() => void) | null; // null on the last page
}

// usePages starts anew whenever key changes. fetch gets the cursor of the next page.
export function usePages<T>(key: string, fetch: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>): Pages<T> {
  const [at, setAt] = useState<{ key: string; cursor: string | undefined; try: number }>({ key, cursor: undefined, try: 0 });
  const [got, setGot] = useState<{ key: string; items: T[]; next: string | undefined; failure: Failure | null; done: string }>();
  const here = at.key === key ? at : { key, cursor: undefined, try: 0 };
  const want = `${here.cursor ?? ""} ${here.try}`;
  useEffect(() => {
    const abort = new AbortController();
    const before = (g: typeof got) => (g?.key === key && here.cursor ? g.items : []);
    fetch(here.cursor, abort.signal).then(
      (page) => abort.signal.aborted || setGot((g) => ({ key, items: [...before(g), ...page.items], next: page.next_cursor, failure: null, done: want })),
      (e) => abort.signal.aborted || setGot((g) => ({ key, items: before(g), next: here.cursor, failure: e instanceof Failure ? e : new Failure(null), done: want })),
    );
    return () => abort.abort();
  }, [key, want]);
  const mine = got?.key === key ? got : undefined;
  const loading = mine?.done !== want;
  const more = () => setAt({ key, cursor: mine?.next, try: here.try + 1 });
  return { items: mine?.items ?? [], loading, failure: mine?.failure ?? null, more: mine && !loading && (mine.next || mine.failure) ? more : null };
}
