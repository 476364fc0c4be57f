import type { Run, RunContext } from "../demo";
import { between, createRun, type Stage } from "../stages";
import { listChecks } from "./checks";
import { type TestName, testNames } from "./diagnosis";
import { measureBlindness, measureFalseAlarms, measureIndex, measurePower, measureShift } from "./formulas";
import type { Measured } from "./measured";
import { causeNames, drawRun } from "./panels";
import { type Remedy, readSettings, repetitions, type Settings, stream } from "./problem";
import { crossTests, followStream } from "./stream";
import { type Cause, causes } from "./world";

/** How often each cause is tried, at most. */
const mostRepeats = 20;

const remedyNames: Record<Remedy, string> = {
  none: "no repair",
  weight: "weighting the old rows",
  threshold: "moving the threshold",
  recalibrate: "recalibration",
  retrain: "retraining",
  pipeline: "repairing the pipeline",
  split: "training without the leak",
  explore: "exploring, on a random group that is served whatever the model says",
};

/** Starts a run of the drift clinic. */
export async function startRun(context: RunContext): Promise<Run> {
  const settings = readSettings(context.params);
  const { seed } = context;
  const measured: Measured = { batches: [], falseAlarms: 0 };

  async function* runStages(): Stage {
    yield* between(0, 0.25, followStream(context, settings, measured));
    yield* between(0.25, 0.28, measureShift(settings, seed, measured));
    yield* between(0.28, 0.35, measureIndex(settings, seed, measured));
    yield* between(0.35, 0.45, measureFalseAlarms(settings, seed, measured));
    yield* between(0.45, 0.5, measurePower(settings, seed, measured));
    yield* between(0.5, 0.6, measureBlindness(settings, seed, measured));
    const byTest = () => Object.fromEntries(testNames.map((name) => [name, 0])) as Record<TestName, number>;
    const table: NonNullable<Measured["table"]> = {
      runs: causes.map(() => 0),
      alarms: Object.fromEntries(causes.map((cause) => [cause, byTest()])) as Record<Cause, Record<TestName, number>>,
      found: Object.fromEntries(causes.map((cause) => [cause, 0])) as Record<Cause, number>,
    };
    const crossing = crossTests(
      context,
      settings,
      causes,
      repetitions(settings, mostRepeats, mostRepeats),
      (cause, { alarms, diagnosis }) => {
        measured.table = table;
        const at = causes.indexOf(cause);
        table.runs[at] = (table.runs[at] as number) + 1;
        table.found[cause] += Number(diagnosis === (settings.severity > 0 ? cause : "none"));
        for (const name of testNames) {
          table.alarms[cause][name] += Number(alarms[name]);
        }
      },
    );
    yield* between(0.6, 1, crossing);
  }

  return createRun(runStages(), {
    draw: () => drawRun(settings, measured),
    checks: () => listChecks(settings, measured),
    conclusion: () => conclude(settings, measured),
  });
}

function conclude(settings: Settings, measured: Measured): string {
  const { cause, severity, batch, level, delay } = settings;
  const { detection, diagnosis, remedy, repaired, offline, before, after } = measured;
  if (!diagnosis || !remedy || !offline || !before || !after) {
    return "";
  }
  const truth = severity > 0 ? cause : "none";
  const waited = detection ? (detection.batch + 1 - stream.before) * batch : 0;
  const found = detection
    ? `${truth === "none" ? "A false alarm" : "The first alarm"} at ${100 * level} % came after ${waited} rows of production, from ${detection.by}` +
      `${detection.by === "delayed labels" ? ` (${delay} ${delay === 1 ? "batch" : "batches"} late)` : ""}`
    : `No alarm at ${100 * level} % in ${(stream.batches - stream.before) * batch} rows of production`;
  const percent = ({ count, of }: { count: number; of: number }) => `${((100 * count) / of).toFixed(1)} %`;
  const extra =
    repaired?.effective !== undefined
      ? `, which leaves ${(100 * repaired.effective).toFixed(0)} % of the rows`
      : repaired?.positives !== undefined
        ? `, for an estimated ${(100 * repaired.positives).toFixed(0)} % of positives`
        : "";
  return (
    `${found}; the diagnosis is ${causeNames[diagnosis]}, which is ${diagnosis === truth ? "right" : `wrong: it is ${causeNames[truth]}`}. ` +
    `Accuracy is ${percent(offline)} offline, ${percent(before)} in production, and ${percent(after)} after ` +
    `${remedyNames[remedy]}${extra}.`
  );
}
