import { type Library, nameSection } from "../library";
import type { Level } from "../question";
import { millisecondsOfDay, type Progress, type Review } from "./progress";
import type { Today } from "./queue";
import { measureRetention, medianSeconds, type Retention } from "./statistics";

/** Retention changes: advice is about what was reviewed lately. */
const recentDays = 90;

/** Reviews of one kind. */
export interface Group {
  kind: "all" | "recent" | "section" | "gone" | "level";
  name: string;
  reviews: number;
  medianSeconds: number;
  /** Of what was asked again; absent where nothing was. */
  retention?: Retention;
}

const levels: Record<Level, string> = { easy: "Easy", medium: "Medium", hard: "Hard" };

/** All reviews, those of late, and those of each section and level in their order. */
export function groupReviews(progress: Progress, all: readonly Review[], library: Library, today: Today): Group[] {
  const reviewsOf = (ids: readonly string[]) => ids.flatMap((id) => progress.cards.get(id)?.reviews ?? []);
  const since = today.now - recentDays * millisecondsOfDay;
  const sections = library.chapters.flatMap(({ sections }) => sections);
  const names = sections.map(nameSection);
  const known = library.entries;
  return [
    describeGroup("all", "All reviews", all),
    ...(all.some(({ event }) => event.at < since)
      ? [
          describeGroup(
            "recent",
            `Last ${recentDays} days`,
            all.filter(({ event }) => event.at >= since),
          ),
        ]
      : []),
    ...sections.map((section, i) => {
      const isAmbiguous = names.indexOf(names[i] ?? "") !== names.lastIndexOf(names[i] ?? "");
      const own = known.filter((entry) => entry.section === section);
      const name = isAmbiguous ? `${own[0]?.chapter.title}: ${names[i]}` : (names[i] ?? "");
      return describeGroup("section", name, reviewsOf(own.map(({ id }) => id)));
    }),
    describeGroup(
      "gone",
      "No longer in the notes",
      reviewsOf([...progress.cards.keys()].filter((id) => !library.find(id))),
    ),
    ...(Object.keys(levels) as Level[]).map((level) =>
      describeGroup(
        "level",
        levels[level],
        reviewsOf(known.filter((entry) => (entry.level ?? entry.parent?.level) === level).map(({ id }) => id)),
      ),
    ),
  ].flatMap((group) => group ?? []);
}

function describeGroup(kind: Group["kind"], name: string, reviews: readonly Review[]): Group | undefined {
  const seconds = medianSeconds(reviews);
  const retention = measureRetention(reviews);
  return seconds === undefined
    ? undefined
    : { kind, name, reviews: reviews.length, medianSeconds: seconds, ...(retention && { retention }) };
}
