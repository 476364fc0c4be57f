import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { root } from "../tools/cache";

/** Calls the command line; it may fail. */
async function callDemo(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    const command = ["--import", "tsx", "test/tools/demo.ts", ...args];
    return { code: 0, ...(await promisify(execFile)(process.execPath, command, { cwd: root })) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

suite("npm run demo", () => {
  const quick = ["l1-vs-l2", "--preset", "Quick look"];

  test("prints the checks of a demo, the same as JSON from the same seed", async () => {
    const { code, stdout } = await callDemo(...quick, "--seed", "1", "--backend", "wasm", "--json");
    const { id, seed, params, checks } = JSON.parse(stdout);
    assert.deepEqual([code, id, seed, params.weights], [0, "l1-vs-l2", 1, 20]);
    assert.ok(checks.length > 10 && checks.every(({ passed }: { passed: boolean }) => passed));
    const text = await callDemo(...quick, "--seed", "1", "--backend", "wasm");
    assert.equal(text.stdout.match(/✓/g)?.length, checks.length);
  });

  const misuses: [what: string, args: string[], said: RegExp][] = [
    ["an unknown demo", ["nothing"], /There is no demo nothing/],
    ["no demo at all", [], /Which demo\?/],
    ["a seed that is none", ["l1-vs-l2", "--seed", "x"], /The seed is a whole number/],
    ["an unknown backend", ["l1-vs-l2", "--backend", "abacus"], /There is no backend abacus/],
    ["a preset that the demo has not", ["l1-vs-l2", "--preset", "x"], /has no preset x: Corner and circle/],
    ["a value out of bounds", ["l1-vs-l2", "--set", "lambda=1e9"], /Penalty λ goes from/],
    ["an unknown option", ["l1-vs-l2", "--fast"], /Unknown option '--fast'/],
  ];
  for (const [what, args, said] of misuses) {
    test(`refuses ${what} in words, with exit code 2`, async () => {
      const { code, stderr } = await callDemo(...args);
      assert.equal(code, 2);
      assert.match(stderr, said);
      assert.match(stderr, /Usage:/);
    });
  }
});
