// The program loads and asks who is there, without a complaint from the browser.
import { expect, test } from "@playwright/test";

test("the first page asks to sign in", async ({ page }) => {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Đăng nhập" })).toBeVisible();
  expect(complaints).toEqual([]);
});
