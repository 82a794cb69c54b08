import { defineConfig } from "@playwright/test";

// The browser is Debian's: nothing is downloaded. The server is a real one that has
// played the demo; CONSOLE_URL and CONSOLE_INCIDENT say where it answers (test/run.sh).
export default defineConfig({
  testDir: "test",
  outputDir: `${process.env.CONSOLE_SHOTS ?? "test-results"}/failed`,
  workers: 1,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    baseURL: process.env.CONSOLE_URL ?? "",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    launchOptions: {
      executablePath: process.env.CONSOLE_BROWSER ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-background-networking"],
    },
  },
});
