// The API, for what a test needs before it begins and no page is being tried for: other people's accounts, a meeting to
// work on. What a test is about it does in the browser.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { request, type APIRequestContext } from "@playwright/test";

// Somebody who can sign in.
export type Account = { login: string; password: string; name: string };

type Unit = { id: string; code: string; name: string; branch_kind?: string };

export type Meeting = {
  id: string;
  unit_id: string;
  year: number;
  month: number;
  status: string;
  scheduled_at: string;
  version: number;
  attendance: { member_id: string; name: string; kind: string; status: string; state: string }[];
  agenda: { id: string; title: string }[];
};

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} isn't set: run the tests with \`cargo xtask test\``);
  return value;
}

// The person of a role in demo-accounts.txt, whose columns have at least two blanks between them.
export function example(role: string): Account {
  for (const line of readFileSync(variable("NENEP_ACCOUNTS"), "utf8").split("\n")) {
    const [first, , name, , login, password] = line.split(/ {2,}/);
    if (first === role) return { login, password, name };
  }
  throw new Error(`${role} isn't in the accounts' file`);
}

// A password that no other test and no other run has.
export function newPassword(): string {
  return `Muà xuân ${randomUUID()}`;
}

// Somebody signed in to the API.
export class Api {
  private constructor(
    private readonly context: APIRequestContext,
    private readonly token: string,
  ) {}

  static async signIn({ login, password }: Account): Promise<Api> {
    const context = await request.newContext({
      baseURL: variable("NENEP_URL"),
      // A kept connection may be closed by the server at the very moment when it's used again.
      extraHTTPHeaders: { Connection: "close" },
    });
    const reply = await context.post("/api/v1/auth/sign-in", { data: { login, password } });
    if (!reply.ok()) throw new Error(`${login} can't sign in: ${await reply.text()}`);
    return new Api(context, (await reply.json()).access_token);
  }

  async get<T>(path: string): Promise<T> {
    return (await this.send("GET", path)).body as T;
  }

  async post<T>(path: string, data?: unknown): Promise<T> {
    return (await this.send("POST", path, data)).body as T;
  }

  // Writes to the version that is there now.
  async change(path: string, method: "PATCH" | "POST" | "PUT", data: unknown, below = ""): Promise<void> {
    const { etag } = await this.send("GET", path);
    await this.send(method, path + below, data, etag);
  }

  // Everybody who is entitled votes for the meeting's resolution: without that it isn't issued.
  async adopt(id: string): Promise<void> {
    const { attendance } = await this.get<Meeting>(`/meetings/${id}`);
    const entitled = attendance.filter(
      ({ kind, status, state }) => kind === "official" && status === "active" && state === "present",
    );
    const vote = { id: randomUUID(), subject: "resolution", title: "Thông qua nghị quyết", in_favour: entitled.length };
    await this.change(`/meetings/${id}`, "PATCH", { votes: [vote] });
  }

  private async send(method: string, path: string, data?: unknown, etag?: string) {
    const headers: Record<string, string> = { Authorization: `Bearer ${this.token}` };
    if (method === "POST") headers["Idempotency-Key"] = randomUUID();
    if (etag) headers["If-Match"] = etag;
    const reply = await this.context.fetch(`/api/v1${path}`, { method, headers, data });
    const text = await reply.text();
    if (!reply.ok()) throw new Error(`${method} ${path}: ${reply.status()} ${text}`);
    return { body: text ? JSON.parse(text) : {}, etag: reply.headers()["etag"] };
  }

  // A unit by its code: `CB09`; the commune has none of its own kind.
  async unit(code: string): Promise<Unit> {
    const { items } = await this.get<{ items: Unit[] }>("/units");
    const found = items.find((unit) => (code === "commune" ? !unit.branch_kind : unit.code === code));
    if (!found) throw new Error(`no unit ${code}`);
    return found;
  }

  // One of the demo's accounts that nobody has activated yet, with a password. Each may be asked for by one test only:
  // a second activation would end the first one's sessions.
  async activated(login: string): Promise<Account> {
    const { items } = await this.get<{ items: (Account & { id: string })[] }>(`/accounts?q=${login}`);
    const account = items.find((one) => one.login === login);
    if (!account) throw new Error(`no account ${login}`);
    return this.withPassword(account);
  }

  // An account of its own for a test, so that no other test's work is in its way.
  async newAccount(role: string, unit: Pick<Unit, "id">): Promise<Account> {
    const login = `e2e.${randomUUID().slice(0, 8)}`;
    const name = `Lò Thị ${login.slice(4)}`;
    const account = await this.post<Account & { id: string }>("/accounts", { login, name });
    await this.post(`/accounts/${account.id}/grants`, { role, unit_id: unit.id, starts_on: localDay(new Date()) });
    return this.withPassword(account);
  }

  private async withPassword(account: Account & { id: string }): Promise<Account> {
    const { code } = await this.post<{ code: string }>(`/accounts/${account.id}/activation-codes`);
    const password = newPassword();
    await this.context.post("/api/v1/auth/activate", { data: { login: account.login, code, password } });
    return { login: account.login, name: account.name, password };
  }
}

// The admin of the accounts' file.
export function admin(): Promise<Api> {
  return Api.signIn(example("admin"));
}

// A meeting for a test to write in, on today's evening. A thematic one: a branch may have any number of them in a month,
// so tests and runs don't get in each other's way.
export async function thematicMeeting(secretary: Api, unit: Unit, title: string): Promise<Meeting> {
  const day = localDay(new Date());
  return secretary.post<Meeting>(`/branches/${unit.id}/meetings`, {
    kind: "thematic",
    year: Number(day.slice(0, 4)),
    month: Number(day.slice(5, 7)),
    scheduled_at: new Date(`${day}T19:30:00+07:00`).toISOString(),
    moved_reason: "",
    place: "Nhà văn hóa",
    focal_issue: { title, problem: "", aim: "", expected_result: "" },
  });
}

// The day in Vietnam, `2026-12-04`; the machine's own time zone doesn't matter.
export function localDay(at: Date): string {
  return localMoment(at).slice(0, 10);
}

// The moment in Vietnam as `<input type="datetime-local">` writes it, `2026-12-04T19:30`.
export function localMoment(at: Date): string {
  return new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 16);
}
