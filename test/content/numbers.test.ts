import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { parseNotes } from "../../src/core/parseNotes";
import * as basics from "./claims/basics";
import * as demoQuestions from "./claims/demoQuestions";
import * as evaluationErrors from "./claims/evaluationErrors";
import * as evaluationMetrics from "./claims/evaluationMetrics";
import * as samplingData from "./claims/samplingData";
import * as samplingPractice from "./claims/samplingPractice";

const folder = new URL("../../content/", import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith(".md"));
const chapters = files.flatMap((file) => parseNotes(readFileSync(new URL(file, folder), "utf8")).chapters);
const questions = chapters.flatMap(({ sections }) => sections.flatMap(({ questions }) => questions));
const answers = new Map(
  questions.flatMap((question) => [question, ...question.parts]).map(({ id, answer }) => [id, answer]),
);

const groups = [basics, demoQuestions, evaluationErrors, evaluationMetrics, samplingData, samplingPractice];
const claims = groups.flatMap((group) => group.claims);
/** Numbers that stand outside of all phrases: what computations start from, and figures from a paper. */
const given: Record<string, string[]> = Object.assign({}, ...groups.map((group) => group.given));

const phraseOf = (marked: string) => marked.replaceAll(/[«»]/g, "");

suite("Every number printed in the chapter is what it is when computed", () => {
  for (const [id, marked, ...computed] of claims) {
    const phrase = phraseOf(marked);
    test(`${id}: ${phrase}`, () => {
      assert.ok(answers.get(id)?.includes(phrase), "the answer does not say so");
      const printed = [...marked.matchAll(/«([^»]*)»/g)].map(([, number = ""]) => number.replaceAll(",", ""));
      assert.equal(printed.length, computed.length);
      printed.forEach((number, i) => {
        const decimals = /\.(\d+)$/.exec(number)?.[1]?.length ?? 0;
        const error = Math.abs(Number(number) - (computed[i] ?? Number.NaN));
        assert.ok(error <= 0.5 * 10 ** -decimals + 1e-9, `${number} is printed, ${computed[i]} is right`);
      });
    });
  }

  for (const [id, answer] of answers) {
    test(`${id} prints no other number with decimals`, () => {
      const phrases = claims.filter(([claimed]) => claimed === id).map(([, marked]) => phraseOf(marked));
      // What a picture shows is said in the text as well.
      const body =
        answer
          .split("#### Sources")[0]
          ?.replace(/!\[[^\]]*\]/g, "")
          .replace(/\]\([^)]*\)/g, "]") ?? "";
      const rest = phrases.reduce((text, phrase) => text.replace(phrase, ""), body);
      assert.deepEqual(rest.match(/\d+\.\d+/g) ?? [], given[id] ?? []);
    });
  }
});
