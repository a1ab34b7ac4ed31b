// End-to-end tests against a running server with the demo commune. `cargo xtask test` starts it and sets
// NENEP_URL (where it listens), NENEP_ACCOUNTS (its demo-accounts.txt) and CHROMIUM (the browser's program).
import { defineConfig } from "@playwright/test";

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  // A test that passes only when tried again is a fault to find, not to hide.
  retries: 0,
  // All tests share one server and its demo commune: each that writes has a branch, or a meeting, of its own.
  workers: 2,
  fullyParallel: true,
  use: {
    baseURL: process.env.NENEP_URL,
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    actionTimeout: 15_000,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      args: ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  projects: [
    { name: "desktop", use: { viewport: desktop } },
    // A phone has no Tab.
    { name: "phone", testIgnore: "keyboard.spec.ts", use: { viewport: phone, isMobile: true, hasTouch: true } },
  ],
});
