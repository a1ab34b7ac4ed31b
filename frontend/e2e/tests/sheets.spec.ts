// Score sheets: the office prepares one, a standing member puts it in force, and every meeting is judged by the sheet of its
// day. In a section of its own for each run: what is chosen for the commune would hold for every other test's meetings.
import { expect, test, type Locator, type Page } from "@playwright/test";
import { admin, Api, example, localDay, type Meeting } from "../support/api";
import { arrive, card, menu, saved } from "../support/person";

const SHIPPED = "Phiếu đánh giá chất lượng sinh hoạt chi bộ";
const LENGTH = "Bảo đảm thời lượng: ít nhất 90 phút; từ 30 đảng viên phải dự: 120 phút";
const PUNCTUAL = "Khai mạc đúng giờ đã báo";

// Units that a test founds have been there since before any of its days.
const FOUNDED = "2025-01-01";

type Unit = { unit_id: string; name: string };

// The first of a month, so many months from this one.
function first(months: number): Date {
  const [year, month] = localDay(new Date()).split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1));
}

function iso(day: Date): string {
  return day.toISOString().slice(0, 10);
}

// A section of the commune with a branch of three members.
async function found(): Promise<{ section: Unit; branch: Unit }> {
  const office = await Api.signIn(example("office"));
  const commune = await office.unit("commune");
  const code = crypto.randomUUID().slice(0, 6).toUpperCase();
  const section = await office.post<Unit>(`/units/${commune.id}/units`, {
    kind: "section",
    code: `S${code}`,
    name: `Đảng bộ bộ phận ${code}`,
    starts_on: FOUNDED,
  });
  const branch = await office.post<Unit>(`/units/${section.unit_id}/units`, {
    kind: "branch",
    branch_kind: "village",
    code: `P${code}`,
    name: `Chi bộ thôn Nà Phiếu ${code}`,
    fixed_day: 5,
    hour: "19:30",
    place: "",
    starts_on: FOUNDED,
  });
  for (const name of ["Nông Văn An", "Lò Thị Bình", "Hoàng Văn Cường"]) {
    const known = { gender: "male", birth_date: "1980-05-01", ethnicity: "", phone: "", kind: "official" };
    const days = { admitted_on: "2010-02-03", recognized_on: "2011-02-03", starts_on: FOUNDED };
    await office.post(`/branches/${branch.unit_id}/members`, { full_name: name, ...known, ...days });
  }
  return { section, branch };
}

// The branch's regular meeting of a month.
async function plan(secretary: Api, branch: Unit, months: number): Promise<Meeting> {
  const day = first(months);
  return secretary.post<Meeting>(`/branches/${branch.unit_id}/meetings`, {
    kind: "regular",
    year: day.getUTCFullYear(),
    month: day.getUTCMonth() + 1,
    scheduled_at: new Date(`${iso(day).slice(0, 8)}05T19:30:00+07:00`).toISOString(),
    moved_reason: "",
    place: "Nhà văn hóa",
    focal_issue: { title: "Đường vào thôn", problem: "", aim: "", expected_result: "" },
  });
}

type Score = { scorer: string; total: number; grade: string; points: Record<string, number> };

// Last month's meeting: held with everybody there, concluded, scored.
async function scored(secretary: Api, branch: Unit): Promise<Meeting> {
  const meeting = await plan(secretary, branch, -1);
  const [chair, scribe] = meeting.attendance;
  const begun = new Date(meeting.scheduled_at).getTime();
  const at = `/meetings/${meeting.id}`;
  await secretary.change(at, "PATCH", {
    chair_id: chair.member_id,
    secretary_id: scribe.member_id,
    started_at: new Date(begun).toISOString(),
    ended_at: new Date(begun + 95 * 60_000).toISOString(),
  });
  await secretary.change(at, "POST", { without_resolution: true }, "/conclusion");
  await secretary.change(at, "PUT", { answers: { "4.2": { points: 8 } }, remarks: "" }, "/scores/branch");
  return meeting;
}

async function scores(secretary: Api, meeting: Meeting): Promise<Score[]> {
  return (await secretary.get<{ scores: Score[] }>(`/meetings/${meeting.id}`)).scores;
}

// A criterion of the editor, unfolded.
async function unfolded(page: Page, name: string): Promise<Locator> {
  const row = page.getByRole("listitem").filter({ hasText: name });
  await row.getByText(name, { exact: true }).click();
  await expect(row.getByLabel("Điểm tối đa", { exact: true })).toBeVisible();
  return row;
}

