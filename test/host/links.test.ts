import * as vscode from "vscode";
import { createUriHandler } from "../../src/host/links";
import * as assert from "./assert";
import { replaceInWindow } from "./replaceIn";

suite("A vscode:// link", () => {
  let opened: unknown[] = [];
  let said: string[] = [];
  let restore = () => {};
  setup(() => {
    [opened, said] = [[], []];
    restore = replaceInWindow({ showWarningMessage: (...words: string[]) => said.push(words.join()) });
  });
  teardown(() => restore());

  const handler = createUriHandler({
    openQuestion: (id) => opened.push(["question", id]),
    openDemo: (id, params) => opened.push(["demo", id, params]),
    openReview: () => opened.push(["review"]),
  });
  const follow = (rest: string) =>
    handler.handleUri(vscode.Uri.parse(`vscode://ml-interview-lab.ml-interview-lab${rest}`));

  const good: [rest: string, opens: unknown[]][] = [
    ["/question/7.1/12", ["question", "7.1/12"]],
    ["/question/7.1%2F12", ["question", "7.1/12"]],
    ["/question/notes/kernel-methods/1.ii?x=1#y", ["question", "notes/kernel-methods/1.ii"]],
    ["/demo/l1-vs-l2", ["demo", "l1-vs-l2", {}]],
    ["/demo/l1-vs-l2?lambda=1e%2B3&note=50%25", ["demo", "l1-vs-l2", { lambda: "1e+3", note: "50%" }]],
    ["/review", ["review"]],
  ];
  for (const [rest, opens] of good) {
    test(`${rest} opens ${opens.slice(0, 2).join(" ")}`, () => {
      follow(rest);
      assert.sameData(opened, [opens]);
      assert.sameData(said, []);
    });
  }

  const hostile = [
    ...["", "/", "/demo", "/demo/", "/question/", "/review/7.1/12", "/run/l1-vs-l2", "/command/workbench.action.quit"],
    ...[
      "/demo/constructor",
      "/demo/__proto__",
      "/demo/toString",
      "/demo/..%2f..%2fetc",
      "/demo/l1-vs-l2/",
      "/demo/L1-VS-L2",
    ],
    ...["/demo/%00", "/demo/%E0%A4%A", "/demo/l1-vs-l2%0A", "//demo/l1-vs-l2", "/demo%2Fx", "/question"],
    `/demo/${"x".repeat(1_000_000)}`,
    `/question/${"%2F".repeat(300_000)}`,
    `/demo/l1-vs-l2?${"lambda=9&".repeat(100_000)}`,
  ];
  for (const rest of hostile) {
    test(`${rest.slice(0, 40) || "(nothing)"} opens nothing, and what it says is not repeated`, () => {
      follow(rest);
      assert.sameData(opened, []);
      assert.equal(said.length, 1);
      assert.ok(
        /^ML Interview: the link leads to (nothing that there is|a demo that does not exist)\.$/.test(said[0] ?? ""),
      );
    });
  }

  test("hands a demo nothing but texts by name, whatever they are called and however large their numbers", () => {
    follow("/demo/l1-vs-l2?__proto__=1&constructor=2&seed=1e999&lambda=-99999999999999999999&toString=&=5");
    const [, , params] = opened[0] as [string, string, Record<string, string>];
    assert.equal(Object.getPrototypeOf(params), Object.prototype);
    assert.sameData(Object.keys(params), ["__proto__", "constructor", "seed", "lambda", "toString", ""]);
    assert.ok(Object.values(params).every((value) => typeof value === "string"));
  });
});
