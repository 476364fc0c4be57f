import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import katex from "katex";
import type { Token } from "markdown-it";
import { createMarkdown } from "../../src/core/markdown";
import { parseNotes } from "../../src/core/parseNotes";
import type { Question } from "../../src/core/question";
import { demos, findDemo } from "../../src/demos";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const index: { chapters: string[] } = JSON.parse(read("content/index.json"));
const chapters = index.chapters.map((file) => ({ file, notes: parseNotes(read(`content/${file}`)) }));
const sections = chapters.flatMap(({ notes }) => notes.chapters.flatMap((chapter) => chapter.sections));
const withParts = (question: Question) => [question, ...question.parts];
const questions = sections.flatMap((section) => section.questions.flatMap(withParts));
const answered = questions.filter(({ parts }) => parts.length === 0);
const ids = questions.map(({ id }) => id);

const markdown = createMarkdown();
const textsOf = (question: Question) => [question.text, question.hint, question.answer];

/** All tokens of a text, those inside others after them. */
function tokensOf(text: string): Token[] {
  const flatten = (tokens: Token[]): Token[] => tokens.flatMap((token) => [token, ...flatten(token.children ?? [])]);
  return flatten(markdown.parse(text, {}));
}

/** Where the links of a text lead. */
const linksOf = (text: string): string[] =>
  tokensOf(text).flatMap((token) => (token.type === "link_open" ? [String(token.attrGet("href"))] : []));

/** The parts of an answer: what stands before the first heading, then each heading with what it heads. */
function partsOf(answer: string): { heading: string; text: string }[] {
  return answer.split(/^(?=#### )/m).map((part) => {
    const heading = /^#### (.*)\n/.exec(part);
    return { heading: heading?.[1] ?? "", text: part.slice(heading?.[0].length ?? 0).trim() };
  });
}

/** Of each question of the chapter, in order, how many parts it has. */
const partsOfChapter = {
  "7.1": [0, 3, 0, 0, 0, 0, 0, 3, 2, 2, 0, 0, 0, 0, 3],
  "7.2": [0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 2, 0, 4, 2, 0, 3, 0, 0, 0],
  "7.3": [2, 0, 4, 2, 3, 0, 2, 2, 2, 0, 0, 0, 0, 0, 0, 2, 0],
};
const romans = ["i", "ii", "iii", "iv"];

