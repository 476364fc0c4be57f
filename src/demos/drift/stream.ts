import { normalQuantile } from "../../math/normalDistribution";
import { createRandomSource } from "../../math/random";
import type { RunContext } from "../demo";
import type { Stage } from "../stages";
import { diagnose, drawOrders, drawSamples } from "./diagnosis";
import type { Measured } from "./measured";
import { countedRows, levelOfTest, type Settings, stream, streams, trainingRows } from "./problem";
import { type Repaired, remedyOf, repair, trainPatient } from "./repair";
import { compareShares, countRight, gapOverThreshold, rightOf, type Share, scoresOf, sortedColumn } from "./tests";
import { drawRows, exactAccuracy, type World, worldsOf } from "./world";

/** Rows drawn in a piece of work. */
const piece = 1000;

/** Trains the model, watches the stream, finds the cause once there was an alarm, repairs, and watches on. */
export async function* followStream({ tf, seed }: RunContext, settings: Settings, measured: Measured): Stage {
  const { cause, severity, curvature, features, batch, delay } = settings;
  const random = createRandomSource(seed);
  const worlds = worldsOf(cause, severity, curvature);
  const unmoved = { weights: new Float64Array(features), intercept: 0 };
  const plan = { features, gate: unmoved };
  const training = drawRows(random, streams.training, { ...plan, world: worlds.offline, count: trainingRows });
  const patient = trainPatient(training);
  measured.patient = patient;
  yield 0.1;

  const reference = drawRows(random, streams.reference, { ...plan, world: worlds.offline, count: batch });
  const columns = Array.from({ length: features }, (_, j) => sortedColumn(reference, reference.computed, j));
  const output = scoresOf(patient, reference, reference.served).sort();
  const offlineRight = countRight(rightOf(patient, reference, reference.served));
  const level = levelOfTest(settings);
  const rights: Share[] = [];
  let now: Repaired = { model: patient, world: worlds.production };
  for (let t = 0; t < stream.batches; t++) {
    const changed = t >= stream.before;
    const { model, world } = changed ? now : { model: patient, world: worlds.offline };
    const rows = drawRows(random, streams.batches + t, { world, count: batch, features, gate: patient });
    const right = countRight(rightOf(model, rows, rows.served));
    rights.push(right);
    const late = rights[t - delay];
    const seen = {
      accuracy: right.count / right.of,
      exact: accuracyOf({ model, world }, patient),
      features: columns.reduce(
        (most, column, j) => Math.max(most, gapOverThreshold(column, sortedColumn(rows, rows.served, j), level)),
        0,
      ),
      output: gapOverThreshold(output, scoresOf(patient, rows, rows.served).sort(), level),
      labels: late ? compareShares(offlineRight, late) / normalQuantile(level) : Number.NaN,
    };
    measured.batches.push(seen);
    const by =
      seen.features > 1
        ? "a feature"
        : seen.output > 1
          ? "the model's output"
          : seen.labels > 1
            ? "delayed labels"
            : "";
    if (by && !changed) {
      measured.falseAlarms++;
    } else if (by && !measured.detection) {
      measured.detection = { batch: t, by };
    }
    const share = 0.1 + (0.4 * (t + 1)) / stream.batches;
    // The diagnosis needs labels of the batch that gave the alarm.
    if (measured.detection && !measured.repaired && t === measured.detection.batch + delay) {
      yield* findCause(share);
      measured.deployed = t + 1;
      now = measured.repaired ?? now;
    }
    yield share;
  }
  if (!measured.repaired) {
    yield* findCause(0.5);
  }

  const counts = [
    { name: "offline", ...{ model: patient, world: worlds.offline } },
    { name: "before", ...{ model: patient, world: worlds.production } },
    { name: "after", ...(measured.repaired ?? now) },
  ] as const;
  for (const [i, { name, model, world }] of counts.entries()) {
    const share = { count: 0, of: 0 };
    for (let done = 0; done < countedRows; done += piece) {
      const place = streams[name] + done / piece;
      const rows = drawRows(random, place, { world, count: piece, features, gate: patient });
      share.count += countRight(rightOf(model, rows, rows.served)).count;
      share.of += piece;
      yield 0.5 + (0.5 * (i + (done + piece) / countedRows)) / counts.length;
    }
    measured[name] = share;
  }

  /** Takes fresh samples, reads the cause off them, and repairs. */
  async function* findCause(share: number): AsyncGenerator<number, void> {
    const samples = drawSamples(random, streams.diagnosis, settings, worlds, patient);
    const orders = drawOrders(tf, random, settings);
    try {
      yield share;
      const { diagnosis } = await diagnose(tf, settings, patient, samples, orders);
      yield share;
      const remedy = settings.remedy === "diagnosed" ? remedyOf[diagnosis] : settings.remedy;
      const repaired = repair(remedy, settings, { model: patient, training, samples, world: worlds.production });
      Object.assign(measured, { diagnosis, remedy, repaired });
    } finally {
      orders.signs.dispose();
    }
  }
}

/** Exact where the rows that stay away are those that the model itself scores low, or where none do; else NaN. */
export const accuracyOf = (
  { model, world }: { model: Repaired["model"]; world: World },
  gate: Repaired["model"],
): number => (world.dropped === 0 || model === gate ? exactAccuracy(model, world) : Number.NaN);

/** Every cause again and again, each with fresh samples: which test sees which. */
export async function* crossTests(
  { tf, seed }: RunContext,
  settings: Settings,
  causes: readonly Settings["cause"][],
  repeats: number,
  tell: (cause: Settings["cause"], findings: Awaited<ReturnType<typeof diagnose>>) => void,
): Stage {
  const { severity, curvature, features } = settings;
  const random = createRandomSource(seed);
  const orders = drawOrders(tf, random, settings);
  try {
    for (const [c, cause] of causes.entries()) {
      const worlds = worldsOf(cause, severity, curvature);
      const gate = { weights: new Float64Array(features), intercept: 0 };
      const plan = { world: worlds.offline, count: trainingRows, features, gate };
      const model = trainPatient(drawRows(random, streams.training, plan));
      for (let repeat = 0; repeat < repeats; repeat++) {
        const place = streams.repeats + 1000 * c + 4 * repeat;
        const samples = drawSamples(random, place, settings, worlds, model);
        yield (c * repeats + repeat + 0.5) / (causes.length * repeats);
        tell(cause, await diagnose(tf, settings, model, samples, orders));
        yield (c * repeats + repeat + 1) / (causes.length * repeats);
      }
    }
  } finally {
    orders.signs.dispose();
  }
}
