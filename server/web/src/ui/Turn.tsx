import type { Schemas } from "../api/client";
import { turns } from "./states";
import { When } from "./When";

const until = { claimant: "until", reviewer: "it goes to somebody else after", time: "after", settlement: "until", nobody: "since" };

// Turn says whose turn a claim is, and until when.
export function Turn({ of }: { of: Schemas["ClaimNext"] }) {
  return (
    <>
      <strong>{turns[of.who]}</strong>
      {of.by && (
        <>
          {of.who === "time" ? " " : "; "}
          {until[of.who]} <When at={of.by} />
        </>
      )}
      .
    </>
  );
}
