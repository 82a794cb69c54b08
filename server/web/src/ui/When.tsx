// When shows a time of the server in the reader's zone, with UTC in the title.
const local = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export function When({ at }: { at: string | undefined }) {
  if (!at) return <span class="quiet">not yet known</span>;
  const utc = new Date(at).toISOString().replace("T", " ").replace(/\.\d+Z/, "") + " UTC";
  return (
    <time dateTime={at} title={utc}>
      {local.format(new Date(at))}
    </time>
  );
}
