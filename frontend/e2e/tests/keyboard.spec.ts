// The keyboard alone: sign in, open the meeting, take the roll.
import { expect, test, type Locator, type Page } from "@playwright/test";
import { admin, Api, thematicMeeting, type Meeting } from "../support/api";
import { card, saved } from "../support/person";

// Presses Tab until the thing has the focus; it must be seen that it has.
async function tabTo(page: Page, target: Locator, key = "Tab") {
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      await expect(target).toBeInViewport();
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error("the keyboard doesn't reach it");
}

test("sign in, open the meeting and take the roll without a mouse", async ({ page }) => {
  const setup = await admin();
  const unit = await setup.unit("CB02");
  const scribe = await setup.newAccount("scribe", unit);
  const api = await Api.signIn(scribe);
  const title = `Giữ vệ sinh đường thôn (${scribe.login})`;
  const meeting = await thematicMeeting(api, unit, title);

  await page.goto("/sign-in");
  await tabTo(page, page.getByLabel("Tên đăng nhập"));
  await page.keyboard.type(scribe.login);
  await page.keyboard.press("Tab");
  await page.keyboard.type(scribe.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: /Chào đồng chí/ })).toBeFocused();

  // On a page that was just opened the first thing is the way past the menu.
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: /Chào đồng chí/ })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Đến nội dung chính" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await tabTo(page, page.getByRole("link", { name: "Lịch sinh hoạt" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  // A new page takes the focus to its heading.
  await expect(page.getByRole("heading", { level: 1, name: /Lịch sinh hoạt/ })).toBeFocused();
  await tabTo(page, page.getByRole("link", { name: title }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeFocused();

  await tabTo(page, page.getByRole("link", { name: /^Điểm danh:/ }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Bắt đầu họp" }));
  await page.keyboard.press("Enter");
  const people = card(page, "Điểm danh").getByRole("listitem");
  const [excused, absent] = [people.nth(0), people.nth(1)];
  await tabTo(page, excused.getByLabel("Có mặt"));
  await page.keyboard.press("ArrowRight");
  await expect(excused.getByLabel("Có phép")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(excused.getByLabel("Lý do vắng")).toBeFocused();
  await page.keyboard.type("Đi công tác");
  await page.keyboard.press("Tab");
  await expect(absent.getByLabel("Có mặt")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(absent.getByLabel("Vắng", { exact: true })).toBeChecked();
  await saved(page);

  const { attendance } = await api.get<Meeting & { attendance: { state: string; reason: string }[] }>(`/meetings/${meeting.id}`);
  const away = attendance.filter((row) => row.state !== "present").map((row) => [row.state, row.reason]);
  expect(away).toEqual([["excused", "Đi công tác"], ["unexcused", ""]]);
});
