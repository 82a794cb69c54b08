// A claim is filed in the pages, on a server where claims are still filed.
import { look } from "./look";
import { expect, settled, test } from "./watch";
import { open, signIn, signInHere, who } from "./wallet";

test.use({ baseURL: process.env.CONSOLE_CLAIMS ?? "" });

test("a claim is filed step by step, once", async ({ page }) => {
  const wallet = await signIn(page, who("erin"), "/claims/new");
  await page.getByRole("radio", { name: who("erin").address }).check();
  await expect(page.getByText("Loss that counts: 17,632.11625 tUSD")).toBeVisible();
  const amount = page.getByLabel("Amount, in tUSD");
  await expect(amount).toHaveValue("17632.11625");
  const said: Record<string, string> = { "": "Type an amount", "1,5": "Type digits", "0.0000001": "6 places", "0": "above 0", ["9".repeat(90)]: "No token has that much" };
  for (const [typed, answer] of Object.entries(said)) {
    await amount.fill(typed);
    await page.getByRole("button", { name: "Review it" }).click();
    await expect(page.getByRole("alert")).toContainText(answer);
  }
  await amount.fill("17000.5");
  await page.getByLabel("Paid to").fill("0x12");
  await page.getByRole("button", { name: "Review it" }).click();
  await expect(page.getByRole("alert")).toContainText("40 digits");
  await page.getByLabel("Paid to").fill(who("erin").address);
  await page.getByRole("textbox", { name: "What happened" }).fill("My savings are gone.");
  await page.reload();
  await expect(amount).toHaveValue("17000.5");
  await settled(page);
  await look(page, "file");
  await page.getByRole("button", { name: "Review it" }).click();
  const sign = page.getByRole("region", { name: "Sign and send" });
  await expect(sign).toContainText("17,000.5 tUSD");
  await expect(sign).toContainText("My savings are gone.");
  await page.getByRole("button", { name: "Dev wallet" }).click();
  wallet.chain = 1;
  await page.reload(); // a wallet tells its network when it is asked
  await page.getByRole("button", { name: "Review it" }).click();
  await page.getByRole("button", { name: "Dev wallet" }).click();
  await page.getByRole("button", { name: /^Switch the wallet to network 31337/ }).click();
  wallet.declines.add("eth_signTypedData_v4");
  await page.getByRole("button", { name: "Sign and file the claim" }).click();
  await expect(page.getByRole("alert")).toContainText("You declined in the wallet");
  wallet.declines.clear();
  await settled(page);
  await look(page, "file-sign");
  await page.getByRole("button", { name: "Sign and file the claim" }).click();
  await expect(page.getByRole("heading", { name: "Where it stands" })).toBeVisible();
  await expect(page.getByRole("region", { name: "What was filed" })).toContainText("17,000.5");
  await page.goto("/claims/new");
  await expect(page.getByRole("link", { name: "a claim is filed" })).toBeVisible();
  await expect(page.getByRole("radio", { name: who("erin").address })).toHaveCount(0);
});

test("who holds no cover is told so", async ({ page }) => {
  await signIn(page, who("frank"), "/claims/new");
  await expect(page.getByText("This wallet holds no cover.")).toBeVisible();
});

test.describe("when the answer to a claim is lost", () => {
  test.use({ expected: /Failed to load resource/ });

  test("it is sent again, and is one claim", async ({ page }) => {
    await open(page, "Dev wallet", [who("erin")]);
    await page.goto("/account");
    await signInHere(page);
    await page.getByRole("region", { name: "Your claims" }).getByRole("link", { name: /^Claim for/ }).click();
    await page.getByRole("button", { name: "Withdraw the claim…" }).click();
    await page.getByRole("button", { name: "Withdraw the claim", exact: true }).click();
    await expect(page.getByRole("region", { name: "Where it stands" })).toContainText("Withdrawn");
    await page.goto("/claims/new");
    await page.getByRole("radio", { name: who("erin").address }).check();
    await page.getByRole("button", { name: "Review it" }).click();
    await page.getByRole("button", { name: "Dev wallet" }).click();
    let lost = 0;
    await page.route("**/v1/claims", async (route) => {
      if (route.request().method() !== "POST" || lost > 0) return route.continue();
      lost++;
      await route.fetch(); // it arrives
      await route.abort();
    });
    await page.getByRole("button", { name: "Sign and file the claim" }).click();
    await page.getByRole("button", { name: "Send it again" }).click();
    await expect(page.getByRole("heading", { name: "Where it stands" })).toBeVisible();
    await page.goto("/account");
    await expect(page.getByRole("region", { name: "Your claims" }).getByRole("link", { name: /^Claim for/ })).toHaveCount(2);
  });
});
