// The main job, from planning a meeting to its grade on the commune's overview, as the secretary, the supervising
// committee member, a standing member and an ordinary member.
//
// The meeting is the branch's next regular one, whichever month that is, and it is held as soon as it is planned: the
// server lets a branch begin earlier than planned (rules advise, they don't block), so the journey is the same on every
// day of the year. The demo has held everything up to yesterday, so the next one is of this month or of the next.
import { expect, test, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import { admin, Api, example, localDay, localMoment, type Account } from "../support/api";
import { arrive, card, confirm, menu, saved, step, wordsOf } from "../support/person";

// Each size of screen has a branch of its own, with the committee member in charge of it.
const BRANCHES: Record<string, [string, string]> = { desktop: ["CB09", "phutrach5"], phone: ["CB06", "phutrach3"] };

const REASON = "Trùng lịch tập huấn của xã";
const DRAFT = "Mười hộ đăng ký trong tháng, mỗi đảng viên giúp một hộ.";
const TASK = "Lập danh sách hộ đăng ký, báo cáo chi bộ";
const REMARKS = "Thảo luận sát việc, cần thêm ý kiến của đảng viên trẻ.";
const ADDENDUM = "Ghi rõ thêm: mười hộ thuộc ba nhóm hộ liền kề.";
const PREVIOUS = "Kết quả thực hiện nhiệm vụ của nghị quyết, kết luận kỳ trước";
const FOCAL = "Thảo luận vấn đề trọng tâm; nhiệm vụ tháng tới";

type Branch = { id: string; name: string; fixed_day: number };
type Month = { year: number; month: number };

test("a meeting from its plan to its grade on the overview", async ({ browser, baseURL }, { project }) => {
  test.setTimeout(240_000);
  const [code, inCharge] = BRANCHES[project.name];
  const issue = `Vận động mười hộ đăng ký nhà sạch, vườn đẹp (${code})`;
  const setup = await admin();
  const secretary = await setup.activated(`bithu.${code.toLowerCase()}`);
  const member = await setup.activated(`dangvien2.${code.toLowerCase()}`);
  const supervisor = await setup.activated(inCharge);
  const api = await Api.signIn(secretary);
  const branch = await api.get<Branch>(`/branches/${(await setup.unit(code)).id}`);
  const month = await nextMonth(api, branch);
  const at = (account: Account) => enter(browser, account, { ...project.use, baseURL });

  const run = await at(secretary);
  await test.step("plan", () => plan(run, branch, month, issue));
  const address = run.url().split("?")[0];
  await test.step("prepare", () => prepare(run, issue));
  await test.step("the branch committee prepares it", () => committeeMeets(run, address, issue));
  await test.step("announce", () => announce(run));
  const supervise = await at(supervisor);
  const attend = await at(member);
  await test.step("the supervisor sees it", () => seesMeeting(supervise, "Dự sinh hoạt chi bộ phụ trách", issue));
  await test.step("the member sees it", () => seesMeeting(attend, "Dự sinh hoạt chi bộ", issue));
  await test.step("roll call", () => rollCall(run, plannedDay(branch, month), member));
  await test.step("proceed", () => proceed(run));
  await test.step("conclude", () => conclude(run, member));
  const own = await test.step("score", () => selfScore(run));
  await test.step("the supervisor scores", () => superviseScore(supervise, issue));
  const decide = await at(example("standing_member"));
  await test.step("the committee decides", () => decideScore(decide, branch, issue));
  await test.step("the minutes are locked", () => correct(run, address));
  await test.step("papers", () => papers(run, issue));
  await test.step("overview", () => overview(decide, branch, month, own - 1, issue));
  await test.step("the member's task", () => report(attend));
});

// At a device of their own, whose browser has nothing to complain of.
async function enter(browser: Browser, account: Account, options: BrowserContextOptions): Promise<Page> {
  const page = await arrive(browser, account, options);
  page.on("pageerror", (error) => expect.soft(String(error)).toBe(""));
  return page;
}

// The month after that of the branch's last regular meeting.
async function nextMonth(api: Api, branch: Branch): Promise<Month> {
  const year = Number(localDay(new Date()).slice(0, 4));
  const months: number[] = [];
  for (const one of [year - 1, year, year + 1]) {
    const found = await api.get<{ items: Month[] }>(`/meetings?unit_id=${branch.id}&year=${one}&kind=regular`);
    months.push(...found.items.map((row) => row.year * 12 + row.month));
  }
  const last = Math.max(...months);
  return { year: Math.floor(last / 12), month: (last % 12) + 1 };
}

// A day after the branch's fixed one, which is never the month's last in the demo.
function plannedDay(branch: Branch, { year, month }: Month): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(branch.fixed_day + 1).padStart(2, "0")}`;
}

// In the calendar: the fixed day is filled in, another one needs a reason.
async function plan(page: Page, branch: Branch, month: Month, issue: string) {
  await menu(page, /^(Lịch sinh hoạt|Lịch)$/);
  await page.getByRole("link", { name: "Lên lịch", exact: true }).click();
  const form = card(page, "Lên lịch buổi sinh hoạt");
  const day = form.getByLabel("Ngày", { exact: true });
  const fixed = String(branch.fixed_day).padStart(2, "0");
  await expect(day).toHaveValue(new RegExp(`-${fixed}$`));
  await expect(form.getByText(`Ngày cố định của chi bộ: ngày ${branch.fixed_day}`)).toBeVisible();
  const reason = form.getByLabel("Lý do dời ngày");
  await expect(reason).toBeHidden();

  await day.fill(plannedDay(branch, month));
  await form.getByLabel("Vấn đề trọng tâm").fill(issue);
  await form.getByLabel("Lĩnh vực").selectOption({ index: 1 });
  await form.getByRole("button", { name: "Tạo buổi sinh hoạt" }).click();
  await expect(form.getByRole("alert")).toBeVisible();
  await expect(reason).toHaveAccessibleDescription(/Cần ghi lý do/);
  await reason.fill(REASON);
  await form.getByRole("button", { name: "Tạo buổi sinh hoạt" }).click();
  await expect(page).toHaveURL(/\/meetings\/[0-9a-f-]+$/);
  await expect(page.getByRole("heading", { level: 1, name: issue })).toBeVisible();
}

// One focal issue, the agenda from the template, the last resolution's tasks, a document, the draft.
async function prepare(page: Page, issue: string) {
  const focal = card(page, "Vấn đề trọng tâm");
  await expect(focal.getByLabel("Tên vấn đề")).toHaveValue(issue);
  await expect(focal.getByLabel("Lĩnh vực")).not.toHaveValue("");
  await expect(page.getByLabel("Lý do đổi ngày")).toHaveValue(REASON);
  await focal.getByLabel("Mục tiêu").fill("Mười hộ đăng ký trước rằm");
  await focal.getByLabel("Kết quả cần đạt").fill("Mười hộ có tên trong danh sách");

  const agenda = card(page, "Chương trình");
  const substance = agenda.locator("section").filter({ has: page.getByRole("heading", { name: "Nội dung", exact: true }) });
  await expect(substance.getByLabel("Tên nội dung").first()).toHaveValue(PREVIOUS);
  await expect(agenda.getByText("theo quy trình")).not.toHaveCount(0);
  const open = card(page, "Nhiệm vụ kỳ trước").getByRole("listitem");
  await expect(open.first()).toContainText("-NQ/CB");

  const minuteTaker = page.getByLabel("Thư ký", { exact: true });
  await minuteTaker.selectOption({ index: 2 });
  const documents = card(page, "Tài liệu");
  await documents.getByLabel("Tên tài liệu").fill("Danh sách hộ của thôn");
  await documents.getByLabel("Xem ở đâu").fill("Bản in tại nhà văn hóa");
  await documents.getByRole("button", { name: "Thêm tài liệu" }).click();
  await documents.getByLabel("Đã gửi").check();
  await page.getByLabel("Nội dung dự thảo").fill(DRAFT);
  await saved(page);
  await page.reload();
  await expect(page.getByLabel("Nội dung dự thảo")).toHaveValue(DRAFT);
  await expect(card(page, "Tài liệu").getByLabel("Đã gửi")).toBeChecked();
}

// The preparatory meeting, held the same day; then back to the meeting that it prepares.
async function committeeMeets(page: Page, address: string, issue: string) {
  await card(page, "Chi ủy họp chuẩn bị").getByRole("button", { name: "Lên lịch họp chi ủy" }).click();
  await expect(page.getByText(/· họp chi ủy tháng/)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: issue })).toBeVisible();
  const now = new Date();
  await page.getByLabel("Ngày giờ họp").fill(localMoment(now));
  // Minutes without a minute-taker are signed by nobody.
  await page.getByLabel("Thư ký", { exact: true }).selectOption({ index: 1 });
  await begin(page, new Date(now.getTime() - 45 * 60_000), false);
  await step(page, "Nội dung");
  for (const done of await page.locator(".item-done").getByRole("checkbox").all()) await done.check();
  await step(page, "Kết luận");
  await page.getByRole("button", { name: "Kết thúc họp bây giờ" }).click();
  await confirm(page, "Kết luận buổi họp");
  await expect(page.getByText("Đã kết luận", { exact: true })).toBeVisible();

  await page.goto(`${address}?step=prepare`);
  await expect(card(page, "Chi ủy họp chuẩn bị").getByText("Đã kết luận")).toBeVisible();
}

// Everybody was told: those without an account by telephone, the supervisor and the others here.
async function announce(page: Page) {
  await step(page, "Thông báo");
  await expect(page.getByText("Buổi họp chưa được thông báo.")).toBeVisible();
  await page.getByRole("button", { name: "Đánh dấu đã báo tất cả" }).click();
  for (const told of await page.getByLabel("Đã báo", { exact: true }).all()) await expect(told).toBeChecked();
  await page.getByRole("button", { name: "Thông báo buổi họp" }).click();
  await expect(page.getByText(/^Đã thông báo lúc/)).toBeVisible();
  await expect(page.getByText(/^Cấp ủy viên phụ trách đã được báo:/)).toBeVisible();
  await expect(page.getByText("chưa báo", { exact: true })).toHaveCount(0);
  await expect(page.getByText(/^Đã báo (\d+) trong \1 đảng viên$/)).toBeVisible();
}

// On the home page, with one button that leads to it.
async function seesMeeting(page: Page, what: string, issue: string) {
  await page.goto("/");
  const link = page.getByRole("link", { name: `Xem: ${what},` }).filter({ visible: true });
  await link.and(page.locator(`[aria-label*="${issue}"]`)).click();
  await expect(page.getByRole("heading", { level: 1, name: issue })).toBeVisible();
  await expect(page.getByText("Đã thông báo", { exact: true })).toBeVisible();
}

// Begins the meeting, and puts the hour right.
async function begin(page: Page, at: Date, early: boolean) {
  await step(page, "Điểm danh");
  await page.getByRole("button", { name: "Bắt đầu họp" }).click();
  // Before the planned day it asks first.
  const question = page.getByRole("dialog", { name: "Bắt đầu trước ngày đã định?" });
  if (early) await question.getByRole("button", { name: "Bắt đầu họp" }).click();
  await page.getByLabel("Bắt đầu lúc").fill(localMoment(at));
  await saved(page);
}

// Everybody is present until somebody taps another word.
async function rollCall(page: Page, planned: string, member: Account) {
  await begin(page, new Date(Date.now() - 125 * 60_000), planned > localDay(new Date()));
  const roll = card(page, "Điểm danh");
  const people = roll.getByRole("group");
  const all = await people.count();
  await expect(roll.getByText(`${all}/${all}`, { exact: true })).toBeVisible();
  for (const one of await people.all()) await expect(one.getByLabel("Có mặt")).toBeChecked();

  // The last two who aren't the member that gets a task.
  const [unexcused, excused] = (await names(page)).reverse().filter((name) => name !== member.name);
  const of = (name: string) => roll.getByRole("listitem").filter({ has: page.getByRole("group", { name, exact: true }) });
  await of(excused).getByText("Có phép", { exact: true }).click();
  await of(excused).getByLabel("Lý do vắng").fill("Đi viện");
  await of(unexcused).getByText("Vắng", { exact: true }).click();
  await expect(roll.getByText(`${all - 2}/${all}`, { exact: true })).toBeVisible();
  await saved(page);
  await roll.getByRole("button", { name: /^có mặt,/ }).click();
  const explanation = page.getByRole("dialog");
  await expect(explanation.getByText(String(all), { exact: true })).toBeVisible();
  await explanation.getByRole("button", { name: "Đóng" }).click();
  await page.reload();
  await expect(of(excused).getByLabel("Lý do vắng")).toHaveValue("Đi viện");
  await expect(of(unexcused).getByLabel("Vắng", { exact: true })).toBeChecked();
}

// The people of the roll call, in its order.
async function names(page: Page): Promise<string[]> {
  return card(page, "Điểm danh").getByRole("group").locator("legend").allTextContents();
}

// Last time's tasks, each item of the agenda, who spoke, what was concluded.
async function proceed(page: Page) {
  await step(page, "Nội dung");
  const previous = card(page, "Nhiệm vụ kỳ trước").getByRole("listitem");
  for (const task of await previous.all()) await task.getByLabel("Đã hoàn thành").check();
  await previous.first().getByLabel("Kết quả").fill("Xong đúng hạn");
  for (const done of await page.locator(".item-done").getByRole("checkbox").all()) await done.check();

  const item = page.getByRole("listitem").filter({ has: page.getByRole("checkbox", { name: FOCAL }) });
  await item.getByText("Ghi ý kiến, kết luận").click();
  const says = async (who: number, kind: string, words: string) => {
    await item.getByLabel("Người phát biểu").selectOption({ index: who });
    await item.getByLabel("Loại ý kiến").selectOption(kind);
    await item.getByLabel("Ý kiến", { exact: true }).fill(words);
    await item.getByRole("button", { name: "Ghi ý kiến" }).click();
    await expect(item.getByText(words, { exact: true })).toBeVisible();
  };
  await says(1, "Phát biểu", "Nhất trí, xin nhận giúp hai hộ");
  await says(2, "Tự phê bình", "Bản thân chưa vận động được gia đình");
  await says(3, "Biểu dương", "Đã vận động được ba hộ");
  await item.getByLabel("Kết luận nội dung này").fill("Chi bộ thống nhất vận động mười hộ");
  await page.getByLabel("Số phút tự phê bình và phê bình").fill("20");
  await saved(page);
  await expect(item.getByText("3 ý kiến")).toBeVisible();
}

// A vote by the rule, a task with its person and day, the end, the resolution with its number.
async function conclude(page: Page, member: Account) {
  await step(page, "Kết luận");
  const votes = card(page, "Biểu quyết");
  const entitled = Number((await votes.getByText(/^Được biểu quyết:/).textContent())?.match(/\d+/)?.[0]);
  await votes.getByLabel("Nội dung biểu quyết").fill("Thông qua nghị quyết của tháng");
  await votes.getByLabel("Tán thành", { exact: true }).fill(String(entitled + 1));
  await votes.getByRole("button", { name: "Ghi biểu quyết" }).click();
  await expect(votes.getByLabel("Tán thành", { exact: true })).toHaveAccessibleDescription(/vượt số đảng viên/);
  await votes.getByLabel("Tán thành", { exact: true }).fill(String(entitled));
  await votes.getByRole("button", { name: "Ghi biểu quyết" }).click();
  await expect(votes.getByText("Thông qua", { exact: true })).toBeVisible();

  const tasks = card(page, "Giao nhiệm vụ");
  await tasks.getByRole("button", { name: "Giao nhiệm vụ" }).click();
  await expect(tasks.getByLabel("Nhiệm vụ", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await tasks.getByLabel("Nhiệm vụ", { exact: true }).fill(TASK);
  await tasks.getByLabel("Người thực hiện").selectOption(member.name);
  await expect(tasks.getByLabel("Hạn hoàn thành")).not.toHaveValue("");
  await tasks.getByRole("button", { name: "Giao nhiệm vụ" }).click();
  await expect(tasks.getByRole("listitem").filter({ hasText: TASK })).toContainText(member.name);

  await page.getByRole("button", { name: "Kết thúc họp bây giờ" }).click();
  await page.getByLabel("Biên bản đã đọc lại và được thông qua").check();
  // The draft that was prepared is the second part.
  await expect(page.getByLabel("II. Phương hướng, nhiệm vụ")).toHaveValue(DRAFT);
  await page.getByLabel("III. Tổ chức thực hiện").fill("Chi ủy theo dõi, báo cáo kỳ sau");
  await confirm(page, "Kết luận buổi họp");
  await expect(card(page, "Nghị quyết").getByText(/^Số \d\d+-NQ\/CB$/)).toBeVisible();
}

// Points of the score that is being filled in.
async function total(page: Page): Promise<number> {
  return Number(await card(page, "Tổng điểm").locator("[aria-live]").textContent());
}

// What the records give is there with its reason; people's answers count as they are given. Returns the points.
async function selfScore(page: Page): Promise<number> {
  await step(page, "Chấm điểm");
  const criterion = (id: string) => page.locator(".criterion").filter({ has: page.getByText(id, { exact: true }) });
  // Somebody was absent without a reason: the lowest points, and the sheet says why.
  await expect(criterion("2.1")).toContainText("1/4");
  await expect(criterion("2.1")).toContainText("không lý do");
  await expect(criterion("8.1")).toContainText("2/2");
  const before = await total(page);
  await page.getByLabel("Điểm mục 4.2").selectOption("10");
  await expect.poll(() => total(page)).toBe(before + 10);
  await page.getByLabel("Điểm mục 4.2").selectOption("9");
  await expect.poll(() => total(page)).toBe(before + 9);

  // Each answer takes a question away.
  const confirmations = page.getByRole("button", { name: "Xác nhận", exact: true });
  for (let left = await confirmations.count(); left > 0; left--) {
    await confirmations.first().click();
    await expect(confirmations).toHaveCount(left - 1);
  }
  for (const answer of await page.getByLabel(/^Điểm mục [^4]/).all()) await answer.selectOption({ index: 1 });
  await expect(card(page, "Tổng điểm").getByText("Chưa chấm:")).toHaveCount(0);
  await expect(card(page, "Tổng điểm").getByText(/^(Tốt|Khá|Trung bình|Kém)$/)).toBeVisible();
  await page.getByLabel("Nhận xét của chi bộ").fill("Cần nhắc đồng chí vắng không báo");
  await saved(page);
  const points = await total(page);
  await confirm(page, "Gửi đảng ủy");
  await expect(page.getByText("Đã gửi đảng ủy", { exact: true })).toBeVisible();
  return points;
}

// Follows a link of what is to do, also one of those that are folded away when there are many.
async function toDo(page: Page, path: string) {
  const link = page.locator(path);
  await expect(link).toBeAttached();
  if (!(await link.isVisible())) await page.locator("details").filter({ has: link }).locator("summary").click();
  await link.click();
}

// One point less for the content, and remarks.
async function superviseScore(page: Page, issue: string) {
  await page.goto("/");
  await toDo(page, `[aria-label^="Chấm điểm: Chấm điểm chi bộ phụ trách,"][aria-label*="${issue}"]`);
  await page.getByText("Xem và sửa từng tiêu chí").click();
  await page.getByLabel("Điểm mục 4.2").selectOption("8");
  await page.getByLabel("Nhận xét", { exact: true }).fill(REMARKS);
  await page.getByRole("button", { name: "Lưu điểm và nhận xét" }).click();
  const compare = card(page, "So sánh điểm");
  await expect(compare.getByText(REMARKS)).toBeVisible();
  await expect(compare.getByRole("row").filter({ hasText: "khác nhau" })).toContainText("4.2");
}

// The committee follows its member; minutes and scores are locked.
async function decideScore(page: Page, branch: Branch, issue: string) {
  await page.goto("/");
  await toDo(page, `[aria-label^="Chốt điểm: Chốt điểm, ${branch.name}"][aria-label*="${issue}"]`);
  await page.getByLabel("Nhận xét", { exact: true }).fill("Nhất trí với đồng chí phụ trách.");
  await confirm(page, "Chốt điểm");
  const lock = card(page, "Biên bản và điểm đã chốt");
  await expect(lock.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
}

// What is locked can't be written any more; an addendum can.
async function correct(page: Page, address: string) {
  await page.goto(`${address}?step=content`);
  await expect(page.getByText(FOCAL).first()).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expect(page.getByLabel("Số phút tự phê bình và phê bình")).toHaveCount(0);
  await step(page, "Phê duyệt");
  await page.getByLabel("Nội dung bổ sung").fill(ADDENDUM);
  await page.getByRole("button", { name: "Ghi bổ sung" }).click();
  await expect(card(page, "Bổ sung biên bản").getByText(ADDENDUM)).toBeVisible();
}

// Minutes and resolution as .docx.
async function papers(page: Page, issue: string) {
  for (const [name, words] of [["Biên bản", issue], ["Nghị quyết", TASK]]) {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: `Tải ${name} dạng .docx` }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/\.docx$/);
    expect(await wordsOf(file)).toContain(words);
  }
}

// The grade in the branch's cell; from there to the branch and to the meeting.
async function overview(page: Page, branch: Branch, { year, month }: Month, points: number, issue: string) {
  await menu(page, /^Tổng quan$/);
  await page.getByRole("navigation", { name: "Năm" }).getByRole("link", { name: String(year) }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`năm ${year}`);
  const map = page.getByRole("table", { name: "Điểm từng kỳ thường kỳ" });
  const cell = page.getByRole("link", { name: new RegExp(`^${branch.name}, T${month}, ${points}/\\d+, `) });
  await expect(cell).toHaveText(new RegExp(`^${points} (T|K|TB|Kém)$`));
  await expect(map.getByRole("row").filter({ has: cell })).toHaveCount(1);
  await map.getByRole("row").filter({ has: cell }).getByRole("rowheader").getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: branch.name })).toBeVisible();
  await page.goBack();
  await cell.click();
  await expect(page.getByRole("heading", { level: 1, name: issue })).toBeVisible();
}

// The member's own task, from the home page to its result.
async function report(page: Page) {
  await page.goto("/");
  await page.getByRole("link", { name: `Báo cáo: Thực hiện nhiệm vụ, ${TASK}` }).click();
  const task = page.getByRole("listitem").filter({ hasText: TASK });
  await task.getByRole("button", { name: `Báo cáo: ${TASK}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Kết quả").fill("Đã lập danh sách mười hai hộ");
  await dialog.getByRole("button", { name: "Lưu kết quả" }).click();
  await expect(task.getByText("Hoàn thành", { exact: true })).toBeVisible();
  await expect(task.getByText("Đã lập danh sách mười hai hộ")).toBeVisible();
}
