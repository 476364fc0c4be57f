import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CodeLanguage } from "../../../src/core/codeHints/blankCode";
import { readCode } from "../../../src/core/codeHints/code";
import { findHints } from "../../../src/core/codeHints/findHints";
import type { HintRow } from "../../../src/core/codeHints/hintRow";
import { hintTable } from "../../../src/core/codeHints/hintTable";
import { createLibrary } from "../../../src/core/library";
import { parseNotes } from "../../../src/core/parseNotes";
import { root } from "../../tools/cache";
import { hintCases } from "./hintCases";

const languages: readonly CodeLanguage[] = ["python", "r", "javascript"];

/** What is between the signs of a case, each with its offset in the code without the signs. */
function readMarks(marked: string): { code: string; places: { start: number; word: string }[] } {
  const parts = marked.split(/[«»]/);
  const places = parts.flatMap((word, i) => (i % 2 === 1 ? [{ start: parts.slice(0, i).join("").length, word }] : []));
  return { code: parts.join(""), places };
}

const find = (code: string, language: CodeLanguage, row: string) =>
  findHints(readCode([code], language)).filter((hint) => hint.row.id === row);

/** The code where nothing of it is code. */
const asText: Record<CodeLanguage, ((code: string) => string)[]> = {
  python: [
    (code) => code.replace(/^/gm, "# "),
    (code) => `"""\n${code.replaceAll('"""', "")}\n"""`,
    (code) => `x = ${JSON.stringify(code).replaceAll("\\n", " ")} + y`,
  ],
  r: [(code) => code.replace(/^/gm, "# "), (code) => `x <- r"---(${code})---"`, (code) => JSON.stringify(code)],
  javascript: [
    (code) => code.replace(/^/gm, "// "),
    (code) => `/*\n${code}\n*/`,
    (code) => `const x = \`${code.replaceAll("`", "")}\`;`,
    (code) => JSON.stringify(code),
  ],
};

suite("A hint", () => {
  for (const { row, language, hits, misses = [] } of hintCases) {
    test(`on ${row} is found in ${language} where it is meant, and nowhere else`, () => {
      for (const marked of hits) {
        const { code, places } = readMarks(marked);
        const found = find(code, language, row).map(({ start, end }) => ({ start, word: code.slice(start, end) }));
        assert.ok(places.length > 0, marked);
        assert.deepEqual(found, places, marked);
        for (const write of asText[language]) {
          assert.deepEqual(find(write(code), language, row), [], write(code));
        }
        for (const other of [
          marked.replaceAll("«", "my_").replaceAll("»", ""),
          marked.replaceAll("«", "").replaceAll("»", "_of_mine"),
          marked.replaceAll("«", "").replaceAll("»", "2"),
        ]) {
          assert.deepEqual(find(other, language, row), [], other);
        }
      }
      for (const code of misses) {
        assert.deepEqual(find(code, language, row), [], code);
      }
    });
  }

  test("is at the same place whichever lines are looked at", () => {
    const lines = [
      "x = '''",
      "Lasso()'''",
      "Lasso()",
      "s = StandardScaler()",
      "s.fit(x)",
      "train_test_split(x)",
      "f1_score(a, b)",
    ];
    const code = readCode([lines.join("\n")], "python");
    const whole = findHints(code);
    assert.deepEqual(
      whole.map(({ row }) => row.id),
      ["lasso", "scaling-before-split", "f1"],
    );
    const starts = lines.map((_, i) => lines.slice(0, i).join("\n").length + (i > 0 ? 1 : 0));
    const byLine = starts.flatMap((start, i) => findHints(code, start, starts[i + 1]));
    assert.deepEqual(byLine, whole);
  });

  test("is about one row: the first of those that hold", () => {
    const ids = findHints(readCode(["f1_score(a, b, average='micro')"], "python")).map(({ row }) => row.id);
    assert.deepEqual(ids, ["f1-micro"]);
  });

  test("knows the cells before and after, and no string that one of them left open", () => {
    const cells = ["s = StandardScaler()", "x = '''", "x = s.fit_transform(x)", "train_test_split(x)"];
    const hints = findHints(readCode(cells, "python"));
    assert.deepEqual(
      hints.map(({ row, start }) => [row.id, start]),
      [["scaling-before-split", cells.slice(0, 2).join("\n").length + "\nx = s.".length]],
    );
  });

  test("follows the function that it is in, also where brackets go below its indent", () => {
    const code = (fit: string) =>
      `def a(x):\n    s = StandardScaler()\n    x = f(\n1,\n)\n${fit}\n    return train_test_split(x)\n`;
    assert.equal(find(code("    s.fit(x)"), "python", "scaling-before-split").length, 1);
    assert.equal(find(code("    def b():\n        s.fit(x)"), "python", "scaling-before-split").length, 0);
  });
});

suite("The table of hints", () => {
  const contents = readdirSync(join(root, "content")).filter((file) => file.endsWith(".md"));
  const sources = contents.map((file) => {
    const notes = parseNotes(readFileSync(join(root, "content", file), "utf8"));
    return { name: file, uri: file, isUsers: false, notes };
  });
  const library = createLibrary(sources, []);
  const demos =
    "wide-vs-deep universal-approximation hyperparameter-search parametric-vs-nonparametric ensembling l1-vs-l2 deploying-large-models drift with-and-without-replacement mcmc high-dimensional-sampling candidate-sampling".split(
      " ",
    );
  const broken = (isBroken: (row: HintRow) => boolean) => hintTable.filter(isBroken).map(({ id }) => id);

  test("has each row once", () => {
    assert.equal(new Set(hintTable.map(({ id }) => id)).size, hintTable.length);
  });

  test("names questions that can be asked, and demos", () => {
    assert.deepEqual(
      broken(({ question }) => library.find(question)?.parts.length !== 0),
      [],
    );
    assert.deepEqual(
      broken(({ demo }) => demo !== undefined && !demos.includes(demo)),
      [],
    );
  });

  test("says one sentence about each, without Markdown that a name could break", () => {
    assert.deepEqual(
      broken(
        ({ sentence }) => !/^[A-Z][^\n]*\.$/.test(sentence) || /[.!?] [A-Z]/.test(sentence) || /[*_<[]/.test(sentence),
      ),
      [],
    );
  });

  test("is found by each of its names, unless it asks for more than the name", () => {
    const write = (name: string, language: CodeLanguage) => {
      const [, argument, value] = /^([\w.]+)=(.*)$/.exec(name) ?? [];
      if (argument) {
        return language === "javascript" ? `f({ ${argument}: ${value} })` : `f(${argument}=${value || 7})`;
      }
      return name.startsWith(".") ? `x${name} ` : `${name}()`;
    };
    const isPlain = (row: HintRow) =>
      !row.with && !row.of && !row.before && !row.after && (row.value?.test("7)") ?? true);
    const lost: string[] = [];
    for (const row of hintTable.filter(isPlain)) {
      for (const language of languages) {
        for (const name of row.names[language]?.split(" ") ?? []) {
          const code = write(name, language);
          const [hint, ...others] = findHints(readCode([code], language));
          if (hint?.row !== row || others.length > 0) {
            lost.push(`${row.id}: ${code}`);
          }
        }
      }
    }
    assert.deepEqual(lost, []);
  });

  test("has a case for each row in each of its languages", () => {
    const wanted = hintTable.flatMap(({ id, names }) =>
      languages.filter((one) => names[one]).map((one) => `${id} ${one}`),
    );
    assert.deepEqual(
      wanted.filter((one) => !hintCases.some(({ row, language }) => `${row} ${language}` === one)),
      [],
    );
  });
});
