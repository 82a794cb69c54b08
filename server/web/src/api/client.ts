// The only place that talks to the server: calls are typed by the OpenAPI
// document, and whatever goes wrong becomes a Failure that a page can show.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema_gen";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

export const api = createClient<paths>({ baseUrl: "" });

// Failure is why something cannot be shown: a problem document of the server, or
// no answer at all.
export class Failure extends Error {
  constructor(
    readonly problem: Problem | null,
    readonly retryAfter: string | null = null,
  ) {
    super(problem?.title ?? "The server does not answer");
  }
}

// signedOut is told when the server says that nobody is signed in, or no longer.
export const signedOut = new Set<() => void>();

const isProblem = (x: unknown): x is Problem => typeof x === "object" && x !== null && "title" in x && "status" in x;

// told is the problem document of an answer, if it is one.
export function told(error: unknown): Problem | null {
  const problem = isProblem(error) ? error : null;
  if (problem?.type === "urn:makewhole:problem:unauthorized") signedOut.forEach((tell) => tell());
  return problem;
}

// answer unpacks what openapi-fetch gives: the data, or a Failure is thrown.
export async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let got;
  try {
    got = await call;
  } catch (e) {
    if (e instanceof DOMException && e.name === "AbortError") throw e;
    throw new Failure(null);
  }
  if (got.data !== undefined) return got.data;
  throw new Failure(told(got.error), got.response.headers.get("Retry-After"));
}
