// A scribe in a village whose signal comes and goes: what was typed is kept on the device, the page says so, and it is
// sent once the connection is back.
import { expect, test, type Page } from "@playwright/test";
import { admin, Api, thematicMeeting, type Meeting } from "../support/api";
import { card, saved, signIn, step } from "../support/person";

const CONCLUSION = "Chi bộ thống nhất sửa hai trăm mét đường trước tết";
const EXCUSE = "Chăm mẹ ốm";

// A meeting of its own, and its scribe at the page, about to begin it.
async function scribeBefore(page: Page, title: string): Promise<[Api, Meeting]> {
  const setup = await admin();
  const unit = await setup.unit("CB10");
  const scribe = await setup.newAccount("scribe", unit);
  const api = await Api.signIn(scribe);
  const meeting = await thematicMeeting(api, unit, title);
  await signIn(page, scribe);
  await page.goto(`/meetings/${meeting.id}?step=attendance`);
  await expect(page.getByRole("button", { name: "Bắt đầu họp" })).toBeVisible();
  return [api, meeting];
}

// The same, after the meeting has begun.
async function scribeAt(page: Page, title: string): Promise<[Api, Meeting]> {
  const before = await scribeBefore(page, title);
  await page.getByRole("button", { name: "Bắt đầu họp" }).click();
  await saved(page);
  return before;
}

// The first item of the agenda, opened.
async function firstItem(page: Page) {
  const item = page.locator(".items > li").filter({ has: page.locator(".item-done") }).first();
  await item.locator("summary").click();
  return item;
}

test("what is typed without a connection is kept, and sent when it is back", async ({ page, context }) => {
  const [api, meeting] = await scribeAt(page, "Sửa đường vào thôn");
  const offline = page.getByRole("button", { name: /^Ngoại tuyến, \d+ nội dung chờ gửi$/ });
  const roll = card(page, "Điểm danh").getByRole("listitem").first();

  await context.setOffline(true);
  await roll.getByText("Vắng", { exact: true }).click();
  await expect(offline).toBeVisible();
  // Another step needs no connection.
  await step(page, "Nội dung");
  const item = await firstItem(page);
  await item.getByLabel("Kết luận nội dung này").fill(CONCLUSION);
  await expect(page.getByRole("button", { name: "Ngoại tuyến, 2 nội dung chờ gửi" })).toBeVisible();
  await offline.click();
  const waiting = page.getByRole("dialog", { name: "Trạng thái lưu" });
  await expect(waiting.getByText("Kết luận nội dung này")).toBeVisible();
  await expect(waiting.getByText(/^Điểm danh: /)).toBeVisible();
  await waiting.getByRole("button", { name: "Đóng" }).click();

  // Nothing has reached the server yet.
  const before = await api.get<Meeting & { agenda: { outcome: string }[] }>(`/meetings/${meeting.id}`);
  expect(before.agenda.map((one) => one.outcome)).not.toContain(CONCLUSION);

  await context.setOffline(false);
  await saved(page);
  const after = await api.get<{ agenda: { outcome: string }[]; attendance: { state: string }[] }>(`/meetings/${meeting.id}`);
  expect(after.agenda.map((one) => one.outcome)).toContain(CONCLUSION);
  expect(after.attendance.filter((row) => row.state === "unexcused")).toHaveLength(1);
});

test("what waited for one meeting goes in one request", async ({ page, context }) => {
  const [api, meeting] = await scribeAt(page, "Nghĩa trang của thôn");
  const rows = card(page, "Điểm danh").getByRole("listitem");
  await context.setOffline(true);
  for (const place of [0, 1, 2, 3]) await rows.nth(place).getByText("Vắng", { exact: true }).click();
  await expect(page.getByRole("button", { name: "Ngoại tuyến, 4 nội dung chờ gửi" })).toBeVisible();
  let writes = 0;
  page.on("requestfinished", (request) => {
    if (request.method() === "PATCH") writes += 1;
  });
  await context.setOffline(false);
  await saved(page);
  // The first had set out by itself, before there was anything to go with it.
  expect(writes).toBe(2);
  const { attendance } = await api.get<{ attendance: { state: string }[] }>(`/meetings/${meeting.id}`);
  expect(attendance.filter((row) => row.state === "unexcused")).toHaveLength(4);
});

// Marks somebody as excused without a connection; returns their name.
async function excuse(page: Page): Promise<string> {
  await page.context().setOffline(true);
  const roll = card(page, "Điểm danh").getByRole("listitem").first();
  const name = (await roll.locator("legend").textContent()) ?? "";
  await roll.getByText("Có phép", { exact: true }).click();
  await roll.getByLabel("Lý do vắng").fill(EXCUSE);
  await expect(page.getByRole("button", { name: /^Ngoại tuyến/ })).toBeVisible();
  return name;
}

