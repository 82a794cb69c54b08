// Address shows all of an address: the middle is what look-alikes differ in.
export function Address({ of, link = true }: { of: string; link?: boolean }) {
  const shown = <code class="address">{of}</code>;
  return link ? <a href={`/addresses/${of}`}>{shown}</a> : shown;
}

export function Hash({ of }: { of: string | undefined }) {
  return of ? <code class="address">{of}</code> : <span class="quiet">not yet</span>;
}
