// Two people write the same meeting: what doesn't touch each other goes through, and who comes second with the same
// field decides which version stays.
import { expect, test, type Browser, type Page } from "@playwright/test";
import { admin, Api, thematicMeeting, type Account, type Meeting } from "../support/api";
import { arrive, saved } from "../support/person";

const THEIRS = "Bản của thư ký: làm trong ba tháng";
const MINE = "Bản của bí thư: làm trong hai tháng";

// Secretary and scribe of a branch at the same meeting, which the scribe has changed after the secretary opened it.
async function both(browser: Browser, options: object): Promise<[Page, Api, Meeting, Account]> {
  const setup = await admin();
  const unit = await setup.unit("CB07");
  const [secretary, scribe] = [await setup.newAccount("secretary", unit), await setup.newAccount("scribe", unit)];
  const api = await Api.signIn(scribe);
  const meeting = await thematicMeeting(api, unit, "Bảo vệ rừng đầu nguồn");
  const page = await arrive(browser, secretary, options);
  await page.goto(`/meetings/${meeting.id}?step=prepare`);
  await expect(page.getByLabel("Nội dung dự thảo")).toBeVisible();
  await api.change(`/meetings/${meeting.id}`, "PATCH", { draft_resolution: THEIRS });
  return [page, api, meeting, scribe];
}

async function draft(api: Api, meeting: Meeting): Promise<string> {
  return (await api.get<{ draft_resolution: string }>(`/meetings/${meeting.id}`)).draft_resolution;
}

test("the second to write the same sees both versions and keeps their own", async ({ browser, baseURL }, { project }) => {
  const [page, api, meeting, scribe] = await both(browser, { ...project.use, baseURL });
  await page.getByLabel("Nội dung dự thảo").fill(MINE);
  const dialog = page.getByRole("dialog", { name: "Hai người vừa sửa cùng một nội dung" });
  await expect(dialog.getByText("Nội dung dự thảo")).toBeVisible();
  await expect(dialog.getByText(MINE)).toBeVisible();
  await expect(dialog.getByText(THEIRS)).toBeVisible();
  await expect(dialog.getByText(scribe.name)).toBeVisible();
  expect(await draft(api, meeting)).toBe(THEIRS);

  await dialog.getByRole("button", { name: "Giữ bản của tôi" }).click();
  await saved(page);
  await expect(dialog).toBeHidden();
  expect(await draft(api, meeting)).toBe(MINE);
});

test("the second to write the same takes the other's version", async ({ browser, baseURL }, { project }) => {
  const [page, api, meeting] = await both(browser, { ...project.use, baseURL });
  await page.getByLabel("Nội dung dự thảo").fill(MINE);
  await page.getByRole("button", { name: "Giữ bản trên máy chủ" }).click();
  await expect(page.getByLabel("Nội dung dự thảo")).toHaveValue(THEIRS);
  await saved(page);
  expect(await draft(api, meeting)).toBe(THEIRS);
});

test("the decision can wait, under the state of saving", async ({ browser, baseURL }, { project }) => {
  const [page, api, meeting] = await both(browser, { ...project.use, baseURL });
  await page.getByLabel("Nội dung dự thảo").fill(MINE);
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "1 nội dung cần xem lại" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Giữ bản của tôi" }).click();
  await expect.poll(() => draft(api, meeting)).toBe(MINE);
});

test("changes that don't touch each other both go through", async ({ browser, baseURL }, { project }) => {
  const [page, api, meeting] = await both(browser, { ...project.use, baseURL });
  await page.getByLabel("Địa điểm").fill("Nhà sàn cộng đồng");
  await saved(page);
  await expect(page.getByRole("dialog")).toBeHidden();
  // And what the scribe wrote has come in.
  await expect(page.getByLabel("Nội dung dự thảo")).toHaveValue(THEIRS);
  const after = await api.get<{ place: string; draft_resolution: string }>(`/meetings/${meeting.id}`);
  expect(after).toMatchObject({ place: "Nhà sàn cộng đồng", draft_resolution: THEIRS });
});

test("two who write different parts at once are both kept, and nobody is asked", async ({ browser, baseURL }, { project }) => {
  const setup = await admin();
  const unit = await setup.unit("CB07");
  const accounts = [await setup.newAccount("secretary", unit), await setup.newAccount("scribe", unit)];
  const api = await Api.signIn(accounts[1]);
  const meeting = await thematicMeeting(api, unit, "Nước sạch cho thôn");
  const [one, other] = await Promise.all(
    accounts.map(async (account) => {
      const page = await arrive(browser, account, { ...project.use, baseURL });
      await page.goto(`/meetings/${meeting.id}?step=prepare`);
      await expect(page.getByLabel("Nội dung dự thảo")).toBeVisible();
      return page;
    }),
  );
  await Promise.all([one.getByLabel("Nội dung dự thảo").fill(MINE), other.getByLabel("Địa điểm").fill("Nhà sàn cộng đồng")]);
  await Promise.all([saved(one), saved(other)]);
  // And again, on top of what each hasn't read.
  await Promise.all([one.getByLabel("Nội dung dự thảo").fill(THEIRS), other.getByLabel("Địa điểm").fill("Nhà văn hóa thôn")]);
  await Promise.all([saved(one), saved(other)]);
  for (const page of [one, other]) await expect(page.getByRole("dialog")).toBeHidden();
  const after = await api.get<{ place: string; draft_resolution: string }>(`/meetings/${meeting.id}`);
  expect(after).toMatchObject({ place: "Nhà văn hóa thôn", draft_resolution: THEIRS });
});