// What the roll call says of somebody.
async function isExcused(page: Page, name: string) {
  const roll = card(page, "Điểm danh").getByRole("listitem");
  const row = roll.filter({ has: page.getByRole("group", { name, exact: true }) });
  await expect(row.getByLabel("Lý do vắng")).toHaveValue(EXCUSE);
}

test("a page that was closed without a connection has lost nothing", async ({ page, context }) => {
  const [, meeting] = await scribeAt(page, "Đường điện vào thôn");
  const name = await excuse(page);
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(`/meetings/${meeting.id}?step=attendance`);
  await saved(again);
  await again.reload();
  await isExcused(again, name);
});

test("a page that was read again without a connection has lost nothing", async ({ page, context }) => {
  const [api, meeting] = await scribeAt(page, "Nhà tránh lũ của thôn");
  const name = await excuse(page);
  // The browser shows a page of its own.
  await page.reload().catch(() => undefined);
  await context.setOffline(false);
  await page.goto(`/meetings/${meeting.id}?step=attendance`);
  const reasons = async () => {
    const { attendance } = await api.get<{ attendance: { reason: string }[] }>(`/meetings/${meeting.id}`);
    return attendance.map((row) => row.reason).filter(Boolean);
  };
  await expect.poll(reasons).toEqual([EXCUSE]);
  await page.reload();
  await isExcused(page, name);
});

test("what was just typed is kept when the step or the page is left at once", async ({ page }) => {
  const [api, meeting] = await scribeAt(page, "Ánh sáng đường quê");
  await step(page, "Nội dung");
  await page.getByLabel("Số phút tự phê bình và phê bình").fill("20");
  await expect(page.getByRole("button", { name: "Đang lưu" })).toBeVisible();
  await step(page, "Chuẩn bị");
  await page.getByLabel("Nội dung dự thảo").fill(CONCLUSION);
  await page.reload();
  await expect(page.getByLabel("Nội dung dự thảo")).toHaveValue(CONCLUSION);
  const kept = () => api.get<object>(`/meetings/${meeting.id}`);
  await expect.poll(kept).toMatchObject({ self_criticism_minutes: 20, draft_resolution: CONCLUSION });
});

test("an answer that comes late takes back nothing that was marked meanwhile", async ({ page }) => {
  const [api, meeting] = await scribeBefore(page, "Cầu qua suối");
  // Once begun, the meeting is read again: the first answer is held back, and knows nothing of what follows.
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let readings = 0;
  await page.route(`**/api/v1/meetings/${meeting.id}`, async (route) => {
    if (route.request().method() !== "GET") return route.continue();
    const response = await route.fetch();
    readings += 1;
    await held;
    await route.fulfill({ response });
  });
  await page.getByRole("button", { name: "Bắt đầu họp" }).click();
  await expect.poll(() => readings).toBe(1);

  const rows = card(page, "Điểm danh").getByRole("listitem");
  await rows.nth(0).getByText("Có phép", { exact: true }).click();
  await rows.nth(1).getByText("Vắng", { exact: true }).click();
  await saved(page);
  release();
  await expect(page.getByText("Đang họp", { exact: true })).toBeVisible();
  await expect(rows.nth(1).getByLabel("Vắng", { exact: true })).toBeChecked();
  await rows.nth(0).getByLabel("Lý do vắng").fill(EXCUSE);
  const states = async () => {
    const { attendance } = await api.get<{ attendance: { state: string; reason: string }[] }>(`/meetings/${meeting.id}`);
    return attendance.slice(0, 2).map((row) => row.state + row.reason);
  };
  await expect.poll(states).toEqual([`excused${EXCUSE}`, "unexcused"]);
});

test("on a slow connection the meeting opens and saves", async ({ page, context }) => {
  const [api, meeting] = await scribeAt(page, "Nước sạch của thôn");
  // 400 kbit/s with 400 ms to the server and back: the edge of 3G.
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  const slow = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
  await devtools.send("Network.emulateNetworkConditions", slow);
  await page.goto(`/meetings/${meeting.id}?step=content`);
  const item = await firstItem(page);
  await item.getByLabel("Kết luận nội dung này").fill(CONCLUSION);
  await expect(page.getByRole("button", { name: "Đang lưu" })).toBeVisible();
  await saved(page);
  const after = await api.get<{ agenda: { outcome: string }[] }>(`/meetings/${meeting.id}`);
  expect(after.agenda.map((one) => one.outcome)).toContain(CONCLUSION);
});
