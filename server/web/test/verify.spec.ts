import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "./watch";
import { world } from "./world";

test("each settlement is verified in the browser", async ({ page, request }) => {
  const w = await world(request);
  expect(w.settlements.length).toBeGreaterThan(2);
  for (const s of w.settlements) {
    await page.goto(`/settlements/${s.id}`);
    await page.getByRole("button", { name: "Verify in this browser" }).click();
    await expect(page.locator(".verify .right")).toContainText("every rule holds");
    await expect(page.locator(".rules .held")).toHaveCount(10);
  }
});

// One bit of a file is turned on its way to the page, and in a second run the list of
// the bundle is made to agree with it, as somebody would who wants to be believed.
test("a bundle that was tampered with is refused, whichever file it is", async ({ page, request }) => {
  const w = await world(request);
  const id = w.settlements.at(-1).id as string;
  const bundle = new Map<string, Buffer>();
  const { files } = await (await request.get(`/v1/settlements/${id}/bundle`)).json();
  for (const { name, path } of files) bundle.set(name, await (await request.get(path)).body());
  let served = bundle;
  await page.route("**/bundle/file?name=*", (route) => route.fulfill({ body: served.get(new URL(route.request().url()).searchParams.get("name") ?? "") ?? "" }));
  await page.route(`**/v1/settlements/${id}/bundle`, (route) => route.fulfill({ json: { files } }));
  await page.goto(`/settlements/${id}`);
  let first = true;
  for (const { name } of files) {
    for (const listed of name === "manifest.txt" ? [false] : [false, true]) {
      served = tampered(bundle, name, listed);
      await page.getByRole("button", { name: first ? "Verify in this browser" : "Verify again" }).click();
      first = false;
      await expect(page.locator(".verify [role=status] .wrong"), name).toContainText("not valid");
      await expect(page.locator(".verify .right")).toHaveCount(0);
      await expect(page.locator(".rules .broken")).toHaveCount(1);
      expect(await page.locator(".rules .held").count() > 0, `${name}: the list ${listed ? "agrees" : "disagrees"}`).toBe(listed);
    }
  }
  served = bundle;
  await page.getByRole("button", { name: "Verify again" }).click();
  await expect(page.locator(".verify .right")).toContainText("every rule holds");
});

function tampered(bundle: Map<string, Buffer>, name: string, listed: boolean): Map<string, Buffer> {
  const out = new Map(bundle);
  const bad = Buffer.from(bundle.get(name) ?? "");
  const at = bad.length >> 1;
  bad.writeUInt8(bad.readUInt8(at) ^ 1, at);
  out.set(name, bad);
  if (listed) {
    const lines = [...out].filter(([n]) => n !== "manifest.txt").sort(([a], [b]) => (a < b ? -1 : 1));
    out.set("manifest.txt", Buffer.from(lines.map(([n, b]) => `${createHash("sha256").update(b).digest("hex")}  ${b.length}  ${n}\n`).join("")));
  }
  return out;
}

test("a valid bundle of another settlement proves nothing here", async ({ page, request }) => {
  const w = await world(request);
  const [here, other] = [w.settlements[0].id as string, w.settlements[1].id as string];
  await page.route(`**/v1/settlements/${here}/bundle**`, (route) => route.continue({ url: route.request().url().replace(here, other) }));
  await page.goto(`/settlements/${here}`);
  await page.getByRole("button", { name: "Verify in this browser" }).click();
  await expect(page.locator(".verify [role=status] .wrong")).toContainText("another settlement");
});

test("the verifier of the page is the source of the command", () => {
  const lock = (path: string) => JSON.parse(readFileSync(path, "utf8")).packages;
  const [ours, theirs] = [lock("package-lock.json"), lock("../../contracts/package-lock.json")];
  for (const name of ["node_modules/ethers", "node_modules/@openzeppelin/merkle-tree"]) expect(ours[name].version).toBe(theirs[name].version);
});
