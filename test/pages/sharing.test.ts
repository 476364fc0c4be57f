import assert from "node:assert/strict";
import type { Pages } from "../../src/protocol";
import { type OpenedDemo, openDemo, quick } from "./openDemo";
import { assertClean } from "./openPage";

type Saved = Extract<Pages["demo"]["from"], { type: "save" }>;

suite("What is taken away from a demo's page", () => {
  let demo: OpenedDemo;
  suiteSetup(async () => {
    demo = await openDemo({ ...quick("mcmc"), backend: "cpu" });
    await demo.run();
  });
  suiteTeardown(() => demo.opened.close());
  teardown(() => assertClean(demo.opened));

  const save = async (what: string): Promise<Saved> => {
    const message = demo.opened.nextMessage("save");
    await demo.press(`Save the ${what}`);
    return message;
  };

  test("is in one group, and each way is named", async () => {
    const names = await demo.page.getByRole("group", { name: "Save" }).getByRole("button").allInnerTexts();
    assert.deepEqual(names, ["PNG", "CSV", "JSON"]);
  });

  test("the picture is a PNG of all panels, wider and higher than one", async () => {
    const { format, name, contents } = await save("picture as PNG");
    assert.deepEqual([format, name], ["png", "mcmc-seed-1"]);
    const bytes = Buffer.from(contents, "base64");
    assert.equal(bytes.toString("latin1", 1, 4), "PNG");
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    const panel = await demo.page.locator("figure").first().boundingBox();
    assert.ok(width > 2 * (panel?.width ?? 0) - 50 && height > 700, `${width} by ${height}`);
  });

  test("the numbers are a table of one row a number, with the map behind the points", async () => {
    const { format, contents } = await save("numbers as CSV");
    assert.equal(format, "csv");
    const [head, ...rows] = contents.trimEnd().split("\r\n");
    assert.equal(head, "panel,series,x,y,value,standard error");
    const titles = await demo.page.locator("figure h3").allTextContents();
    for (const title of titles) {
      assert.ok(
        rows.some((row) => row.startsWith(`${title},`) || row.startsWith(`"${title}",`)),
        title,
      );
    }
    const cells = rows.map((row) => row.replace(/"[^"]*"/g, "text").split(","));
    assert.ok(cells.every((row) => row.length === 6 && row.slice(2, 4).every((cell) => !Number.isNaN(Number(cell)))));
    const map = cells.filter((row) => row[4] !== "").map((row) => Number(row[4]));
    assert.ok(cells.filter((row) => Number(row[5]) > 0).length > 10, "no standard errors");
    assert.ok(map.length > 100 && Math.max(...map) <= 1 && Math.min(...map) >= 0);
  });

  test("the result is JSON with all that it takes to have it again and to judge it", async () => {
    const { format, contents } = await save("result as JSON");
    assert.equal(format, "json");
    const result = JSON.parse(contents);
    assert.deepEqual([result.demo, result.seed, result.backend.name], ["mcmc", 1, "cpu"]);
    assert.equal(result.params.chains, 256);
    assert.equal(result.conclusion, await demo.text(".conclusion"));
    for (const check of result.checks) {
      assert.equal(check.passed, true, check.name);
      assert.equal(typeof check.z, check.rule === "stochastic" ? "number" : "undefined");
      assert.ok(check.source && Number.isFinite(check.measured) && Number.isFinite(check.exact));
    }
  });

  test("the result goes to the learner's own answer as Markdown that ends no answer", async () => {
    const message = demo.opened.nextMessage("addToAnswer");
    await demo.press("Add to my answer");
    const { markdown } = await message;
    assert.match(markdown, /^\*\*Markov chain Monte Carlo/);
    assert.match(markdown, /\[Run it again\]\(demo:mcmc\?seed=1&/);
    assert.doesNotMatch(markdown, /^#/m);
  });

  test("the checks stand under the same headings on the page and in the Markdown, first what was to be predicted", async () => {
    const headings = await demo.page
      .getByRole("region", { name: "Checks" })
      .getByRole("rowheader")
      .evaluateAll((all) =>
        all.filter((one) => (one as HTMLTableCellElement).scope === "rowgroup").map((one) => one.textContent),
      );
    assert.equal(headings[0], "What was to be predicted");
    assert.ok(headings.includes("Chains on the target"));
    const message = demo.opened.nextMessage("addToAnswer");
    await demo.press("Add to my answer");
    const rows = (await message).markdown.matchAll(/^\| \*\*(.*)\*\* \|/gm);
    assert.deepEqual(
      [...rows].map(([, heading]) => heading),
      headings,
    );
  });
});
