import type { Token } from "markdown-it";
import { createMarkdown } from "../../markdown";

/** Something that an interviewer listens for, as Markdown: to be said, or to be kept clear of. */
export interface Point {
  text: string;
  is: "said" | "avoided";
}

const markdown = createMarkdown();

/** The heading under which an answer says what counts. */
const heading = /^what (the |an )?interviewers? (listens?|looks?) for\b/i;
const errors = /^["*_]*(an?|another|the)?\s*(most )?(common|typical|frequent) (error|mistake|wrong answer)/i;

/** So many points can be ticked and still be taken in. */
const mostPoints = 12;

/**
 * What an answer is compared with, from those of all sources: the list under the heading of the first that has it, its
 * sentences where it is no list, and where no answer has one the sentences that the first answer begins with.
 */
export function makeCheckList(answers: readonly string[]): Point[] {
  for (const answer of answers) {
    const points = listPoints(answer);
    if (points.length > 0) {
      return points.slice(0, mostPoints);
    }
  }
  const first = answers.find((answer) => answer.trim() !== "") ?? "";
  return firstSentences(first, parse(first)).slice(0, mostPoints).map(toPoint);
}

const parse = (text: string): Token[] => {
  const tokens: Token[] = [];
  markdown.block.parse(text, markdown, {}, tokens);
  return tokens;
};

const toPoint = (text: string): Point => ({ text, is: errors.test(text) ? "avoided" : "said" });

function listPoints(answer: string): Point[] {
  const tokens = parse(answer);
  const start = tokens.findIndex(
    ({ type }, i) => type === "heading_open" && heading.test(tokens[i + 1]?.content.trim() ?? ""),
  );
  if (start < 0) {
    return [];
  }
  const next = tokens.findIndex(({ type }, i) => i > start && type === "heading_open");
  const section = tokens.slice(start + 3, next < 0 ? undefined : next);
  // What is deeper in the list belongs to its item.
  const items = section.filter(({ type, level }) => type === "list_item_open" && level === 1);
  const texts = items.length > 0 ? items.map((item) => itemText(answer, item)) : firstSentences(answer, section);
  return texts.filter((text) => text !== "").map(toPoint);
}

const linesOf = (text: string, map: [number, number]): string[] => text.split("\n").slice(...map);

/** The lines of an item, without its sign and what they are indented by. */
function itemText(answer: string, { map }: Token): string {
  const [first = "", ...rest] = map ? linesOf(answer, map) : [];
  const sign = /^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?/.exec(first)?.[0] ?? "";
  const lines = rest.map((line) => line.slice(Math.min(sign.length, /^\s*/.exec(line)?.[0].length ?? 0)));
  return [first.slice(sign.length), ...lines].join("\n").trim();
}

/** The sentences of the first paragraph. */
function firstSentences(text: string, tokens: readonly Token[]): string[] {
  const paragraph = tokens.find(({ type, level }) => type === "paragraph_open" && level === 0);
  return paragraph?.map ? splitSentences(linesOf(text, paragraph.map).join(" ")) : [];
}

/** What may hold a full stop that ends nothing: formulas, code, links, and what is set apart. */
const wholes = /\$[^$]+\$|`[^`]+`|!?\[[^\]]*\]\([^)]*\)|\*\*[^*]+\*\*|<[^>]+>/g;

/** A sentence ends before a capital, a number or a formula, but "vs. L2", "et al. Who" and "Fig. 3" do not end one. */
const ends =
  /(?<!\b(?:vs|e\.g|i\.e|cf|al|etc|ca|[Ff]ig|[Ee]qs?|[Nn]o|[Ss]ec))[.?!]["'”’)*_]*(?=\s+["'“‘(*_]*[\p{Lu}\d])/gu;

/** Splits a paragraph of Markdown into its sentences. */
export function splitSentences(paragraph: string): string[] {
  const text = paragraph.replace(/\s+/g, " ").trim();
  // A capital in the place of each: the places of all else stay.
  const masked = text.replace(wholes, (whole) => "X".repeat(whole.length));
  const cuts = [...masked.matchAll(ends)].map(({ 0: end, index }) => index + end.length);
  return [0, ...cuts].map((cut, i) => text.slice(cut, cuts[i]).trim()).filter((sentence) => sentence !== "");
}
