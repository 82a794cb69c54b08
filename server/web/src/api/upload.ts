// Upload of a file with its progress, which fetch does not tell.
import { Failure, type Problem, type Schemas, told } from "./client";

const answerOf = (x: XMLHttpRequest): unknown => {
  try {
    return JSON.parse(x.responseText);
  } catch {
    return null;
  }
};

// attach sends one file to a claim; progress gets the share that is sent, 0 to 1.
export function attach(claim: string, file: Blob, name: string, key: string, progress: (share: number) => void): Promise<Schemas["Evidence"]> {
  return new Promise((resolve, reject) => {
    const x = new XMLHttpRequest();
    x.open("POST", `/v1/claims/${encodeURIComponent(claim)}/evidence?name=${encodeURIComponent(name)}`);
    x.setRequestHeader("Content-Type", "application/octet-stream");
    x.setRequestHeader("Idempotency-Key", key);
    x.upload.onprogress = (e) => e.lengthComputable && progress(e.loaded / e.total);
    x.onerror = () => reject(new Failure(null));
    x.onload = () => {
      const got = answerOf(x);
      if (x.status === 201) resolve(got as Schemas["Evidence"]);
      else reject(new Failure(told(got as Problem), x.getResponseHeader("Retry-After")));
    };
    x.send(file);
  });
}
