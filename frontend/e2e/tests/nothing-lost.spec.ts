// What was entered stays until it is on the server or a person gives it up: over steps of the meeting, over refusals,
// over half-typed dates, over what others write meanwhile.
import { expect, test, type Browser, type Page } from "@playwright/test";
import { admin, Api, thematicMeeting, type Meeting } from "../support/api";
import { arrive, card, confirm, menu, saved, step } from "../support/person";

const TITLE = "Đường bê tông ngõ xóm";
const REMARKS = "Cần thêm ý kiến của đảng viên trẻ";
const REASON = "Bàn kỹ, có giải pháp rõ";

type Options = { baseURL?: string };
// The meeting's branch, its secretary at a page, and the API as the secretary and as the branch's scribe.
type Scene = { page: Page; secretary: Api; scribe: Api; meeting: Meeting };

// A branch's secretary at a meeting that began two hours ago.
async function atMeeting(browser: Browser, options: Options, at: string, adopted = false): Promise<Scene> {
  const setup = await admin();
  const unit = await setup.unit("CB08");
  const [first, second] = [await setup.newAccount("secretary", unit), await setup.newAccount("scribe", unit)];
  const [secretary, scribe] = [await Api.signIn(first), await Api.signIn(second)];
  const meeting = await thematicMeeting(secretary, unit, TITLE);
  await secretary.change(`/meetings/${meeting.id}`, "PATCH", {
    started_at: hoursAgo(2),
    chair_id: meeting.attendance[0].member_id,
    secretary_id: meeting.attendance[1].member_id,
  });
  if (adopted) await secretary.adopt(meeting.id);
  const page = await arrive(browser, first, options);
  await page.goto(`/meetings/${meeting.id}?step=${at}`);
  await expect(page.getByRole("heading", { level: 1, name: TITLE })).toBeVisible();
  return { page, secretary, scribe, meeting };
}

function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}

// One criterion of the score sheet.
function criterion(page: Page, id: string) {
  return page.locator(".criterion").filter({ has: page.getByText(id, { exact: true }) });
}

test("score and remarks are as they were left after a look at the minutes", async ({ browser, baseURL }, { project }) => {
  const { page, secretary, meeting } = await atMeeting(browser, { ...project.use, baseURL }, "score", true);
  await secretary.change(`/meetings/${meeting.id}`, "PATCH", { ended_at: hoursAgo(0.01) });
  await secretary.change(`/meetings/${meeting.id}`, "POST", {}, "/conclusion");
  await page.reload();
  await page.getByLabel("Điểm mục 4.2").selectOption("9");
  await page.getByLabel("Nhận xét của chi bộ").fill(REMARKS);
  await step(page, "Nội dung");
  await step(page, "Chấm điểm");
  await expect(page.getByLabel("Nhận xét của chi bộ")).toHaveValue(REMARKS);
  for (const answer of await page.getByLabel(/^Điểm mục (4\.3|[^4])/).all()) await answer.selectOption({ index: 1 });
  await saved(page);
  type Scores = { scores: { scorer: string; remarks: string; answers: Record<string, object> }[] };
  const kept = await secretary.get<Scores>(`/meetings/${meeting.id}`);
  expect(kept.scores).toMatchObject([{ remarks: REMARKS, answers: { "4.2": { points: 9 }, "5.1": {} } }]);

  await confirm(page, "Gửi đảng ủy");
  await expect(page.getByText("Đã gửi đảng ủy", { exact: true })).toBeVisible();
  const setup = await admin();
  const [supervisor] = [await setup.newAccount("standing_member", await setup.unit("BP"))];
  const decide = await arrive(browser, supervisor, { ...project.use, baseURL });
  await decide.goto(`/meetings/${meeting.id}?step=approval`);
  await decide.getByText("Xem và sửa từng tiêu chí").click();
  await decide.getByLabel("Điểm mục 4.2").selectOption("8");
  await criterion(decide, "4.2").getByLabel("Ghi chú").fill(REASON);
  await decide.getByLabel("Nhận xét", { exact: true }).fill(REMARKS);
  await step(decide, "Nội dung");
  await step(decide, "Phê duyệt");
  await expect(decide.getByLabel("Nhận xét", { exact: true })).toHaveValue(REMARKS);
  await decide.getByText("Xem và sửa từng tiêu chí").click();
  await expect(decide.getByLabel("Điểm mục 4.2")).toHaveValue("8");
  await expect(criterion(decide, "4.2").getByLabel("Ghi chú")).toHaveValue(REASON);
});

