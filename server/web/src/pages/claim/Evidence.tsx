// Evidence: what was sent, and a place to drop more. The hash of a file is computed here
// and compared with what the server stored.
import { useRef, useState } from "preact/hooks";
import { sha256 } from "../../account/hash";
import { Failure, type Schemas } from "../../api/client";
import { failureOf, newKey } from "../../api/send";
import { attach } from "../../api/upload";
import { Hash } from "../../ui/Address";
import { Empty, Failed } from "../../ui/Status";
import { Text } from "../../ui/Text";
import { When } from "../../ui/When";

type File_ = Schemas["Evidence"];

export function Evidence({ of, claim, open, done }: { of: File_[]; claim: string; open: boolean; done: () => void }) {
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">Evidence</h2>
      {of.length === 0 && <Empty>No file was sent yet.</Empty>}
      {of.length > 0 && (
        <ul class="files">
          {of.map((f) => (
            <li key={f.id}>
              <a href={`/v1/evidence/${f.id}`} download>
                <Text>{f.name}</Text>
              </a>{" "}
              <span class="quiet">
                {size(f.size)} · {f.media_type.split(";")[0]} · <When at={f.created_at} /> · sha256 <Hash of={f.sha256} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {open && <Drop claim={claim} done={done} />}
    </section>
  );
}

const size = (n: number) => (n < 1000 ? `${n} bytes` : n < 1_000_000 ? `${(n / 1000).toFixed(1)} kB` : `${(n / 1_000_000).toFixed(1)} MB`);

const otherBytes = (hash: string) => new Failure({ type: "", title: "The server stored other bytes than this file has", status: 500, detail: `sha256 ${hash}` });

interface Sending {
  file: File;
  key: string;
  share: number;
  hash?: string | null;
  failure?: Failure;
}

// useUploads sends files one after another; one that fails can be sent again.
function useUploads(claim: string, done: () => void) {
  const [all, setAll] = useState<Sending[]>([]);
  const change = (s: Sending, fields: Partial<Sending>) => setAll((l) => l.map((x) => (x.key === s.key ? { ...x, ...fields } : x)));
  const send = async (s: Sending) => {
    const { failure: _, ...again } = s;
    setAll((l) => l.map((x) => (x.key === s.key ? again : x)));
    try {
      const hash = await sha256(s.file);
      change(s, { hash });
      const stored = await attach(claim, s.file, s.file.name, s.key, (share) => change(s, { share }));
      if (hash !== null && stored.sha256 !== hash) throw otherBytes(stored.sha256);
      setAll((l) => l.filter((x) => x.key !== s.key));
      return true;
    } catch (e) {
      change(s, { failure: failureOf(e), share: 0 });
      return false;
    }
  };
  const add = async (files: File[]) => {
    const fresh = files.map((file) => ({ file, key: newKey(), share: 0 }));
    setAll((l) => [...l, ...fresh]);
    let sent = 0;
    for (const s of fresh) if (await send(s)) sent++;
    if (sent > 0) done();
  };
  const again = (s: Sending) => void send(s).then((ok) => ok && done());
  return { all, add, again };
}

function Drop({ claim, done }: { claim: string; done: () => void }) {
  const { all, add, again } = useUploads(claim, done);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const drop = (e: DragEvent) => {
    e.preventDefault();
    setOver(false);
    void add([...(e.dataTransfer?.files ?? [])]);
  };
  const chosen = () => {
    void add([...(input.current?.files ?? [])]);
    if (input.current) input.current.value = "";
  };
  return (
    <div class={over ? "drop is-over" : "drop"} onDragOver={(e) => (e.preventDefault(), setOver(true))} onDragLeave={() => setOver(false)} onDrop={drop}>
      <label for="files">Drop files here, or choose them</label>
      <input id="files" type="file" multiple ref={input} onChange={chosen} aria-describedby="files-help" />
      <p id="files-help" class="quiet">
        Statements, screenshots, letters. What you send is shown to those who decide the claim and to nobody else; it cannot be taken back.
      </p>
      {all.map((s) => (
        <div key={s.key} class="sending">
          <p>
            <Text>{s.file.name}</Text> <span class="quiet">{size(s.file.size)} · sha256 {s.hash ?? (s.hash === null ? "is computed by the server" : "…")}</span>
          </p>
          {s.failure ? <Failed failure={s.failure} retry={() => again(s)} /> : <progress value={s.share} max={1} aria-label={`Sending ${s.file.name}`} />}
        </div>
      ))}
    </div>
  );
}
