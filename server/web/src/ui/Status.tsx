// What is shown instead of content: loading, nothing, or why not and what to do.
import type { ComponentChildren } from "preact";
import type { Failure } from "../api/client";
import type { Loaded } from "../api/load";
import type { Pages } from "../api/pages";
import { Text } from "./Text";

export const Loading = ({ what }: { what: string }) => (
  <p class="loading" role="status">
    Loading {what}…
  </p>
);

export const Empty = ({ children }: { children: ComponentChildren }) => <p class="empty">{children}</p>;

// advice says what a reader can do about a problem.
function advice(f: Failure): string {
  const status = f.problem?.status ?? 0;
  if (status === 0) return "Check your connection, then try again.";
  if (status === 404) return "Check the link: it may be cut off, or belong to another server.";
  if (status === 429) return `Too many requests from your network. Wait ${f.retryAfter ?? "a few"} seconds, then try again.`;
  if (status === 503) return `The server is busy or starting. Wait ${f.retryAfter ?? "a few"} seconds, then try again.`;
  if (status >= 500) return "The fault is on the server. If it stays, tell the operator the number below.";
  if (status === 401) return "Sign in again; what you typed stays.";
  if (f.problem?.type.endsWith(":changed")) return "This page is older than the record: load it again, then repeat what you did.";
  if (status === 409) return "This is not possible yet. It becomes possible with a later step.";
  return "Correct what is named and try again.";
}

export function Failed({ failure, retry }: { failure: Failure; retry?: (() => void) | undefined }) {
  const p = failure.problem;
  return (
    <div class="failed" role="alert">
      <p>
        <strong>{p?.title ?? "The server does not answer"}.</strong> {p?.detail && <Text>{p.detail}</Text>}
      </p>
      {p?.errors?.map((e) => (
        <p key={e.pointer}>
          <code>{e.pointer}</code>: <Text>{e.detail}</Text>
        </p>
      ))}
      <p>{advice(failure)}</p>
      {p && p.status >= 500 && p.instance && <p class="quiet">{p.instance}</p>}
      {retry && p?.status !== 404 && p?.status !== 400 && <button onClick={retry}>Try again</button>}
    </div>
  );
}

// Await shows the content of something loaded, or why it is not there.
export function Await<T>({ of, what, children }: { of: Loaded<T>; what: string; children: (data: T) => ComponentChildren }) {
  if (of.state === "loading") return <Loading what={what} />;
  if (of.state === "failed") return <Failed failure={of.failure} retry={of.retry} />;
  return <>{children(of.data)}</>;
}

// More is the end of a paged list.
export function More<T>({ of, what }: { of: Pages<T>; what: string }) {
  if (of.failure) return <Failed failure={of.failure} retry={of.more ?? undefined} />;
  if (of.loading) return <Loading what={what} />;
  return of.more ? <button onClick={of.more}>Show more</button> : null;
}
