// Runs the verifier beside the page, so that the page stays alive and says how far
// it has come.
import { verify } from "makewhole-verifier";
import type { Ask, Told } from "./messages";

const tell = (told: Told) => self.postMessage(told);

self.onmessage = ({ data }: MessageEvent<Ask>) => {
  try {
    tell({ kind: "verdict", verdict: verify(data.files, undefined, (rule) => tell({ kind: "held", rule })) });
  } catch (e) {
    tell({ kind: "wrong", what: e instanceof Error ? e.message : String(e) });
  }
};
