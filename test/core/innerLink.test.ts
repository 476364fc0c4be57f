import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toInnerLink } from "../../src/core/innerLink";
import { root } from "../tools/cache";

const { publisher, name } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const ours = `${publisher}.${name}`;

suite("A link from outside", () => {
  const cases: [href: string, inner: string | undefined][] = [
    [`vscode://${ours}/demo/l1-vs-l2?lambda=3&seed=7`, "demo:l1-vs-l2?lambda=3&seed=7"],
    [`vscode-insiders://${ours}/question/7.1/12`, "question:7.1/12"],
    [`VSCODE://${ours.toUpperCase()}/Question/7.1%2F12`, "question:7.1%2F12"],
    [`vscodium://${ours}/demo/x`, "demo:x"],
    [`https://${ours}/demo/x`, undefined],
    [`vscode://${ours}.evil/demo/x`, undefined],
    [`vscode://other.${name}/demo/x`, undefined],
    [`vscode://${ours}@evil/demo/x`, undefined],
    [`vscode://${ours}/review`, undefined],
    [`vscode://${ours}/command/x`, undefined],
    [`vscode://${ours}/demo/`, undefined],
    [`javascript:vscode://${ours}/demo/x`, undefined],
    [` vscode://${ours}/demo/x`, undefined],
    ["vscode:extension/evil", undefined],
    ["", undefined],
  ];
  for (const [href, inner] of cases) {
    test(`${href || "(none)"} ${inner ? `is ${inner} in a page` : "is not turned into one of a page"}`, () => {
      assert.equal(toInnerLink(href), inner);
    });
  }
});