suite("The bundled content", () => {
  test("is listed completely in its index", () => {
    const files = readdirSync(new URL("../../content", import.meta.url)).filter((file) => file.endsWith(".md"));
    assert.deepEqual([...index.chapters].sort(), files.sort());
  });

  test("shows each of its pictures, which the answer page has in itself, and says in words what is on it", () => {
    const files = readdirSync(new URL("../../content/images", import.meta.url)).map((file) => `images/${file}`);
    const shown = questions.flatMap((question) =>
      textsOf(question)
        .flatMap(tokensOf)
        .filter(({ type }) => type === "image"),
    );
    assert.deepEqual(shown.map((token) => token.attrGet("src")).sort(), files.sort());
    for (const { content } of shown) {
      assert.ok(content.length > 60, content);
    }
    const page = read("src/webview/pictures.ts");
    for (const file of files) {
      assert.ok(page.includes(`"../../content/${file}"`) && page.includes(`"${file}"`), file);
    }
  });

  test("is read without a diagnostic", () => {
    for (const { notes } of chapters) {
      assert.deepEqual(notes.diagnostics, []);
    }
  });

  test("has every question and part of the chapter once, in order", () => {
    const expected = Object.entries(partsOfChapter).flatMap(([section, parts]) =>
      parts.flatMap((count, index) => {
        const id = `${section}/${index + 1}`;
        return [id, ...romans.slice(0, count).map((roman) => `${id}.${roman}`)];
      }),
    );
    assert.deepEqual(ids, expected);
  });

  for (const question of answered) {
    suite(`Question ${question.id}`, () => {
      test("has a level, a short title and a hint", () => {
        assert.ok(question.level);
        assert.ok(question.title.length > 10 && question.title.length <= 110, question.title);
        assert.ok(question.hint);
      });

      test("is answered in a few sentences first, then the reason, numbers, what is listened for, and sources", () => {
        const [spoken, ...others] = partsOf(question.answer);
        assert.ok(spoken && !spoken.text.includes("\n\n"), "the spoken answer is one paragraph");
        const sentences = spoken.text.split(/[.?](?=\s|$)/).length - 1;
        assert.ok(sentences >= 2 && sentences <= 5, `the spoken answer has ${sentences} sentences`);
        assert.deepEqual(
          others.map(({ heading }) => heading),
          ["Why", "In numbers", "What the interviewer listens for", "Sources"],
        );
        for (const { heading, text } of others) {
          assert.ok(text, heading);
        }
      });

      test("names its sources with a year or version and a link", () => {
        const sources = partsOf(question.answer).at(-1)?.text.split("\n") ?? [];
        for (const source of sources) {
          assert.match(source, /^- .+\((\d{4}|version [\d.]+|undated)\), \[.+\]\(https:.+\)/);
        }
      });
    });
  }

  test("has no formula that KaTeX refuses or warns of", () => {
    let count = 0;
    for (const question of questions) {
      for (const token of textsOf(question).flatMap(tokensOf)) {
        if (token.type.startsWith("math_")) {
          const displayMode = token.type.includes("block");
          const html = katex.renderToString(token.content, { strict: "error", throwOnError: true, displayMode });
          assert.ok(html.includes("<math"), `${question.id}: ${token.content}`);
          count++;
        }
      }
    }
    assert.ok(count > 300, `only ${count} formulas were found`);
  });

  test("has no dollar sign that is not part of a formula", () => {
    for (const question of questions) {
      for (const token of textsOf(question).flatMap(tokensOf)) {
        assert.ok(token.type !== "text" || !token.content.includes("$"), `${question.id}: ${token.content}`);
      }
    }
  });

  test("links to questions that it has", () => {
    const links = questions.flatMap((question) => textsOf(question).flatMap(linksOf));
    const targets = links.filter((link) => link.startsWith("question:")).map((link) => link.slice("question:".length));
    assert.ok(targets.length > 0);
    for (const target of targets) {
      assert.ok(ids.includes(target), target);
    }
  });

  test("links to demos that exist, with values that their controls take", () => {
    const links = questions.flatMap((question) => textsOf(question).flatMap(linksOf));
    const targets = links.filter((link) => link.startsWith("demo:")).map((link) => new URL(link));
    assert.ok(targets.length > 0);
    for (const { href, pathname, searchParams } of targets) {
      const demo = findDemo(pathname);
      assert.ok(demo, href);
      for (const [name, value] of searchParams) {
        if (name === "seed") {
          assert.match(value, /^\d+$/, href);
          continue;
        }
        const control = demo.controls.find((candidate) => candidate.name === name);
        assert.ok(control, `${href}: ${name}`);
        if (control.kind === "slider") {
          assert.ok(Number(value) >= control.min && Number(value) <= control.max, href);
        } else {
          assert.ok(control.options.map((option) => option.value).includes(value), href);
        }
      }
    }
  });

  test("names every demo in the answers that the demo belongs to", () => {
    for (const demo of demos) {
      for (const question of questions.filter(({ id }) => demo.questions.includes(id))) {
        assert.ok(question.answer.includes(`](demo:${demo.id}`), `${question.id} does not name ${demo.id}`);
      }
    }
  });

  test("links elsewhere by well-formed https addresses alone", () => {
    const links = questions.flatMap((question) => textsOf(question).flatMap(linksOf));
    const outside = links.filter((link) => !/^(question|demo):/.test(link));
    assert.ok(outside.length > 50);
    for (const link of outside) {
      const { protocol, hostname, href, username } = new URL(link);
      assert.equal(protocol, "https:", link);
      assert.match(hostname, /^([a-z0-9-]+\.)+[a-z]{2,}$/, link);
      assert.equal(href, link, "is written as a browser writes it");
      assert.equal(username, "");
    }
  });

  test("shares no run of eight words with the book or the notes it began from", () => {
    const known = new Set<string>(JSON.parse(read("test/fixtures/eight-word-runs.json")).runs);
    const hash = (run: string) => createHash("sha256").update(run).digest("hex").slice(0, 12);
    const dropped = [/\]\([^)]*\)/g, /\[[^\]]*\]\([^)]*\)/g];
    for (const question of questions) {
      for (const text of textsOf(question)) {
        for (const links of dropped) {
          const plain = text
            .toLowerCase()
            .replace(links, " ")
            .replace(/\$[^$]*\$/g, " ");
          const words = plain.match(/[a-z0-9]+/g) ?? [];
          const runs = words.map((_, start) => words.slice(start, start + 8).join(" "));
          assert.deepEqual(
            runs.filter((run) => known.has(hash(run))),
            [],
            question.id,
          );
        }
      }
    }
  });
});

suite("The sample workspace", () => {
  const settings = JSON.parse(read("test/workspace/.vscode/settings.json"));
  const notes = parseNotes(read("test/workspace/notes.md"));
  const asked = notes.chapters.flatMap((chapter) => chapter.sections.flatMap((section) => section.questions));
  const all = asked.flatMap(withParts);

  test("names its notes, which are read without a diagnostic", () => {
    assert.deepEqual(settings, { "mlInterview.notes": ["notes.md"] });
    assert.deepEqual(notes.diagnostics, []);
  });

  test("has a chapter of its own with one question yet to be answered", () => {
    const bundled = chapters.flatMap((chapter) => chapter.notes.chapters.map(({ title }) => title));
    assert.ok(notes.chapters.every(({ title }) => !bundled.includes(title)));
    const open = all.filter(({ parts, answer }) => parts.length === 0 && answer === "");
    assert.deepEqual(
      open.map(({ id }) => id),
      ["regression/3"],
    );
  });

  test("shows mathematics, code, a table, a footnote, a picture that is there, and links that lead somewhere", () => {
    const tokens = all.flatMap(textsOf).flatMap((text) => tokensOf(`${text}\n\n${notes.definitions}`));
    const types = new Set(tokens.map(({ type }) => type));
    for (const type of ["math_inline", "math_block", "fence", "table_open", "footnote_ref", "image"]) {
      assert.ok(types.has(type), type);
    }
    const picture = tokens.find(({ type }) => type === "image");
    assert.ok(read(`test/workspace/${picture?.attrGet("src")}`).includes("<svg"));
    for (const link of all.flatMap(textsOf).flatMap(linksOf)) {
      const [, kind, target = ""] = /^(demo|question):([^?]*)/.exec(link) ?? [];
      assert.ok(kind === "demo" ? findDemo(target) : ids.includes(target), link);
    }
  });
});
