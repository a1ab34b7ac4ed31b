// The register from a spreadsheet: a dry run first, which changes nothing and names every place that is wrong.
import { expect, test, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Api, example } from "../support/api";
import { card, menu, signIn } from "../support/person";

const data = (name: string) => fileURLToPath(new URL(`../../../backend/tests/data/${name}`, import.meta.url));

// Every member of the commune, as the API lists them.
async function register(): Promise<unknown[]> {
  const api = await Api.signIn(example("office"));
  const all: unknown[] = [];
  for (let cursor = ""; ; ) {
    const page = await api.get<{ items: unknown[]; next?: string }>(`/members?limit=200${cursor}`);
    all.push(...page.items);
    if (!page.next) return all;
    cursor = `&cursor=${page.next}`;
  }
}

async function openImport(page: Page) {
  await signIn(page, example("office"));
  await menu(page, /^Đảng viên$/);
  await page.getByRole("link", { name: "Nhập danh sách" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Nhập danh sách đảng viên" })).toBeVisible();
}

test("a messy register is read in a dry run that changes nothing", async ({ page }) => {
  const expected = JSON.parse(readFileSync(data("members-messy.expected.json"), "utf8"));
  const before = await register();
  await openImport(page);
  await page.getByLabel("Chọn tệp").setInputFiles(data("members-messy.xlsx"));
  const result = card(page, "Xem thử");
  await expect(result.getByText("dòng có người").locator("..")).toContainText(String(expected.rows));
  await expect(result.getByText("Chưa thay đổi gì.", { exact: false })).toBeVisible();

  // Who is excused from meetings can't be the secretary that the register makes of them.
  const problems = [...expected.problems, { row: 51, column: "Chức vụ trong Đảng" }];
  const findings = page.getByRole("table", { name: `${problems.length} chỗ cần xem` });
  for (const { row, column } of problems) {
    // On a phone the row's number has its word beside it.
    const number = page.getByRole("rowheader", { name: new RegExp(`^(Dòng )?${row}$`) });
    const line = findings.getByRole("row").filter({ has: number });
    await expect(line.filter({ hasText: column })).toBeVisible();
  }
  await expect(card(page, "Cách ghi lạ, đã hiểu").getByRole("listitem")).toHaveCount(expected.accepted_variants.length);
  expect(await register()).toEqual(before);
});

test("a file that is no spreadsheet is refused with the reason", async ({ page }) => {
  await openImport(page);
  const file = { name: "danh-sach.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("Họ và tên;Ngày sinh\n") };
  await page.getByLabel("Chọn tệp").setInputFiles(file);
  await expect(page.getByRole("alert")).toContainText("Không đọc được tệp này.");
  await expect(card(page, "Xem thử")).toHaveCount(0);
});
