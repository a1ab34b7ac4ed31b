// Signing in before the program has loaded: the form of the page itself, sent by the browser.
import { expect, test } from "@playwright/test";
import { example } from "../support/api";

const PROGRAM = "**/assets/*.js";

test("the plain form signs in, and the program takes over", async ({ page }) => {
  const { login, password } = example("office");
  await page.route(PROGRAM, (route) => route.abort());
  await page.goto("/sign-in");
  await page.getByLabel("Tên đăng nhập").fill(login);
  await page.getByLabel("Mật khẩu", { exact: true }).fill(password);
  await page.unroute(PROGRAM);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Chào đồng chí/ })).toBeVisible();
});

test("a wrong password brings the plain form back, and the page says why", async ({ page }) => {
  await page.route(PROGRAM, (route) => route.abort());
  await page.goto("/sign-in");
  await page.getByLabel("Tên đăng nhập").fill("khong.co.ai");
  await page.getByLabel("Mật khẩu", { exact: true }).fill("mật khẩu sai");
  await page.unroute(PROGRAM);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await expect(page.getByRole("alert")).toContainText("Tên đăng nhập hoặc mật khẩu không đúng");
  expect(page.url()).not.toContain("khong");
});
