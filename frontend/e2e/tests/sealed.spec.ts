// A sealed meeting that was altered by hand in the database: the page, its papers and `nenep verify` say so.
import { expect, test } from "@playwright/test";
import { spawnSync } from "node:child_process";
import { Api, example } from "../support/api";
import { signIn, step } from "../support/person";

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} isn't set: run the tests with \`cargo xtask test\``);
  return value;
}

test("a sealed paper altered by hand is refused", async ({ page }, { project }) => {
  const secretary = example("secretary");
  const api = await Api.signIn(secretary);
  type Row = { id: string; kind: string; status: string; year: number; month: number };
  const { items } = await api.get<{ items: Row[] }>("/meetings?limit=200");
  // Old ones that no other test looks at, one for each size.
  const month = project.name === "desktop" ? 3 : 5;
  const meeting = items.find((row) => row.kind === "regular" && row.status === "locked" && row.month === month);
  if (!meeting) throw new Error("the demo has no such meeting");
  await signIn(page, secretary);
  await page.goto(`/meetings/${meeting.id}`);
  await step(page, "Phê duyệt");
  await expect(page.getByText("Khớp mã niêm phong")).toBeVisible();

  const database = variable("NENEP_DATABASE");
  const forged = spawnSync(variable("NENEP_FORGE"), [database, meeting.id], { encoding: "utf8" });
  expect(forged.stdout + forged.stderr).toBe("1 changed\n");

  await page.reload();
  await expect(page.getByText(/không khớp mã niêm phong, đã bị sửa sau khi chốt/)).toBeVisible();
  await expect(page.getByText("Không khớp mã niêm phong", { exact: true })).toBeVisible();
  await page.goto(`/meetings/${meeting.id}/print/minutes`);
  await expect(page.getByText(/NỘI DUNG KHÔNG KHỚP MÃ NIÊM PHONG/)).toBeVisible();
  const verify = spawnSync(variable("NENEP_SERVER"), ["verify", "--database-url", database], { encoding: "utf8" });
  expect(verify.stdout).toContain(`changed since it was sealed: ${meeting.id}`);
  expect(verify.status).toBe(1);
});