// The office copies what is shipped and changes how the length of a meeting is scored.
async function prepare(page: Page, title: string) {
  await menu(page, /^Phiếu chấm$/);
  await page.getByRole("button", { name: `Sao thành bản nháp: ${SHIPPED}`, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Tên phiếu mới").fill(title);
  await dialog.getByRole("button", { name: "Sao thành bản nháp" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();

  const check = page.getByRole("region", { name: "Kiểm tra phiếu" });
  await expect(check).toContainText("Phiếu khớp");
  const group = card(page, "1. Chấp hành thời gian, thời lượng");
  const length = await unfolded(page, LENGTH);
  const points = (band: number) => length.getByRole("group", { name: `Mức ${band}`, exact: true }).getByLabel("Điểm");
  await length.getByLabel("Điểm tối đa", { exact: true }).fill("4");
  // What doesn't fit any more is said where it is, and in a list that leads there.
  await expect(points(1)).toHaveAttribute("aria-invalid", "true");
  await expect(points(1)).toHaveAccessibleDescription(/Mức cao nhất phải cho đủ điểm/);
  await expect(group.getByLabel("Điểm của nhóm")).toHaveAccessibleDescription(/cộng lại không bằng/);
  await expect(check).toContainText("Tiêu chí 1.1, mức 1");
  await check.getByRole("button", { name: /^Tiêu chí 1\.1, mức 1/ }).click();
  await expect(points(1)).toBeFocused();
  for (const band of [1, 2, 3, 4, 5]) await points(band).fill(String(5 - band));
  await expect(points(1)).not.toHaveAttribute("aria-invalid");
  await expect(check).toContainText("Nhóm 1");

  await group.getByRole("button", { name: "Thêm tiêu chí" }).click();
  await expect(group.getByLabel("Số mục").last()).toHaveValue("1.2");
  const asked = group.getByLabel("Nội dung tiêu chí", { exact: true }).last();
  await expect(asked).toHaveAccessibleDescription(/Không được để trống/);
  await asked.fill(PUNCTUAL);
  await expect(check).toContainText("Phiếu khớp");
  await saved(page);
}

// The copy beside what it was copied from.
async function compare(page: Page) {
  await page.getByRole("link", { name: "So với bản gốc" }).click();
  const criteria = card(page, "Tiêu chí");
  await expect(criteria.getByRole("heading", { name: `1.2 ${PUNCTUAL}` })).toBeVisible();
  await expect(criteria.getByText("5 điểm", { exact: true })).toBeVisible();
  await expect(criteria.getByText("4 điểm", { exact: true })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "1 mục thêm, 0 mục bỏ" })).toBeVisible();
}

// A standing member decides; a wrong number of the decision is put right with a reason.
async function decide(page: Page, title: string, day: string) {
  await menu(page, /^Phiếu chấm$/);
  await page.getByRole("link", { name: title, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByText(PUNCTUAL)).toBeVisible();
  await page.getByRole("button", { name: "Áp dụng phiếu" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Áp dụng từ ngày")).toHaveValue(day);
  await dialog.getByLabel("Quyết định số").fill("21-QĐ/ĐU");
  await dialog.getByLabel("Ngày quyết định").fill(localDay(new Date()));
  await dialog.getByRole("button", { name: "Áp dụng phiếu" }).click();
  await expect(page.getByText(/Đã ghi, có hiệu lực từ/)).toBeVisible();
  await expect(page.getByText(/^Áp dụng từ/)).toBeVisible();

  await menu(page, /^Phiếu chấm$/);
  const history = card(page, "Quá trình áp dụng");
  await expect(history.getByText(/21-QĐ\/ĐU/)).toBeVisible();
  await history.getByRole("button", { name: new RegExp(`^Đính chính: ${title}`) }).click();
  await dialog.getByLabel("Quyết định số").fill("22-QĐ/ĐU");
  await dialog.getByRole("button", { name: "Đính chính", exact: true }).click();
  await expect(dialog.getByLabel("Lý do đính chính")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Lý do đính chính").fill("Ghi nhầm số");
  await dialog.getByRole("button", { name: "Đính chính", exact: true }).click();
  await expect(history.getByText(/22-QĐ\/ĐU.*lý do: Ghi nhầm số/)).toBeVisible();
}

test("a sheet copied, changed, put in force from next month", async ({ browser, baseURL }, { project }) => {
  test.setTimeout(120_000);
  const { section, branch } = await found();
  const setup = await admin();
  const [office, standing, secretary] = [
    await setup.newAccount("office", { id: section.unit_id }),
    await setup.newAccount("standing_member", { id: section.unit_id }),
    await setup.newAccount("secretary", { id: branch.unit_id }),
  ];
  const api = await Api.signIn(secretary);
  const held = await scored(api, branch);
  const before = await scores(api, held);
  expect(before.map((score) => score.scorer)).toEqual(["branch"]);
  const title = `Phiếu của ${section.name}`;
  const at = { ...project.use, baseURL };

  const prepares = await arrive(browser, office, at);
  await prepare(prepares, title);
  await compare(prepares);
  await decide(await arrive(browser, standing, at), title, iso(first(1)));

  // What is in force is read and copied, not changed.
  await menu(prepares, /^Phiếu chấm$/);
  await prepares.getByRole("link", { name: title, exact: true }).first().click();
  await expect(prepares.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(prepares.getByRole("link", { name: "Sửa", exact: true })).toHaveCount(0);

  const planned = await plan(api, branch, 1);
  const page = await arrive(browser, secretary, at);
  await page.goto(`/meetings/${planned.id}?step=score`);
  await expect(page.getByText(PUNCTUAL).first()).toBeVisible();
  await page.goto(`/meetings/${held.id}?step=score`);
  await expect(page.getByText(LENGTH).first()).toBeVisible();
  await expect(page.getByText(PUNCTUAL)).toHaveCount(0);
  expect(await scores(api, held)).toEqual(before);
});
