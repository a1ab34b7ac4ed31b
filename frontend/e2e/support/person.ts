// What a person does on every page: sign in, find a thing by its word, wait until it is saved.
import { expect, type Browser, type Download, type Locator, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import type { Account } from "./api";

// Signs in on the sign-in page.
export async function signIn(page: Page, { login, password }: Account, heading: RegExp = /Chào đồng chí/) {
  await page.goto("/sign-in");
  await page.getByLabel("Tên đăng nhập").fill(login);
  await page.getByLabel("Mật khẩu", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
}

// Somebody at a device of their own, signed in; complaints of their browser are the test's to look at.
export async function arrive(browser: Browser, account: Account, options = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await signIn(page, account);
  return page;
}

// Opens an entry of the menu: beside the page on a desk, in the tabs or behind "Thêm" on a phone.
export async function menu(page: Page, names: RegExp) {
  const link = page.getByRole("navigation", { name: "Danh mục" }).getByRole("link", { name: names });
  if (!(await link.first().isVisible())) await page.getByRole("button", { name: "Thêm" }).click();
  await link.first().click();
}

// A card by its heading.
export function card(page: Page | Locator, title: string | RegExp): Locator {
  const heading = page.getByRole("heading", { name: title, exact: true });
  return page.locator("section.card, div.card").filter({ has: heading });
}

// Turns to a step of the meeting.
export async function step(page: Page, name: string) {
  const rail = page.getByRole("navigation", { name: "Các bước" });
  await rail.getByRole("link", { name: new RegExp(`^${name}:`) }).click();
  await expect(rail.locator("[aria-current=step]")).toHaveText(name);
}

// Everything that was typed is on the server.
export async function saved(page: Page) {
  await expect(page.getByRole("button", { name: /^Đã lưu \d/ })).toBeVisible();
}

// Presses a button that asks first, and agrees.
export async function confirm(page: Page, name: string) {
  await page.getByRole("main").getByRole("button", { name, exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
}

// What stands in a downloaded .docx, without its marks.
export async function wordsOf(download: Download): Promise<string> {
  const file = readFileSync(await download.path());
  const signature = Buffer.from("PK\x01\x02");
  // The archive's directory names each entry, and where it begins.
  for (let at = file.indexOf(signature); at >= 0; at = file.indexOf(signature, at + 46)) {
    const name = file.toString("utf8", at + 46, at + 46 + file.readUInt16LE(at + 28));
    if (name !== "word/document.xml") continue;
    const [packing, size, place] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20), file.readUInt32LE(at + 42)];
    const start = place + 30 + file.readUInt16LE(place + 26) + file.readUInt16LE(place + 28);
    const bytes = file.subarray(start, start + size);
    const xml = (packing === 8 ? inflateRawSync(bytes) : bytes).toString("utf8");
    return xml.replace(/<\/w:p>/g, "\n").replace(/<[^>]+>/g, "");
  }
  throw new Error("no .docx");
}
