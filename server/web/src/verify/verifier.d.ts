// contracts/verifier/verify.mjs, the one source of the command and of this page.
declare module "makewhole-verifier" {
  export type Rule =
    | "manifest" | "committee" | "order" | "losses" | "prices" | "snapshots" | "entitlements" | "files" | "accounts" | "lines";
  export const RULES: Rule[];
  export interface Verdict {
    ok: true;
    config_digest: string;
    settlement_id: string;
    total: string;
    settlement: string;
    lines: number;
    leaves: number;
  }
  export function verify(files: Map<string, Uint8Array>, expected?: string, done?: (rule: Rule) => void): Verdict;
}
