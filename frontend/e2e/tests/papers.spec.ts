// Official papers: the browser's page and the .docx say, word for word, what the server's blocks say.
import { expect, test } from "@playwright/test";
import { Api, example } from "../support/api";
import { arrive, wordsOf } from "../support/person";

type Signature = { titles: string[]; name: string };
type Block =
  | "turn"
  | Partial<Record<"section" | "subsection" | "text" | "remark" | "annex" | "code", string>> & {
      title?: { kind: string; subject: string[] };
      labelled?: { label: string; text: string };
      table?: { columns: { heading: string }[]; rows: { cells: string[] }[] };
      signatures?: Signature[];
      recipients?: { to: string[]; signature: Signature };
    };
type Paper = {
  layout: string;
  draft?: boolean;
  head: { superior: string; issuer: string; number: string; dated: string };
  blocks: Block[];
};

// What a paper says, without blanks.
function words({ layout, draft, head, blocks }: Paper): string {
  const signature = ({ titles, name }: Signature) => [...titles, name];
  const block = (one: Block): string[] => {
    if (one === "turn") return [];
    const { title, labelled, table, signatures, recipients, ...texts } = one;
    if (title) {
      const hyphens = layout === "hd-05-2026" ? ["-----"] : [];
      return [title.kind, ...title.subject, ...hyphens, ...(draft ? ["(Dự thảo)"] : [])];
    }
    if (labelled) return [labelled.label, labelled.text];
    if (table) return [...table.columns.map((column) => column.heading), ...table.rows.flatMap((row) => row.cells)];
    if (signatures) return signatures.flatMap(signature);
    if (recipients) return ["Nơi nhận:", ...recipients.to, ...signature(recipients.signature)];
    return Object.values(texts) as string[];
  };
  const top = [head.superior, head.issuer, "*", "ĐẢNG CỘNG SẢN VIỆT NAM", head.number, head.dated];
  return bare([...top, ...blocks.flatMap(block)].join(""));
}

function bare(text: string): string {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&").replace(/\s/g, "");
}

test("a locked meeting's papers are one paper in the browser, in the file and in the API", async ({ browser }) => {
  const secretary = example("secretary");
  const api = await Api.signIn(secretary);
  type Row = { id: string; kind: string; status: string };
  const { items } = await api.get<{ items: Row[] }>("/meetings?limit=200");
  const regular = items.find((row) => row.kind === "regular" && row.status === "locked");
  const preparatory = items.find((row) => row.kind === "preparatory" && row.status !== "planned");
  if (!regular || !preparatory) throw new Error("the demo has no such meeting");
  const page = await arrive(browser, secretary);
  const names: [string, string, string][] = [
    ["minutes", "Biên bản", regular.id],
    ["resolution", "Nghị quyết", regular.id],
    ["score-sheet", "Phiếu đánh giá", regular.id],
    ["roll", "Danh sách điểm danh", regular.id],
    ["minutes", "Biên bản", preparatory.id],
  ];
  for (const [kind, name, id] of names) {
    const said = words(await api.get<Paper>(`/meetings/${id}/papers/${kind}`));
    await page.goto(`/meetings/${id}/print/${kind}`);
    const paper = page.getByRole("article");
    await expect(paper).toBeVisible();
    expect(bare((await paper.textContent()) ?? ""), kind).toBe(said);
    // A committee's meeting ends with its conclusion.
    await page.goto(`/meetings/${id}?step=${id === regular.id ? "approval" : "conclusion"}`);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: `Tải ${name} dạng .docx` }).click();
    expect(bare(await wordsOf(await download)), kind).toBe(said);
  }
});

test("the office prints the month's results and the notice of the next", async ({ browser }) => {
  const office = example("office");
  const api = await Api.signIn(office);
  const commune = (await api.get<{ grants: { unit_id: string }[] }>("/me")).grants[0].unit_id;
  const page = await arrive(browser, office);
  for (const [kind, name] of [["results", "Bảng tổng hợp kết quả"], ["notice", "Thông báo lịch sinh hoạt"]]) {
    await page.goto("/calendar?year=2026&month=9");
    await page.getByRole("link", { name }).click();
    const paper = page.getByRole("article");
    await expect(paper).toBeVisible();
    const said = words(await api.get<Paper>(`/units/${commune}/monthly-papers/${kind}?year=2026&month=9`));
    expect(bare((await paper.textContent()) ?? "")).toBe(said);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Tải .docx" }).click();
    expect(bare(await wordsOf(await download))).toBe(said);
  }
});
