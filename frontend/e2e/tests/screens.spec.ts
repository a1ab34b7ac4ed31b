// Every screen of every role, in both languages and at both sizes: it opens, the browser has nothing to complain of, the
// page isn't wider than the screen, and axe finds nothing that shuts somebody out.
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { Api, example, localDay } from "../support/api";
import { signIn } from "../support/person";

type Row = { id: string; unit_id: string; kind: string; status: string };

const STEPS = ["prepare", "notice", "attendance", "content", "conclusion", "score", "approval"];
const LANGUAGES = ["Tiếng Việt", "English"];
const PAPERS = ["minutes", "resolution", "score-sheet", "roll"];
const ROLES = ["admin", "standing_member", "office", "committee_member", "inspector", "secretary", "scribe", "member"];

// A recording of hundreds of screens costs more time than looking at them; what is found names its screen.
test.use({ trace: "off" });

// The addresses that a role's menu and pages lead to, with the demo's own things.
async function addresses(role: string): Promise<string[]> {
  const api = await Api.signIn(example(role));
  const first = async (path: string) => (await api.get<{ items: { id: string }[] }>(path)).items[0].id;
  if (role === "admin") {
    const branch = (await api.unit("CB01")).id;
    const account = await first("/accounts?q=bithu.cb01");
    return ["/", "/branches", `/branches/${branch}`, "/admin/accounts", `/admin/accounts/${account}`, "/acts"];
  }
  const { items } = await api.get<{ items: Row[] }>("/meetings?limit=200");
  const regular = items.filter((row) => row.kind === "regular");
  const found = (row: Row | undefined, what: string) => {
    if (!row) throw new Error(`the demo has no ${what} for ${role}`);
    return row;
  };
  const locked = found(regular.find((row) => row.status === "locked"), "locked meeting");
  const branch = locked.unit_id;
  const all = ["/", "/calendar", "/branches", `/branches/${branch}`, "/members", "/tasks?view=open", "/tasks?view=resolutions", "/targets", "/supervision"];
  all.push(`/members/${await first(`/members?limit=1&unit_id=${branch}`)}`);
  all.push(`/meetings/${locked.id}?step=approval`, ...PAPERS.map((paper) => `/meetings/${locked.id}/print/${paper}`));
  if (role === "secretary") {
    // Before the meeting, and after it.
    const planned = found(regular.find((row) => row.status === "planned"), "planned meeting");
    const preparatory = found(items.find((row) => row.kind === "preparatory"), "preparatory meeting");
    all.push(`/calendar?plan=${localDay(new Date()).slice(0, 7)}`, `/meetings/${preparatory.id}`);
    for (const id of [planned.id, locked.id]) all.push(...STEPS.map((step) => `/meetings/${id}?step=${step}`));
  }
  if (["secretary", "scribe", "member"].includes(role)) all.push("/tasks?view=mine");
  else all.push("/overview");
  if (role === "office") {
    const commune = (await api.get<{ grants: { unit_id: string }[] }>("/me")).grants[0].unit_id;
    all.push("/members/import", ...["results", "notice"].map((kind) => `/papers/${commune}/${kind}?year=2026&month=9`));
  }
  if (role === "inspector") all.push("/acts");
  all.push(...(await sheets(api, role)));
  return all;
}

// Score sheets: those who may read the commune's see them; the office a draft too.
async function sheets(api: Api, role: string): Promise<string[]> {
  if (!["standing_member", "office", "committee_member", "inspector"].includes(role)) return [];
  const commune = (await api.unit("commune")).id;
  type Sheet = { id: string; digest: string; title: object };
  const { items } = await api.get<{ items: Sheet[] }>(`/units/${commune}/sheets`);
  const [one, other] = items;
  const all = ["/sheets", `/sheets/${one.id}`, `/sheets/compare?a=${one.id}&b=${other.id}`];
  if (role === "office") {
    const title = { vi: "Bản nháp để xem", en: "A draft to look at" };
    const draft = await api.post<Sheet>(`/units/${commune}/sheets`, { from: one.digest, title });
    all.push(`/sheets/${draft.id}`, `/sheets/${draft.id}/edit`);
  }
  return all;
}

// Goes on to an address without loading the program again: as a link of the page does.
async function go(page: Page, address: string) {
  await page.evaluate((to) => {
    // The page that is left is told from the one that comes by this mark.
    const samePage = new URL(to, location.href).pathname === location.pathname;
    if (!samePage) document.querySelector("main h1")?.setAttribute("data-left", "");
    const link = Object.assign(document.createElement("a"), { href: to });
    document.body.append(link);
    link.click();
    link.remove();
  }, address);
  await expect(page).toHaveURL(new RegExp(`${address.replace(/[?]/g, "\\?")}$`));
  await expect(page.locator("[data-left]")).toHaveCount(0);
}

// Looks at the screen that is open.
async function judge(page: Page, complaints: string[]) {
  const address = new URL(page.url()).pathname + new URL(page.url()).search;
  await test.step(address, async () => {
    // A paper has a heading of its own below the page's.
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await expect(page.locator(".skeleton")).toHaveCount(0);
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect.soft(tooWide, `${address} is wider than the screen`).toBeLessThanOrEqual(0);
    // The legacy mode looks at this one page only, which is all there is, and takes half the time.
    const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode(true);
    const { violations } = await axe.analyze();
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
    expect.soft(found, address).toEqual([]);
    expect.soft(complaints.splice(0), address).toEqual([]);
  });
}

// What the browser says that nobody should have to read.
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  return complaints;
}

test("nobody's screens", async ({ page }) => {
  const complaints = listen(page);
  for (const address of ["/sign-in", "/activate"]) {
    await page.goto(address);
    for (const language of LANGUAGES) {
      await page.getByText(language, { exact: true }).click();
      await judge(page, complaints);
    }
  }
});

for (const role of ROLES) {
  test(`${role}'s screens`, async ({ page }) => {
    test.setTimeout(150_000);
    const complaints = listen(page);
    await signIn(page, example(role));
    const list = await addresses(role);
    for (const language of LANGUAGES) {
      await go(page, "/account");
      await page.getByText(language, { exact: true }).click();
      // The account's own page first, and last what isn't there.
      await judge(page, complaints);
      for (const address of [...list, "/nowhere"]) {
        await go(page, address);
        await judge(page, complaints);
      }
    }
  });
}
