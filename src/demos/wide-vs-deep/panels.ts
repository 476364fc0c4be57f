import type { LinearPiece } from "../../math/linearPieces";
import type { Panel, Series } from "../demo";
import { fewestWrong, mostRuns } from "./labels";
import type { ExactNetwork, ExactWeights, Measured, Trained } from "./measured";
import { equalUnits, pointsOf, type Settings, targetsOf, varianceOf } from "./settings";

/** The panels that show what was measured. */
export function drawMeasured(settings: Settings, measured: Measured): Panel[] {
  const { exact, deep, shallow } = measured;
  return [
    ...(exact ? [drawExact(settings, exact), drawActive(exact)] : []),
    drawPieces(settings, measured),
    ...(deep && shallow ? drawTraining(settings, deep, shallow) : []),
  ];
}

/** A function by its pieces: a line through their ends. */
const trace = (label: string, pieces: readonly LinearPiece[]): Series => {
  const valueAt = (piece: LinearPiece, x: number) => piece.slope * x + piece.intercept;
  const [first, last] = [pieces[0], pieces.at(-1)];
  return {
    label,
    kind: "line",
    role: "measured",
    x: [...pieces.map(({ from }) => from), ...(last ? [last.to] : [])],
    values: [...pieces.map((piece) => valueAt(piece, piece.from)), ...(first && last ? [valueAt(last, last.to)] : [])],
  };
};

const breakPoints = (label: string, pieces: readonly LinearPiece[]): Series => {
  const { x = [], values } = trace("", pieces);
  const inner = (of: ArrayLike<number>) => Array.from(of).slice(1, -1);
  return { label, kind: "points", role: "measured", x: inner(x), values: inner(values) };
};

const points = (label: string, settings: Pick<Settings, "folds" | "target">): Series => ({
  label,
  kind: "points",
  role: "exact",
  x: pointsOf(settings.folds),
  values: targetsOf(settings),
});

function drawExact({ folds }: Settings, { deep, shallow }: ExactWeights): Panel {
  const count = 2 ** folds;
  return {
    title: "Exact weights: what each can represent",
    x: { label: "x", values: [] },
    y: { label: "Output" },
    window: { x: [-0.02, 1.02], y: [-1.2, 2.2] },
    series: [
      trace("Deep", deep.pieces),
      trace("Best shallow", shallow.pieces),
      breakPoints("Kinks of the shallow one", shallow.pieces),
      points("Labels", { folds, target: "folds" }),
    ],
    summary:
      `With ${deep.parameters} parameters each: the deep network has ${deep.pieces.length} linear pieces and ` +
      `${deep.wrong} wrong labels of ${count}, the best shallow one ${shallow.pieces.length} and ${shallow.wrong}.`,
  };
}

/** Which units are active along the line: between two kinks always the same ones. */
function drawActive({ deep, shallow }: ExactWeights): Panel {
  const rows = [...shallow.active, ...deep.active];
  const columns = rows[0]?.length ?? 0;
  const patterns = ({ active }: ExactNetwork) =>
    new Set(Array.from({ length: columns }, (_, column) => active.map((unit) => unit[column]).join(""))).size;
  const count = shallow.active.length;
  return {
    title: "Exact weights: which units are active",
    x: { label: "x", values: [] },
    y: { label: "Unit: shallow below, deep above" },
    window: { x: [0, 1], y: [0.5, rows.length + 0.5] },
    heat: {
      rows: rows.length,
      columns,
      values: Float64Array.from(rows.flatMap((unit) => [...unit])),
      label: "1 where a unit is active",
    },
    series: [],
    summary:
      `Units 1 to ${count} are the shallow network's, ${count + 1} to ${rows.length} the deep one's, layer by layer. ` +
      `From 0 to 1 the shallow network has ${patterns(shallow)} patterns of active units, the deep one ${patterns(deep)}.`,
  };
}