test("a refused text holds up nothing but the conclusion", async ({ browser, baseURL }, { project }) => {
  const { page, secretary, meeting } = await atMeeting(browser, { ...project.use, baseURL }, "content", true);
  const minutes = page.getByLabel("Số phút tự phê bình và phê bình");
  await minutes.fill("20 phút");
  await expect(minutes).toHaveAccessibleDescription(/Chỉ ghi số/);
  await expect(minutes).toHaveValue("20 phút");
  await minutes.fill("");
  await expect(minutes).not.toHaveAttribute("aria-invalid");
  // More than a day has: only the server knows.
  await minutes.fill("2000");
  await expect(page.getByRole("button", { name: "1 nội dung cần xem lại" })).toBeVisible();
  await expect(minutes).toHaveValue("2000");
  await step(page, "Kết luận");
  await page.getByLabel("III. Tổ chức thực hiện").fill("Chi ủy đôn đốc");
  const execution = async () =>
    (await secretary.get<{ resolution_draft: { execution: string } }>(`/meetings/${meeting.id}`)).resolution_draft.execution;
  await expect.poll(execution).toBe("Chi ủy đôn đốc");

  await page.getByRole("button", { name: "Kết thúc họp bây giờ" }).click();
  await confirm(page, "Kết luận buổi họp");
  await expect(page.getByText("Có nội dung nhập trước đó chưa lưu được lên máy chủ.")).toBeVisible();
  await step(page, "Nội dung");
  await minutes.fill("20");
  await saved(page);
  await step(page, "Kết luận");
  await confirm(page, "Kết luận buổi họp");
  await expect(page.getByText("Đã kết luận", { exact: true })).toBeVisible();
  expect(await secretary.get(`/meetings/${meeting.id}`)).toMatchObject({ self_criticism_minutes: 20 });
});

test("an opinion that isn't added yet is there after a look at another step", async ({ browser, baseURL }, { project }) => {
  const { page, secretary, meeting } = await atMeeting(browser, { ...project.use, baseURL }, "content");
  const [item] = (await secretary.get<Meeting>(`/meetings/${meeting.id}`)).agenda;
  const row = page.getByRole("listitem").filter({ has: page.getByRole("checkbox", { name: item.title }) });
  await row.getByText("Ghi ý kiến, kết luận").click();
  await row.getByLabel("Người phát biểu").selectOption({ index: 1 });
  await row.getByLabel("Ý kiến", { exact: true }).fill("Nhất trí hiến đất");
  await step(page, "Điểm danh");
  await step(page, "Nội dung");
  await row.getByText("Ghi ý kiến, kết luận").click();
  await row.getByRole("button", { name: "Ghi ý kiến" }).click();
  await expect(row.getByText("Nhất trí hiến đất", { exact: true })).toBeVisible();
  await expect(row.getByText("1 ý kiến")).toBeVisible();
});

test("what a person gives up goes back to what the server has", async ({ browser, baseURL }, { project }) => {
  const { page } = await atMeeting(browser, { ...project.use, baseURL }, "content");
  const minutes = page.getByLabel("Số phút tự phê bình và phê bình");
  await minutes.fill("2000");
  await page.getByRole("button", { name: "1 nội dung cần xem lại" }).click();
  const waiting = page.getByRole("dialog", { name: "Trạng thái lưu" });
  await waiting.getByRole("button", { name: "Bỏ nội dung này" }).click();
  await waiting.getByRole("button", { name: "Đóng" }).click();
  await expect(minutes).toHaveValue("");
  await saved(page);
});

