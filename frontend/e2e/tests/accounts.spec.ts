// An account from the admin's form to its end: made, activated with the printed slip, signed in on two devices, disabled.
import { expect, test, type Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { example, newPassword } from "../support/api";
import { arrive, card, confirm, menu, signIn } from "../support/person";

const HOME = /Chào đồng chí/;

// Fills in the form of the activation page.
async function activate(page: Page, login: string, code: string, password: string, again = password) {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Kích hoạt tài khoản" }).click();
  await page.getByLabel("Tên đăng nhập").fill(login);
  await page.getByLabel("Mã kích hoạt").fill(code);
  await page.getByLabel("Mật khẩu mới", { exact: true }).fill(password);
  await page.getByLabel("Nhập lại mật khẩu mới").fill(again);
  await page.getByRole("button", { name: "Đặt mật khẩu và đăng nhập" }).click();
}

// What somebody sees who was signed out: the next thing they do leads to the sign-in page.
async function isOut(page: Page) {
  await menu(page, /^(Lịch sinh hoạt|Lịch)$/);
  await expect(page.getByRole("heading", { level: 1, name: "Đăng nhập" })).toBeVisible();
}

test("made, activated with the slip, signed in twice, disabled", async ({ browser, baseURL }, { project }) => {
  const options = { ...project.use, baseURL };
  const admin = await arrive(browser, example("admin"), options);
  const login = `nong.thi.${randomUUID().slice(0, 8)}`;
  const name = `Nông Thị ${login.slice(9)}`;
  const password = newPassword();

  // The admin makes the account, gives it a role, prints the slip.
  await menu(admin, /^Quản trị$/);
  await admin.getByRole("button", { name: "Cấp tài khoản" }).click();
  const form = admin.getByRole("dialog", { name: "Cấp tài khoản" });
  await form.getByLabel("Họ và tên").fill(name);
  await form.getByLabel("Tên đăng nhập").focus();
  await expect(form.getByLabel("Tên đăng nhập")).toHaveValue(login);
  await form.getByRole("button", { name: "Tạo tài khoản" }).click();
  await expect(admin.getByRole("heading", { level: 1, name })).toBeVisible();
  const roles = card(admin, "Vai trò");
  await roles.getByLabel("Vai trò").selectOption("Đảng viên");
  await roles.getByLabel("Đơn vị").selectOption("Chi bộ thôn Bản Khản");
  await roles.getByRole("button", { name: "Giao vai trò" }).click();
  await expect(roles.getByRole("listitem")).toContainText("Chi bộ thôn Bản Khản");
  await admin.getByRole("button", { name: "Tạo mã kích hoạt" }).click();
  const slip = admin.getByRole("region", { name: "Phiếu kích hoạt tài khoản" });
  await expect(slip).toContainText(login);
  await expect(slip).toContainText(`${baseURL}/activate`);
  const code = (await slip.locator(".slip-code").textContent()) ?? "";
  await admin.evaluate(() => (window.print = () => document.body.setAttribute("data-printed", "")));
  await slip.getByRole("button", { name: "In phiếu" }).click();
  await expect(admin.locator("body[data-printed]")).toBeVisible();

  // The person sets a password.
  const person = await (await browser.newContext(options)).newPage();
  await activate(person, login, code, password, `${password}!`);
  await expect(person.getByLabel("Nhập lại mật khẩu mới")).toHaveAccessibleDescription(/chưa giống nhau/);
  await person.getByLabel("Nhập lại mật khẩu mới").fill(password);
  await person.getByRole("button", { name: "Đặt mật khẩu và đăng nhập" }).click();
  await expect(person.getByRole("heading", { level: 1, name: HOME })).toBeVisible();

  // The code was for one use.
  const second = await (await browser.newContext(options)).newPage();
  await activate(second, login, code, newPassword());
  await expect(second.getByRole("alert").first()).toBeVisible();
  await expect(second.getByRole("heading", { level: 1, name: "Kích hoạt tài khoản" })).toBeVisible();

  // On a second device, which the first one signs out.
  await signIn(second, { login, password, name });
  await person.goto("/account");
  const devices = card(person, "Thiết bị đang đăng nhập");
  await expect(devices.getByRole("listitem")).toHaveCount(2);
  await devices.getByRole("button", { name: "Đăng xuất thiết bị" }).click();
  await person.getByRole("dialog").getByRole("button", { name: "Đăng xuất thiết bị" }).click();
  await expect(devices.getByRole("listitem")).toHaveCount(1);
  await isOut(second);

  // Disabled: out at once, and no way back in.
  await admin.reload();
  await confirm(admin, "Khóa tài khoản");
  await expect(admin.getByRole("button", { name: "Mở khóa" })).toBeVisible();
  await isOut(person);
  await person.getByLabel("Tên đăng nhập").fill(login);
  await person.getByLabel("Mật khẩu", { exact: true }).fill(password);
  await person.getByRole("button", { name: "Đăng nhập" }).click();
  await expect(person.getByRole("alert")).toBeVisible();
  await expect(person.getByRole("heading", { level: 1, name: "Đăng nhập" })).toBeVisible();

  // The journal tells all of it, with what was and what is.
  await menu(admin, /^Nhật ký$/);
  const entries = card(admin, "Ai làm gì").locator(".task-list > li");
  await expect(entries.filter({ hasText: "Sửa, khóa, mở khóa tài khoản" }).first()).toContainText(/disabled\s*false → true/);
  await admin.getByLabel("Kết quả").selectOption("Bị từ chối");
  await expect(admin).toHaveURL(/refused=true/);
  await expect(entries.first()).toContainText("Bị từ chối");
});
