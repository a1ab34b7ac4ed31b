// What was, stays: branches, members and committees change from a day on, and every day keeps what held on it.
import { expect, test, type Page } from "@playwright/test";
import { admin, Api, example, type Meeting } from "../support/api";
import { card, signIn, step } from "../support/person";

const year = new Date().getFullYear();

// A code that no other run has.
function code(): string {
  return `T${crypto.randomUUID().slice(0, 6).toUpperCase()}`;
}

type Made = { unit_id: string; name: string };

async function found(office: Api, name: string): Promise<Made> {
  const commune = await office.unit("commune");
  const body = { kind: "branch", branch_kind: "village", code: code(), name, fixed_day: 5, hour: "19:30", place: "" };
  return office.post<Made>(`/units/${commune.id}/units`, { ...body, starts_on: `${year}-01-01` });
}

async function join(office: Api, unit: Made, full_name: string): Promise<{ id: string }> {
  const known = { gender: "female", birth_date: "1990-05-01", ethnicity: "", phone: "", kind: "official" };
  const days = { admitted_on: "2015-02-03", recognized_on: "2016-02-03", starts_on: `${year}-01-01` };
  return office.post(`/branches/${unit.unit_id}/members`, { full_name, ...known, ...days });
}

async function asOf(page: Page, path: string, day: string) {
  await page.goto(`${path}${path.includes("?") ? "&" : "?"}on=${day}`);
  await expect(page.getByText(/Đang xem tình hình tại ngày/)).toBeVisible();
}

// A meeting of a month, as the branch's secretary plans it.
async function meetingOf(unit: Made, month: number): Promise<Meeting> {
  const account = await (await admin()).newAccount("secretary", { id: unit.unit_id });
  const secretary = await Api.signIn(account);
  const day = `${year}-${String(month).padStart(2, "0")}-05`;
  return secretary.post<Meeting>(`/branches/${unit.unit_id}/meetings`, {
    kind: "regular",
    year,
    month,
    scheduled_at: new Date(`${day}T19:30:00+07:00`).toISOString(),
    moved_reason: "",
    place: "Nhà văn hóa",
    focal_issue: { title: "Đường vào bản", problem: "", aim: "", expected_result: "" },
  });
}

