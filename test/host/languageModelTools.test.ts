import * as vscode from "vscode";
import * as assert from "./assert";

/** What of VS Code's tools is used here: the oldest VS Code has none of it. */
interface ToolApi {
  tools?: readonly { name: string; inputSchema?: object }[];
  invokeTool?(
    name: string,
    options: { input: object; toolInvocationToken: undefined },
    token?: vscode.CancellationToken,
  ): Thenable<{ content: { value: string }[] }>;
}
const { tools, invokeTool } = (vscode.lm ?? {}) as ToolApi;

/** A result of `run_demo_headless`. */
interface Ran {
  seed: number;
  params: object;
  conclusion: string;
  checks: { name: string; measured: number; exact: number; standardError: number; z?: number; passed: boolean }[];
}

suite("The tools for language models", () => {
  const extension = vscode.extensions.getExtension("ml-interview-lab.ml-interview-lab");

  suiteSetup(async function () {
    await extension?.activate();
    if (!invokeTool) {
      // What was to be shown is: it activates where there are none.
      this.skip();
    }
  });
  suiteTeardown(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  const call = (name: string, input: object): Promise<string> =>
    Promise.resolve(invokeTool?.(name, { input, toolInvocationToken: undefined })).then((result) =>
      (result?.content ?? []).map(({ value }) => value).join(""),
    );

  test("are there, each with what it takes", () => {
    for (const { name } of extension?.packageJSON.contributes.languageModelTools ?? []) {
      assert.ok(
        tools?.find((tool) => tool.name === name)?.inputSchema,
        `${name} is not among ${tools?.map((tool) => tool.name)}`,
      );
    }
  });

  test("search_questions finds by words, section and level, and says when there is nothing", async () => {
    const found = await call("search_questions", { query: "elastic net", section: "7.1" });
    assert.ok(/^Found: \d+\.\n- 7\.1\/12 \(\w+.*\): /.test(found), found);
    const two = await call("search_questions", { section: "7.2", limit: 2 });
    assert.ok(/^Found: \d+\.\n- 7\.2\/.+\n- 7\.2\/.+\n… and \d+ more\.$/.test(two), two);
    assert.ok((await call("search_questions", { query: "zebrafish" })).startsWith("No question was found."));
    assert.ok((await call("search_questions", { query: 7, section: [], level: "x", limit: -1 })).startsWith("Found"));
  });

  test("get_question tells all of it, and in quiz mode neither hint nor answer nor demo", async () => {
    const whole = await call("get_question", { id: "7.1/12" });
    assert.ok(/### Hint/.test(whole) && /### Answer by ML Interview Lab/.test(whole), whole.slice(0, 500));
    assert.ok(whole.includes("l1-vs-l2"), "the demo is missing");
    const quiz = await call("get_question", { id: "7.1/12", quiz: true });
    assert.ok(/withheld in quiz mode/.test(quiz), quiz);
    // Of the rest of it there is not one sentence.
    const rest = whole.slice(whole.indexOf("### Hint")).split(/[.?!]\s|\n/);
    const told = rest.filter((sentence) => sentence.trim().length > 15 && quiz.includes(sentence.trim()));
    assert.sameData(told, []);
    const part = await call("get_question", { id: "7.1/2", quiz: true });
    assert.ok(!/### (Hint|Answer)/.test(part) && part.includes("7.1/2.ii"), part);
    await assert.rejects(call("get_question", { id: "__proto__" }), /There is no question of that id/);
    await assert.rejects(call("get_question", { id: "x".repeat(1e6) }), /There is no question of that id/);
  });

  test("get_due_questions tells what is due; what is being asked stays with its page until it is revealed", async () => {
    const entry = { id: "7.1/12", parts: [], answers: [{ text: "It." }] };
    await vscode.commands.executeCommand("mlInterview.addToStudy", { kind: "question", entry });
    const due = await call("get_due_questions", { section: "7.1" });
    assert.ok(/^Today: 1 new; 1 studied in all\.\n- 7\.1\/12 \(\w+, new\): /.test(due), due);
    assert.ok(!(await call("get_due_questions", { section: "7.3" })).includes("\n"));
    await vscode.commands.executeCommand("mlInterview.startReview");
    const asked = await call("get_question", { id: "7.1/12" });
    assert.ok(/being asked this question just now/.test(asked), asked);
    assert.ok(!/### (Hint|Answer)|l1-vs-l2/.test(asked), asked);
    await assert.rejects(call("run_demo_headless", { demo: "l1-vs-l2" }), /being asked 7\.1\/12 just now/);
    const other = await call("get_question", { id: "7.1/11" });
    assert.ok(/### Answer/.test(other), "another question is withheld too");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const end = Date.now() + 10_000;
    while (!/### Answer/.test(await call("get_question", { id: "7.1/12" }))) {
      assert.ok(Date.now() < end, "it is withheld after the page was closed");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await vscode.commands.executeCommand("mlInterview.removeFromStudy", { kind: "question", entry });
    assert.ok((await call("get_due_questions", {})).startsWith("The learner studies no question yet."));
  });

  test("run_demo_headless measures, the same for the same seed, and says in words what it can not do", async () => {
    const [first, again, other] = [5, 5, 6].map((seed) =>
      call("run_demo_headless", { demo: "l1-vs-l2", seed }).then((text) => JSON.parse(text) as Ran),
    );
    const ran = await first;
    assert.ok(ran && ran.checks.length > 5 && ran.checks.every(({ passed }) => passed), JSON.stringify(ran?.checks));
    assert.ok(ran.checks.every(({ measured, exact }) => Number.isFinite(measured) && Number.isFinite(exact)));
    assert.equal(ran.seed, 5);
    assert.ok(ran.conclusion.length > 20);
    assert.sameData((await again)?.checks, ran.checks);
    assert.ok(JSON.stringify((await other)?.checks) !== JSON.stringify(ran.checks), "the seed does not matter");
    const changed = await call("run_demo_headless", { demo: "wide-vs-deep", params: { nonsense: 1 } });
    assert.ok(changed.includes("“nonsense” is not a control"), changed);
    await assert.rejects(call("run_demo_headless", { demo: "constructor" }), /There is no demo of that id/);
    await assert.rejects(call("run_demo_headless", { demo: "l1-vs-l2", preset: "x" }), /It has: .*Quick look/);
    await assert.rejects(call("run_demo_headless", { demo: "l1-vs-l2", seed: -1 }), /The seed is a whole number/);
  }).timeout(120_000);

  test("run_demo_headless ends when it is cancelled", async () => {
    const token = new vscode.CancellationTokenSource();
    const running = invokeTool?.(
      "run_demo_headless",
      { input: { demo: "deploying-large-models" }, toolInvocationToken: undefined },
      token.token,
    );
    setTimeout(() => token.cancel(), 200);
    await assert.rejects(Promise.resolve(running), /cancel/i);
  });
});
