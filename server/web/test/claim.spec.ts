// A claimant follows a claim, on a server where claims are decided and still filed.
import { createHash } from "node:crypto";
import { look } from "./look";
import { expect, settled, test } from "./watch";
import { open, signIn, signInHere, who } from "./wallet";

test.use({ baseURL: process.env.CONSOLE_CLAIMS ?? "" });

test("covers and claims are listed, and a claim tells its story", async ({ page }) => {
  await signIn(page, who("bob"));
  const cover = page.getByRole("region", { name: "Your covers" });
  await expect(cover.getByText("Harbor savings cover")).toBeVisible();
  await expect(cover.getByText("In force")).toBeVisible();
  await look(page, "account");
  await page.getByRole("region", { name: "Your claims" }).getByRole("link").click();
  await expect(page.getByRole("region", { name: "Where it stands" })).toContainText("It goes on by itself");
  await expect(page.getByText("One eighth of it is still yours in the vault")).toBeVisible();
  const statement = page.getByRole("link", { name: "statement.txt" });
  const [file] = await Promise.all([page.waitForEvent("download"), statement.click()]);
  expect(file.suggestedFilename()).toBe("statement.txt");
  await page.getByText("From the loss to each coin, in words").click();
  await expect(page.locator(".sentences li")).not.toHaveCount(0);
  await settled(page);
  await look(page, "claim");
});

test("nobody sees another's claim", async ({ page, browser, baseURL }) => {
  await signIn(page, who("carol"));
  await page.getByRole("region", { name: "Your claims" }).getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Where it stands" })).toBeVisible();
  const other = await browser.newPage({ baseURL: baseURL ?? "" });
  await open(other, "Dev wallet", [who("dave")]);
  await other.goto(page.url());
  await signInHere(other);
  await expect(other.getByRole("alert")).toContainText("No such resource");
  await other.close();
});

test.describe("when the session ends and files are refused", () => {
  test.use({ expected: /Failed to load resource.*(401|415)/ });

  test("a denial is appealed; what was typed survives", async ({ page, context }) => {
    const why = "My money was in SavingsVault.\n<b>Look</b> again \u202egnp.exe";
    await signIn(page, who("grace"));
    await page.getByRole("region", { name: "Your claims" }).getByRole("link").click();
    await expect(page.getByText("Your money is in LendingDesk")).toBeVisible();
    await page.getByLabel("What is wrong with the decision").fill(why);
    await page.reload();
    await expect(page.getByLabel("What is wrong with the decision")).toHaveValue(why);
    await context.clearCookies();
    await page.getByRole("button", { name: "Send the appeal" }).click();
    await expect(page.getByText("Your session has ended.")).toBeVisible();
    await expect(page.getByLabel("What is wrong with the decision")).toHaveValue(why);
    await signInHere(page);
    await expect(page.getByLabel("What is wrong with the decision")).toHaveValue(why);
    await page.getByRole("button", { name: "Send the appeal" }).click();
    await expect(page.getByRole("region", { name: "Where it stands" })).toContainText("Appealed");
    const shown = page.locator(".fact", { hasText: "Your appeal" });
    await expect(shown).toContainText("<b>Look</b> again");
    await expect(shown.locator("mark")).toHaveText("U+202E");
    await expect(page.getByLabel("What is wrong with the decision")).toHaveCount(0);

    const text = "balance 12000\n";
    await page.getByLabel("Drop files here").setInputFiles([
      { name: "<img src=x onerror=alert(1)>.txt", mimeType: "text/plain", buffer: Buffer.from(text) },
      { name: "picture.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>") },
    ]);
    const evidence = page.getByRole("region", { name: "Evidence" });
    await expect(evidence.locator(".files")).toContainText(createHash("sha256").update(text).digest("hex"));
    await expect(evidence.getByRole("alert")).toContainText("Evidence is PDF, PNG");
    await expect(page.locator("main img, main script")).toHaveCount(0);

    await page.getByRole("button", { name: "Withdraw the claim…" }).click();
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("button", { name: "Withdraw the claim…" }).click();
    await page.getByRole("button", { name: "Withdraw the claim", exact: true }).click();
    await expect(page.getByRole("region", { name: "Where it stands" })).toContainText("Withdrawn");
    await expect(page.getByRole("button", { name: "Withdraw the claim…" })).toHaveCount(0);
  });
});
