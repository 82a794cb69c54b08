import type { Schemas } from "../api/client";
import { grouped } from "./amounts";
import { Text } from "./Text";

// Money shows an amount with its token; the exact one is in the title.
export function Money({ of }: { of: Schemas["Money"] }) {
  return (
    <span class="money" title={`${of.display} (${of.amount} base units of ${of.token.address})`}>
      {grouped(of.display)}&nbsp;<Text>{of.token.symbol}</Text>
    </span>
  );
}

// Value is a decimal number of a numéraire.
export function Value({ of, token }: { of: string; token: Schemas["Token"] }) {
  return (
    <span class="money" title={`${of} ${token.address}`}>
      {grouped(of)}&nbsp;<Text>{token.symbol}</Text>
    </span>
  );
}
