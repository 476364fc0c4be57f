import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../tools/cache";

/** Calls of tensor operations that do other than they say on some backend; test/pages/traps.test.ts shows how. */
function findTraps(source: string): string[] {
  const optimizers = [...source.matchAll(/\btrain\.(?:adam|adamax|rmsprop)(?=\()/g)].filter(
    ({ index, 0: name }) => countArguments(source.slice(index + name.length)) < 4,
  );
  const others = source.matchAll(/\btf\.(?:random\w+|truncatedNormal|multinomial|einsum)(?=\()/g);
  return [...optimizers, ...others].map(([call]) => call);
}

/** How many arguments stand between the bracket that a text begins with and the one that closes it. */
function countArguments(text: string): number {
  let depth = 0;
  let commas = 0;
  let end = 0;
  do {
    const character = text[end++] ?? ")";
    depth += "([{".includes(character) ? 1 : ")]}".includes(character) ? -1 : 0;
    commas += character === "," && depth === 1 ? 1 : 0;
  } while (depth > 0);
  return /^\(\s*\)/.test(text) ? 0 : commas + (/,\s*\)$/.test(text.slice(0, end)) ? 0 : 1);
}

suite("Tensors in src", () => {
  test("are used without the operations that behave differently from backend to backend", async () => {
    const src = join(root, "src");
    const files = (await readdir(src, { recursive: true })).filter((file) => file.endsWith(".ts"));
    const found: string[] = [];
    for (const file of files) {
      found.push(...findTraps(await readFile(join(src, file), "utf8")).map((call) => `${file} calls ${call}`));
    }
    assert.deepEqual(found, []);
  });

  test("are searched for optimisers without epsilon, tfjs's random numbers and einsum", () => {
    const cases: [source: string, traps: number][] = [
      ["tf.train.adam(0.01)", 1],
      ["lib.train.rmsprop(rate, 0.9, 0)", 1],
      ["tf.train.adamax(f(1, 2, 3), [0.9, 0.8], 0.99)", 1],
      ["tf.train.adam()", 1],
      ["tf.train.adam(0.01, 0.9, 0.999, 1e-8)", 0],
      ["tf.train.adam(\n  rate,\n  0.9,\n  0.999,\n  1e-8,\n)", 0],
      ["tf.train.sgd(0.01)", 0],
      ["tf.randomNormal([3], 0, 1)", 1],
      ["tf.einsum('ij->i', x)", 1],
      ["random.normals(0, 3)", 0],
    ];
    for (const [source, traps] of cases) {
      assert.equal(findTraps(source).length, traps, source);
    }
  });
});
