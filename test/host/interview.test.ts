import * as vscode from "vscode";
import { demos } from "../../src/demos";
import { createInterviewPage, type InterviewPage } from "../../src/host/interviewPage";
import { createLiveLibrary } from "../../src/host/liveLibrary";
import { createStudy, type Study } from "../../src/host/study";
import type { FromInterview, InterviewEnd, InterviewQuestion, InterviewState } from "../../src/protocol";
import * as assert from "./assert";
import { createPanel } from "./fakePanel";
import { replaceInWindow } from "./replaceIn";
import { extensionUri, newStorage } from "./sample";

const minute = 60_000;

suite("A mock interview", () => {
  const log = vscode.window.createOutputChannel("Test of interviews", { log: true });
  let storage: vscode.Uri;
  let now = 0;
  let parts: vscode.Disposable[] = [];
  let restore = () => {};
  let study: Study;
  let interview: InterviewPage;
  let opened: ReturnType<typeof createPanel<InterviewState, FromInterview>>;
  let serializer: vscode.WebviewPanelSerializer;
  let columns: vscode.ViewColumn[] = [];
  /** The rows that are picked, one pick after the other; what was offered. */
  let picks: (string | undefined)[] = [];
  let offered: vscode.QuickPickItem[][] = [];

  setup(async () => {
    storage = newStorage();
    now = Date.now();
    columns = [];
    offered = [];
    picks = ["15 minutes", "Mixed", "Any section"];
    opened = createPanel();
    restore = replaceInWindow({
      createWebviewPanel: (_: string, __: string, column: vscode.ViewColumn) => {
        columns.push(column);
        return opened.panel;
      },
      registerWebviewPanelSerializer: (_: string, made: vscode.WebviewPanelSerializer) => {
        serializer = made;
        return { dispose: () => {} };
      },
      showQuickPick: async (items: vscode.QuickPickItem[]) => {
        offered.push(items);
        const wanted = picks.shift();
        return items.find(({ label }) => label === wanted);
      },
    });
    open();
  });
  teardown(async () => {
    close();
    restore();
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  suiteTeardown(() => log.dispose());

  function open(): void {
    const library = createLiveLibrary(extensionUri, demos, log);
    const clock = () => now;
    study = createStudy(storage, library, log, clock);
    const follow = () => {};
    interview = createInterviewPage(extensionUri, "x://y", library, study, follow, log, clock);
    parts = [library, study, interview];
  }
  function close(): void {
    for (const part of parts) {
      part.dispose();
    }
  }

  const page = () => opened.states.at(-1);
  const question = () => page()?.scene as InterviewQuestion;
  const end = () => page()?.scene as InterviewEnd;
  const until = (isSo: () => unknown, what: string) => opened.until(isSo, what);
  const shows = (number: number, step: InterviewQuestion["step"] = "asked") =>
    until(() => question()?.number === number && question()?.step === step, `question ${number} is not shown`);
  const idOf = (number: number) => page()?.interview.rounds[number - 1]?.question ?? "";
  async function reveal(number: number, typed = ""): Promise<void> {
    await shows(number);
    opened.say({ type: "reveal", id: idOf(number), typed });
    await shows(number, "revealed");
  }
  const cardOf = async (id: string) => (await study.now()).progress.cards.get(id);

  test("asks for minutes, level and section, and draws questions of these, in the place of the view in front", async () => {
    picks = ["30 minutes", "Easy", "7.2 Sampling and creating training data"];
    await interview.start();
    await shows(1);
    assert.equal(columns[0], vscode.ViewColumn.Active);
    assert.sameData(
      offered.slice(0, 2).map((items) => items.map(({ label }) => label)),
      [
        ["15 minutes", "30 minutes", "45 minutes"],
        ["Mixed", "Easy", "Medium", "Hard"],
      ],
    );
    const sections = offered[2]?.map(({ label, description }) => [label, Number(description?.split(" ")[0])] as const);
    const [any = ["", 0] as const, ...each] = sections ?? [];
    assert.equal(any[0], "Any section");
    assert.equal(
      any[1],
      each.reduce((sum, [, count]) => sum + count, 0),
    );
    const rounds = page()?.interview.rounds ?? [];
    assert.ok(rounds.length > 2 && rounds.length <= 10, `${rounds.length} questions`);
    assert.ok(rounds.every(({ question: id, minutes }) => id.startsWith("7.2/") && minutes === 3));
    assert.equal(question().item.level, "easy");
  });

  test("begins nothing where a pick is left", async () => {
    for (const left of [[undefined], ["15 minutes", undefined], ["15 minutes", "Hard", undefined]]) {
      picks = left;
      await interview.start();
    }
    assert.equal(columns.length, 0);
  });

  test("has no answer on its page before it is revealed, and then a check-list made from it", async () => {
    await interview.start();
    await shows(1);
    assert.ok(question().item.answers.every(({ markdown }) => markdown === ""));
    assert.equal(question().points.length, 0);
    assert.equal(question().choices.length, 0);
    await reveal(1, "my words");
    assert.ok((question().item.answers[0]?.markdown.length ?? 0) > 100);
    assert.ok(question().points.length >= 2);
    assert.equal(question().choices.length, 4);
    assert.equal(question().typed, "my words");
    assert.equal(question().suggestion, undefined);
    question().points.forEach((_, point) => {
      opened.say({ type: "tick", id: idOf(1), point, isTicked: true });
    });
    await until(() => question().suggestion?.grade === 4, "Easy is not suggested");
  });

  test("counts a grade as a review of the interview, with the time of the answer, and adds the question", async () => {
    await interview.start();
    await shows(1);
    const id = idOf(1);
    assert.equal(question().isApart, true);
    now += 70_000;
    await reveal(1);
    now += 500_000;
    opened.say({ type: "grade", id, grade: 2 });
    await shows(2);
    assert.equal(page()?.said, `${id}: Hard. It is added to your study.`);
    const card = await cardOf(id);
    assert.equal(card?.added, true);
    assert.sameData(
      card?.reviews.map(({ event }) => [event.grade, event.seconds, event.source]),
      [[2, 70, "interview"]],
    );
    opened.say({ type: "undo" });
    await shows(1, "revealed");
    const before = await cardOf(id);
    assert.ok(!before?.added && !before?.reviews.length, JSON.stringify(before));
    await study.record({ type: "add", question: id });
    now += 1_000;
    opened.say({ type: "grade", id, grade: 3 });
    await shows(2);
    assert.equal(page()?.said, `${id}: Good.`);
    opened.say({ type: "undo" });
    await shows(1, "revealed");
    // It was studied before the grade: it stays.
    assert.equal((await cardOf(id))?.added, true);
  });

  test("does what a page says only of the question that it shows, once, and only grades that there are", async () => {
    await interview.start();
    await shows(1);
    const [first, second] = [idOf(1), idOf(2)];
    opened.say({ type: "grade", id: first, grade: 3 });
    opened.say({ type: "tick", id: first, point: 0, isTicked: true });
    opened.say({ type: "reveal", id: second, typed: "" });
    await reveal(1);
    for (const value of [0, 5, 2.5, "3", null, Number.NaN]) {
      opened.say({ type: "grade", id: first, grade: value } as unknown as FromInterview);
    }
    opened.say({ type: "tick", id: first, point: 99, isTicked: true });
    opened.say({ type: "dance", id: first } as unknown as FromInterview);
    opened.say({ type: "grade", id: first, grade: 4 });
    // A key that was pressed twice.
    opened.say({ type: "grade", id: first, grade: 4 });
    opened.say({ type: "grade", id: second, grade: 4 });
    opened.say({ type: "answerAloud", id: second, isAloud: true });
    await until(() => question()?.isAloud, "it is not aloud");
    assert.equal((await cardOf(first))?.reviews.length, 1);
    assert.equal(await cardOf(second), undefined);
    assert.sameData(page()?.interview.rounds[0]?.ticked, []);
  });

  test("counts the time in which its page is in sight and not paused, and none while it is compared", async () => {
    await interview.start();
    await shows(1);
    assert.sameData(page()?.times, { left: 15 * minute, took: 0, runs: true });
    now += minute;
    opened.show(false);
    now += 10 * minute;
    opened.show(true);
    await until(() => page()?.times.took === minute, "the time that it was hidden is counted");
    assert.equal(page()?.times.runs, true);
    opened.say({ type: "pause", isPaused: true });
    await until(() => question().isPaused, "it is not paused");
    now += 10 * minute;
    opened.say({ type: "pause", isPaused: false });
    await until(() => !question().isPaused && page()?.times.runs, "it does not run");
    now += 20 * minute;
    await reveal(1);
    now += minute;
    opened.say({ type: "moveOn", id: idOf(1), typed: "" });
    // Time is over, and it goes on.
    await shows(2);
    assert.sameData(page()?.times, { left: -6 * minute, took: 0, runs: true });
    assert.equal(page()?.said, `${idOf(1)} is not graded.`);
  });

  test("ends with a summary and a report of it, also early, and can be gone back to", async () => {
    await interview.start();
    await reveal(1, "The *corner*.");
    const id = idOf(1);
    opened.say({ type: "tick", id, point: 0, isTicked: true });
    opened.say({ type: "grade", id, grade: 3 });
    await shows(2);
    opened.say({ type: "moveOn", id: idOf(2), typed: "no idea" });
    await shows(3);
    opened.say({ type: "end", typed: "begun" });
    await until(() => page()?.scene.kind === "end", "there is no end");
    const count = page()?.interview.rounds.length ?? 0;
    assert.sameData(end().facts[0], ["Answered", `1 of ${count}`]);
    assert.sameData(end().facts.at(-1), ["Grades", "1 Good"]);
    assert.ok(/^Good · 1 of \d points/.test(end().results[0]?.said ?? ""), end().results[0]?.said);
    assert.equal(end().results[1]?.said, "Skipped");
    opened.say({ type: "openReport" });
    await until(() => vscode.window.activeTextEditor?.document.isUntitled, "no report opens");
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, "markdown");
    const text = document?.getText() ?? "";
    assert.ok(text.includes(`## 1. Question [${id}](x://y/question/${id})`), text);
    assert.ok(text.includes("My answer:\n\n> The *corner*.") && text.includes("> no idea") && text.includes("> begun"));
    opened.say({ type: "copyReport" });
    await until(() => page()?.said === "The report is copied.", "nothing is copied");
    assert.equal(await vscode.env.clipboard.readText(), text);
    opened.say({ type: "goOn" });
    await shows(3);
    assert.equal(question().typed, "begun");
  });

  test("knows of a grade that was taken back elsewhere", async () => {
    await interview.start();
    await reveal(1);
    opened.say({ type: "grade", id: idOf(1), grade: 3 });
    await shows(2);
    opened.say({ type: "end", typed: "" });
    await until(() => end()?.facts?.at(-1)?.[1] === "1 Good", "it has no grade");
    await study.undo(({ type }) => type === "grade");
    await until(() => end().facts.at(-1)?.[1] === "none", "it still has its grade");
  });

  test("survives that its page is closed, and can be gone on with", async () => {
    await interview.start();
    await shows(1);
    now += minute;
    const id = idOf(1);
    opened.panel.dispose();
    now += 30 * minute;
    opened = createPanel();
    picks = ["Go On with the Last Interview"];
    await interview.start();
    await shows(1);
    assert.equal(idOf(1), id);
    assert.equal(page()?.times.took, minute);
    assert.equal(
      offered[3]?.[0]?.description,
      `0 of ${page()?.interview.rounds.length} questions done, 14 minutes of 15 left`,
    );
  });

  test("offers to go on or to end after the window was reloaded", async () => {
    await interview.start();
    await reveal(1, "mine");
    opened.say({ type: "grade", id: idOf(1), grade: 3 });
    await shows(2);
    const kept = { ...JSON.parse(JSON.stringify({ interview: page()?.interview })), took: 45_000, typed: {} };
    // When nothing more is written, all that was to be written is.
    await (await study.log()).append();
    close();
    now += 60 * minute;
    const reload = async () => {
      opened = createPanel();
      open();
      await serializer.deserializeWebviewPanel(opened.panel, kept);
      await until(() => page()?.scene.kind === "break", "nothing is offered");
    };
    await reload();
    now += 60 * minute;
    assert.equal(page()?.times.runs, false);
    opened.say({ type: "goOn" });
    await shows(2);
    assert.sameData(page()?.times, { left: 15 * minute - 45_000, took: 45_000, runs: true });
    assert.equal(question().isPaused, false);
    close();
    await reload();
    opened.say({ type: "end" });
    await until(() => end()?.facts?.at(-1)?.[1] === "1 Good", "its grade is lost");
  });

  test("has no page where there is nothing to go on with", async () => {
    for (const saved of [undefined, {}, { interview: { start: 1, rounds: [] } }]) {
      opened = createPanel();
      let isDisposed = false;
      opened.panel.onDidDispose(() => {
        isDisposed = true;
      });
      await serializer.deserializeWebviewPanel(opened.panel, saved);
      assert.ok(isDisposed);
      assert.equal(opened.states.length, 0);
    }
  });
});