test("a half-typed date is nobody's date", async ({ browser, baseURL }, { project }) => {
  const { page, secretary, meeting } = await atMeeting(browser, { ...project.use, baseURL }, "attendance");
  const { started_at: begun } = await secretary.get<{ started_at: string }>(`/meetings/${meeting.id}`);
  const started = page.getByLabel("Bắt đầu lúc");
  await expect(started).not.toHaveValue("");
  await started.press("Backspace");
  const rows = card(page, "Điểm danh").getByRole("listitem");
  await rows.nth(0).getByText("Vắng", { exact: true }).click();
  await saved(page);
  await expect(started).toBeVisible();
  const { started_at, status } = await secretary.get<{ started_at: string; status: string }>(`/meetings/${meeting.id}`);
  expect([status, started_at]).toEqual(["in_session", begun]);

  // Emptied it stays what it was; the start is taken back by a button, while nothing is in the minutes.
  await started.fill("");
  await started.blur();
  await expect(started).not.toHaveValue("");
  await rows.nth(0).getByText("Có mặt", { exact: true }).click();
  await saved(page);
  await page.getByRole("button", { name: "Bỏ giờ bắt đầu" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Bỏ giờ bắt đầu" }).click();
  await expect(page.getByRole("button", { name: "Bắt đầu họp" })).toBeVisible();
  await expect.poll(async () => (await secretary.get<Meeting>(`/meetings/${meeting.id}`)).status).not.toBe("in_session");
});

test("mine can be kept twice", async ({ browser, baseURL }, { project }) => {
  const { page, secretary, scribe, meeting } = await atMeeting(browser, { ...project.use, baseURL }, "attendance");
  const guests = page.getByLabel("Đại biểu, khách mời");
  const dialog = page.getByRole("dialog", { name: "Hai người vừa sửa cùng một nội dung" });
  for (const mine of ["Đ/c Hà", "Đ/c Hà, đ/c Nam"]) {
    await scribe.change(`/meetings/${meeting.id}`, "PATCH", { guests: `Bản của thư ký trước: ${mine}` });
    await guests.fill(mine);
    await dialog.getByRole("button", { name: "Giữ bản của tôi" }).click();
    await saved(page);
    expect(await secretary.get(`/meetings/${meeting.id}`)).toMatchObject({ guests: mine });
  }
});

test("who writes on top of a change that wasn't seen yet is asked", async ({ browser, baseURL }, { project }) => {
  const { page, secretary, scribe, meeting } = await atMeeting(browser, { ...project.use, baseURL }, "attendance");
  const context = page.context();
  await context.setOffline(true);
  await page.getByLabel("Đại biểu, khách mời").fill("Đ/c Hà");
  await expect(page.getByRole("button", { name: "Ngoại tuyến, 1 nội dung chờ gửi" })).toBeVisible();
  const rows = card(page, "Điểm danh").getByRole("listitem");
  await rows.nth(0).getByText("Vắng", { exact: true }).click();
  // Meanwhile the scribe marks the same member.
  const [first] = (await secretary.get<Meeting>(`/meetings/${meeting.id}`)).attendance;
  const excused = { member_id: first.member_id, state: "excused", reason: "Đi viện" };
  await scribe.change(`/meetings/${meeting.id}`, "PATCH", { attendance: [excused] });
  await context.setOffline(false);
  const dialog = page.getByRole("dialog", { name: "Hai người vừa sửa cùng một nội dung" });
  await expect(dialog.getByText(/Đi viện/)).toBeVisible();
  await dialog.getByRole("button", { name: "Giữ bản trên máy chủ" }).click();
  await expect(rows.nth(0).getByLabel("Lý do vắng")).toHaveValue("Đi viện");
  const { guests } = await secretary.get<{ guests: string }>(`/meetings/${meeting.id}`);
  expect(guests).toBe("Đ/c Hà");
});

test("what was removed comes back although its page was left", async ({ browser, baseURL }, { project }) => {
  const { page, secretary, meeting } = await atMeeting(browser, { ...project.use, baseURL }, "content");
  const said = { id: crypto.randomUUID(), kind: "opinion", delegate: "Đ/c Hà", text: "Nhất trí hiến đất" };
  await secretary.change(`/meetings/${meeting.id}`, "PATCH", { opinions: [said] });
  await page.reload();
  await page.getByRole("button", { name: "Bỏ: Đ/c Hà" }).click();
  await saved(page);
  const opinions = async () => (await secretary.get<{ opinions: object[] }>(`/meetings/${meeting.id}`)).opinions;
  expect(await opinions()).toEqual([]);
  await menu(page, /Việc cần làm/);
  await expect(page.getByText("Nhất trí hiến đất")).toBeHidden();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await expect.poll(opinions).toMatchObject([{ delegate: "Đ/c Hà", text: "Nhất trí hiến đất" }]);
});
