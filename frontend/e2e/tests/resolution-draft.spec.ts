// The resolution's text is kept with the meeting while it is written: what the scribe types on a phone is on the
// secretary's screen, and the conclusion issues it.
import { expect, test } from "@playwright/test";
import { admin, Api, thematicMeeting } from "../support/api";
import { arrive, card, confirm, saved } from "../support/person";

test("scribe and secretary write one text, which the conclusion issues", async ({ browser, baseURL }, { project }) => {
  const options = { ...project.use, baseURL };
  const setup = await admin();
  const unit = await setup.unit("CB07");
  const [first, second] = [await setup.newAccount("secretary", unit), await setup.newAccount("scribe", unit)];
  const api = await Api.signIn(first);
  const meeting = await thematicMeeting(api, unit, "Giữ rừng đầu nguồn");
  const [end, start] = [new Date(Date.now() - 60_000), new Date(Date.now() - 7_200_000)];
  await api.change(`/meetings/${meeting.id}`, "PATCH", {
    started_at: start.toISOString(),
    ended_at: end.toISOString(),
    chair_id: meeting.attendance[0].member_id,
    secretary_id: meeting.attendance[1].member_id,
  });
  await api.adopt(meeting.id);

  const scribe = await arrive(browser, second, options);
  await scribe.goto(`/meetings/${meeting.id}?step=conclusion`);
  await expect(scribe.getByLabel("Trích yếu")).toHaveValue(/^Lãnh đạo thực hiện nhiệm vụ tháng/);
  await expect(scribe.getByRole("button", { name: "Kết luận buổi họp" })).toHaveCount(0);
  await scribe.getByLabel("I. Đánh giá tình hình tháng trước").fill("Cả thôn trồng được hai héc-ta");
  await saved(scribe);

  const secretary = await arrive(browser, first, options);
  await secretary.goto(`/meetings/${meeting.id}?step=conclusion`);
  await expect(secretary.getByLabel("I. Đánh giá tình hình tháng trước")).toHaveValue("Cả thôn trồng được hai héc-ta");
  await secretary.getByLabel("Trích yếu").fill("Giữ rừng đầu nguồn quý này");
  await saved(secretary);
  await secretary.reload();
  await expect(secretary.getByLabel("Trích yếu")).toHaveValue("Giữ rừng đầu nguồn quý này");
  await confirm(secretary, "Kết luận buổi họp");
  const issued = card(secretary, "Nghị quyết");
  await expect(issued.getByText(/^Số \d\d+-NQ\/CB$/)).toBeVisible();
  await expect(issued).toContainText("Giữ rừng đầu nguồn quý này");
  await expect(issued).toContainText("Cả thôn trồng được hai héc-ta");
});