function drawPieces({ folds }: Settings, { pieces, deep, shallow }: Measured): Panel {
  const at = pieces[folds - 1];
  const most = (of: Trained | undefined) => Math.max(...(of?.ends ?? []).map((end) => end.pieces));
  const trained = (label: string, of: Trained | undefined): Series[] =>
    of && of.ends.length > 0 ? [{ label, kind: "points", role: "measured", x: [folds], values: [most(of)] }] : [];
  const found = [...trained("Most of a trained deep one", deep), ...trained("Most of a trained shallow one", shallow)];
  const all = Array.from({ length: 10 }, (_, i) => i + 1);
  return {
    title: "Linear pieces at equal parameters",
    x: { label: "Folds k, for 6k + 1 parameters", values: all },
    y: { label: "Linear pieces", scale: "log" },
    series: [
      {
        label: "Deep, counted",
        kind: "points",
        role: "measured",
        values: all.map((k) => pieces[k - 1]?.deep ?? Number.NaN),
      },
      {
        label: "Shallow, counted",
        kind: "points",
        role: "measured",
        values: all.map((k) => pieces[k - 1]?.shallow ?? Number.NaN),
      },
      ...found,
      { label: "2ᵏ", kind: "line", role: "exact", values: all.map((k) => 2 ** k) },
      { label: "At most 2k + 1", kind: "line", role: "exact", values: all.map((k) => equalUnits(k) + 1) },
    ],
    summary:
      `At ${folds} folds: ${at ? `${at.deep} pieces deep, ${at.shallow} shallow` : "nothing counted yet"}` +
      `${found.map(({ label, values }) => `; ${label.toLowerCase()}: ${values[0]}`).join("")}. ` +
      `Theory: ${2 ** folds}, and at most ${equalUnits(folds) + 1}.`,
  };
}

function drawTraining(settings: Settings, deep: Trained, shallow: Trained): Panel[] {
  return [drawBest(settings, deep, shallow), drawErrors(settings, deep, shallow)];
}

function drawBest(settings: Settings, deep: Trained, shallow: Trained): Panel {
  const steps = deep.history.at(-1)?.steps ?? 0;
  const least = (of: Trained) => (of.history.at(-1)?.least ?? Number.NaN).toPrecision(3);
  return {
    title: "Trained weights: the best network of each kind",
    x: { label: "x", values: [] },
    y: { label: "Output" },
    window: { x: [-0.02, 1.02], y: [-0.4, 1.4] },
    series: [
      trace("Deep", deep.best),
      trace("Shallow", shallow.best),
      breakPoints("Kinks of the deep one", deep.best),
      breakPoints("Kinks of the shallow one", shallow.best),
      points(settings.target === "folds" ? "Labels" : "Target", settings),
    ],
    summary:
      `After ${steps} steps the best of ${settings.networks}: deep ${deep.best.length} pieces and a mean squared error of ` +
      `${least(deep)}, shallow ${shallow.best.length} and ${least(shallow)}.`,
  };
}

function drawErrors(settings: Settings, deep: Trained, shallow: Trained): Panel {
  const { folds, target } = settings;
  const count = 2 ** folds;
  const xs = deep.history.map(({ steps }) => steps);
  const fan = (name: string, { history }: Trained): Series[] =>
    (["median", "low", "high"] as const).map((of) => ({
      label: of === "median" ? `${name}, median` : `${name}, 10 % and 90 %`,
      kind: "line",
      role: of === "median" ? "measured" : "quiet",
      x: history.map(({ steps }) => steps),
      values: history.map((entry) => entry[of]),
    }));
  const level = (label: string, value: number): Series => ({
    label,
    kind: "line",
    role: "exact",
    values: xs.map(() => value),
  });
  const constant = varianceOf(targetsOf(settings));
  const least = target === "folds" ? fewestWrong(count, mostRuns(equalUnits(folds))) / count / 4 : 0;
  const last = (of: Trained) => {
    const { low, median, high } = of.history.at(-1) ?? { low: Number.NaN, median: Number.NaN, high: Number.NaN };
    return `${median.toPrecision(3)} (10 % ${low.toPrecision(3)}, 90 % ${high.toPrecision(3)})`;
  };
  return {
    title: `Mean squared error of ${settings.networks} networks of each kind in training`,
    x: { label: "Steps of Adam", values: xs },
    y: { label: "Mean squared error", scale: "log" },
    series: [
      ...fan("Deep", deep),
      ...fan("Shallow", shallow),
      // At one fold the points meet the wave where it is ½.
      ...(constant > 1e-12 ? [level("Best constant", constant)] : []),
      ...(least > 0 ? [level("No shallow network is below", least)] : []),
    ],
    summary:
      `After ${xs.at(-1) ?? 0} steps the median is ${last(deep)} deep and ${last(shallow)} shallow; ` +
      `the best constant has ${constant > 1e-12 ? constant.toPrecision(3) : "0"}.`,
  };
}