test("a fixed day changes from a day on, and last year's overview stays", async ({ page }, { project }) => {
  await signIn(page, example("office"));
  const office = await Api.signIn(example("office"));
  // Two changes can't begin on one day.
  const branch = await office.unit(project.name === "desktop" ? "CB10" : "CB09");
  type Line = { unit_id: string; schedule: { count: number; of: number } };
  const lastYear = async () => {
    const commune = await office.unit("commune");
    const { branches } = await office.get<{ branches: Line[] }>(`/units/${commune.id}/overview?year=${year - 1}`);
    return branches.find((line) => line.unit_id === branch.id)?.schedule;
  };
  const before = await lastYear();
  await page.goto(`/branches/${branch.id}`);
  await page.getByRole("button", { name: "Thay đổi từ một ngày" }).click();
  const dialog = page.getByRole("dialog");
  const day = dialog.getByLabel("Ngày cố định hằng tháng");
  const other = (await day.inputValue()) === "6" ? "7" : "6";
  await day.fill("99");
  await dialog.getByRole("button", { name: "Lưu" }).click();
  await expect(day).toHaveAttribute("aria-invalid", "true");
  await day.fill(other);
  await dialog.getByLabel("Quyết định số").fill("15-QĐ/ĐU");
  await dialog.getByRole("button", { name: "Lưu" }).click();
  await expect(page.getByText(/Đã ghi, có hiệu lực từ/)).toBeVisible();
  await expect(card(page, "Lịch và nơi sinh hoạt")).toContainText(`Ngày ${other}`);
  expect(await lastYear()).toEqual(before);
  await page.goto(`/overview?year=${year - 1}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(String(year - 1));
  // What it was is told with the decision, and asked for by day.
  await page.goto(`/branches/${branch.id}`);
  const history = card(page, "Quá trình của chi bộ");
  await history.getByRole("button", { name: "Xem" }).click();
  await expect(history.getByText(/15-QĐ\/ĐU/)).toBeVisible();
  await asOf(page, `/branches/${branch.id}`, `${year - 1}-06-01`);
  await expect(card(page, "Lịch và nơi sinh hoạt")).not.toContainText(`Ngày ${other}`);
});

test("a member who moves in mid-year is on both rolls, each for its days", async ({ page }) => {
  const office = await Api.signIn(example("office"));
  const [from, to] = [await found(office, "Chi bộ thôn Nà Cũ"), await found(office, "Chi bộ thôn Nà Mới")];
  const name = `Nông Thị ${code()}`;
  const member = await join(office, from, name);
  await signIn(page, example("office"));
  await page.goto(`/members/${member.id}`);
  await page.getByRole("button", { name: "Chuyển sinh hoạt, thay đổi" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Từ ngày").fill(`${year}-07-01`);
  await dialog.getByLabel("Sinh hoạt tại").selectOption(to.unit_id);
  await dialog.getByLabel("Quyết định số").fill("07-QĐ/ĐU");
  await dialog.getByRole("button", { name: "Lưu" }).click();
  await expect(page.getByText(/Đã ghi, có hiệu lực từ/)).toBeVisible();
  const life = card(page, "Quá trình sinh hoạt đảng");
  await expect(life.getByText(to.name, { exact: true }).first()).toBeVisible();
  await expect(life.getByText(from.name, { exact: true }).first()).toBeVisible();
  await expect(life.getByText(/07-QĐ\/ĐU/)).toBeVisible();
  for (const [unit, day, there] of [
    [from, `${year}-06-30`, true],
    [from, `${year}-07-01`, false],
    [to, `${year}-06-30`, false],
    [to, `${year}-07-01`, true],
  ] as const) {
    await asOf(page, `/members?unit_id=${unit.unit_id}`, day);
    await expect(page.getByRole("link", { name })).toHaveCount(there ? 1 : 0);
  }
  const [june, august] = [await meetingOf(from, 6), await meetingOf(to, 8)];
  for (const meeting of [june, august]) {
    expect(meeting.attendance.map((row) => row.name)).toContain(name);
    await page.goto(`/meetings/${meeting.id}`);
    await step(page, "Điểm danh");
    await expect(page.getByText(name).first()).toBeVisible();
  }
  // A mistake is put right with a reason, and what was written first is kept.
  await page.goto(`/members/${member.id}`);
  await life.getByRole("button", { name: new RegExp(`^Đính chính: ${to.name}`) }).click();
  await dialog.getByRole("button", { name: "Đính chính", exact: true }).click();
  await expect(dialog.getByLabel("Lý do đính chính")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Lý do đính chính").fill("Quyết định ghi ngày 15/7");
  await dialog.getByLabel("Từ ngày").fill(`${year}-07-15`);
  await dialog.getByRole("button", { name: "Đính chính", exact: true }).click();
  await expect(life.getByText(/lý do: Quyết định ghi ngày 15\/7/).first()).toBeVisible();
  await asOf(page, `/members?unit_id=${from.unit_id}`, `${year}-07-14`);
  await expect(page.getByRole("link", { name })).toHaveCount(1);
});

test("a committee is elected, and the one before is still told of its days", async ({ page }) => {
  const office = await Api.signIn(example("office"));
  const unit = await found(office, "Chi bộ thôn Nà Bầu");
  const names = ["Lý Thị", "Hoàng Thị", "Triệu Thị"].map((family) => `${family} ${code()}`);
  for (const name of names) await join(office, unit, name);
  await signIn(page, example("office"));
  const elect = async (day: string, offices: [string, string][]) => {
    await page.goto(`/branches/${unit.unit_id}`);
    await card(page, "Chi ủy").getByRole("button", { name: "Bầu chi ủy" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Nhiệm kỳ từ ngày").fill(day);
    for (const name of names) await dialog.getByLabel(name).selectOption("");
    await dialog.getByRole("button", { name: "Bầu chi ủy" }).click();
    await expect(dialog.getByText("Chọn một bí thư.")).toBeVisible();
    for (const [name, office] of offices) await dialog.getByLabel(name).selectOption({ label: office });
    await dialog.getByRole("button", { name: "Bầu chi ủy" }).click();
    await expect(page.getByText(/Đã ghi chi ủy mới từ/)).toBeVisible();
  };
  await elect(`${year}-02-01`, [[names[0], "Bí thư"], [names[1], "Phó Bí thư"]]);
  await elect(`${year}-09-01`, [[names[2], "Bí thư"]]);
  await expect(card(page, "Chi ủy").getByRole("listitem")).toHaveText([new RegExp(names[2])]);
  await asOf(page, `/branches/${unit.unit_id}`, `${year}-08-31`);
  await expect(card(page, "Chi ủy").getByRole("listitem")).toHaveText([new RegExp(names[0]), new RegExp(names[1])]);
});

test("a charge begins by a decision, and is put right with a reason", async ({ page }) => {
  const office = await Api.signIn(example("office"));
  const unit = await found(office, `Chi bộ thôn ${code()}`);
  const standing = await (await admin()).newAccount("standing_member", await office.unit("commune"));
  await signIn(page, standing);
  await page.goto("/supervision");
  await page.getByRole("button", { name: `Phân công: ${unit.name}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Đảng ủy viên phụ trách").selectOption({ index: 1 });
  await dialog.getByLabel("Quyết định số").fill("21-QĐ/ĐU");
  await dialog.getByRole("button", { name: "Phân công" }).click();
  await expect(page.getByText(/Đã phân công đồng chí/)).toBeVisible();
  await page.goto(`/branches/${unit.unit_id}`);
  const charges = card(page, "Đảng ủy viên phụ trách");
  await expect(charges.getByText(/21-QĐ\/ĐU/)).toBeVisible();
  await charges.getByRole("button", { name: /^Thay đổi:/ }).click();
  await dialog.getByText("Đính chính", { exact: true }).first().click();
  await dialog.getByRole("button", { name: "Đính chính", exact: true }).click();
  await expect(dialog.getByLabel("Lý do đính chính")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Lý do đính chính").fill("Ghi nhầm số quyết định");
  await dialog.getByLabel("Quyết định số").fill("22-QĐ/ĐU");
  await dialog.getByRole("button", { name: "Đính chính", exact: true }).click();
  await expect(charges.getByText(/lý do: Ghi nhầm số quyết định/)).toBeVisible();
  await expect(charges.getByText(/22-QĐ\/ĐU/)).toBeVisible();
});

test("a branch is founded and closed", async ({ page }) => {
  await signIn(page, example("office"));
  await page.goto("/branches");
  await page.getByRole("button", { name: "Lập chi bộ" }).click();
  const dialog = page.getByRole("dialog");
  const name = `Chi bộ thôn ${code()}`;
  await dialog.getByLabel("Tên chi bộ").fill(name);
  await dialog.getByLabel("Mã").fill(code());
  await dialog.getByLabel("Thành lập từ ngày").fill(`${year}-03-01`);
  await dialog.getByLabel("Quyết định số").fill("09-QĐ/ĐU");
  await dialog.getByRole("button", { name: "Lập chi bộ" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.getByRole("button", { name: "Kết thúc hoạt động" }).click();
  await dialog.getByLabel("Ngày cuối cùng").fill(`${year}-02-01`);
  await dialog.getByRole("button", { name: "Kết thúc hoạt động" }).click();
  await expect(dialog.getByLabel("Ngày cuối cùng")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Ngày cuối cùng").fill(`${year}-04-30`);
  await dialog.getByRole("button", { name: "Kết thúc hoạt động" }).click();
  await expect(page.getByText(/Chi bộ kết thúc hoạt động sau ngày/)).toBeVisible();
  await page.goto("/branches");
  await expect(page.getByRole("link", { name })).toHaveCount(0);
  await asOf(page, "/branches", `${year}-04-30`);
  await expect(page.getByRole("link", { name })).toHaveCount(1);
  await asOf(page, "/branches", `${year}-02-28`);
  await expect(page.getByRole("link", { name })).toHaveCount(0);
});
