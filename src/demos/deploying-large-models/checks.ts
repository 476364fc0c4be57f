import { meanResponse, responseQuantile } from "../../gpu/queue";
import { type Estimate, fitSlope, slopeWeights } from "../../math/estimate";
import { errorByMaximum } from "../../math/normalQuantiser";
import { decibels } from "../../math/quantise";
import { type Check, underHeadings } from "../demo";
import type { Classified } from "./classifier";
import { cacheBytes, contextTokens, countWeights, modelOf } from "./models";
import type { Settings } from "./problem";
import { fanOutProbability, type Queues, slow } from "./queues";
import { channels, type Signals, uniformBits, weightsPerChannel } from "./signals";

/** The name of the check that the prediction asks about. */
export const predicted = "M/M/1 at load 0.9: 99th percentile of the response, in service times";

const identity = { standardError: 0, rule: "identity" } as const;
const stochastic = ({ value, standardError }: Estimate) =>
  ({ measured: value, standardError, rule: "stochastic" }) as const;

/** Everything that a run measures. */
export interface Measured {
  signals: Signals;
  classified: Classified;
  queues: Queues;
}

/** Every claim that has been measured. */
export function listChecks(settings: Settings, { signals, classified, queues }: Measured): Check[] {
  return underHeadings({
    "Waiting in queues": checkQueues(settings, queues),
    "Decibels per bit": checkSignals(signals),
    "Best quantisers": checkQuantisers(signals),
    "A network in few bits": checkClassifier(classified),
    "Memory of large models": checkModel(settings),
  });
}

function checkQueues({ fanOut }: Settings, queues: Queues): Check[] {
  const checks = queues.served
    .filter(({ checked }) => checked)
    .flatMap(({ mean, tail, ...queue }): Check[] => {
      const kind = queue.service === "exponential" ? "M/M/1" : "M/D/1";
      const average: Check = {
        ...stochastic(mean),
        name: `${kind} at load ${queue.load}: mean response, in service times`,
        exact: meanResponse(queue),
        source: `Pollaczek and Khinchine: ${queue.service === "exponential" ? "1/(1 − ρ)" : "1 + ρ/(2(1 − ρ))"}`,
      };
      if (queue.service === "constant") {
        return [average];
      }
      return [
        {
          ...stochastic(tail),
          name: `${kind} at load ${queue.load}: 99th percentile of the response, in service times`,
          exact: responseQuantile(queue.load, slow),
          source: "ln 100/(1 − ρ): the response of M/M/1 is exponential with mean 1/(1 − ρ) (Erlang; Kleinrock 1975)",
        },
        average,
      ];
    });
  if (queues.fanOut) {
    checks.push({
      ...stochastic(queues.fanOut),
      name: `Requests with a slow reply among ${fanOut}, each slow once in 100 times`,
      exact: fanOutProbability(fanOut),
      source: `1 − 0.99^${fanOut}; Dean and Barroso 2013, The Tail at Scale: 63 % for 100 servers`,
    });
  }
  return checks;
}

/** A mean squared error as a ratio to the signal's power, in decibels, with its standard error. */
function ratioOf(power: number, { value, standardError }: Estimate): Estimate {
  return { value: decibels(power / value), standardError: ((10 / Math.LN10) * standardError) / value };
}

/** Decibels gained with each bit: the slope over all bit widths, once all have been measured. */
export function decibelsPerBit({ uniform }: Signals): Estimate | undefined {
  if (uniform.length < uniformBits.length) {
    return undefined;
  }
  const ratios = uniform.map(({ error }) => ratioOf(1 / 3, error));
  const weights = slopeWeights(uniformBits);
  const squares = ratios.map(({ standardError }, i) => ((weights[i] as number) * standardError) ** 2);
  return {
    value: fitSlope(
      uniformBits,
      ratios.map(({ value }) => value),
    ),
    standardError: Math.sqrt(squares.reduce((sum, value) => sum + value, 0)),
  };
}

/** Max's table, from 1 bit on, and how far its printed digits can be off. */
const lloydMax = [
  { exact: 0.3634, tolerance: 5e-5 },
  { exact: 0.1175, tolerance: 5e-5 },
  { exact: 0.03454, tolerance: 1e-5 },
  { exact: 0.009497, tolerance: 1e-5 },
];

function checkSignals(signals: Signals): Check[] {
  const bennett = "Bennett 1948: the error of fine steps is uniform, its mean square is step²/12";
  const perBit = decibelsPerBit(signals);
  return [
    ...(signals.rounding
      ? [
          {
            ...stochastic(signals.rounding),
            name: "Rounding error: mean square over step²/12",
            exact: 1,
            source: bennett,
          },
        ]
      : []),
    ...signals.uniform
      .filter(({ bits }) => [4, 6, 8].includes(bits))
      .map(({ bits, error }): Check => {
        return {
          ...stochastic(ratioOf(1 / 3, error)),
          name: `Uniform signal in ${bits} bits: signal to quantisation noise, in decibels`,
          exact: 20 * bits * Math.log10(2),
          source: "20 b log₁₀ 2: power 1/3 over step²/12, with 2^b steps over [−1, 1]",
        };
      }),
    ...(perBit
      ? [
          {
            ...stochastic(perBit),
            name: "Decibels per bit, slope over 2 to 10 bits",
            exact: 20 * Math.log10(2),
            source: "20 log₁₀ 2: half the step is a quarter of the noise",
          },
        ]
      : []),
    ...signals.sine.map(({ bits, ratio }): Check => {
      return {
        ...identity,
        name: `Sine over the full range in ${bits} bits, in decibels`,
        measured: ratio,
        exact: 20 * bits * Math.log10(2) + decibels(1.5),
        tolerance: bits === 8 ? 3e-3 : 1e-3,
        source: `6.02 b + 1.76: only for many bits, within ${bits === 8 ? "0.15" : "0.07"} decibels at ${bits}`,
      };
    }),
  ];
}

function checkQuantisers(signals: Signals): Check[] {
  return [
    ...signals.lloyd.flatMap(({ bits, distortion, error }): Check[] => [
      {
        ...identity,
        ...(lloydMax[bits - 1] as (typeof lloydMax)[number]),
        name: `Best quantiser of a normal signal in ${bits} bit${bits === 1 ? "" : "s"}, by Lloyd's iteration: error`,
        measured: distortion,
        source:
          "Max 1960, Quantizing for minimum distortion, the table for the normal distribution, to the digits printed there",
      },
      {
        ...stochastic(error),
        name: `That quantiser in ${bits} bit${bits === 1 ? "" : "s"} on drawn values: error`,
        exact: distortion,
        source: "the integral of the squared error over the normal density",
      },
    ]),
    ...signals.channels.map(({ bits, error }): Check => {
      const { mean, deviation } = errorByMaximum(bits, weightsPerChannel);
      const exact = ratioOf(1, { value: mean, standardError: deviation / Math.sqrt(channels) });
      return {
        name: `Normal weights in ${bits} bits, each channel of ${weightsPerChannel} by its maximum, in decibels`,
        measured: decibels(1 / error),
        exact: exact.value,
        standardError: exact.standardError,
        rule: "stochastic",
        source: "the error at every maximum, integrated over the distribution of the largest of so many",
      };
    }),
  ];
}

function checkClassifier({ changed }: Classified): Check[] {
  return changed === undefined
    ? []
    : [
        {
          ...identity,
          name: "Share of the test set classified otherwise once channels are rescaled",
          measured: changed,
          exact: 0,
          // Examples on the very border may fall on either side in float32.
          tolerance: 2e-3,
          source: "ReLU is homogeneous: a factor on what goes into a unit cancels with its inverse on what comes out",
        },
      ];
}

function checkModel({ model }: Settings): Check[] {
  const of = modelOf(model);
  const [seven, usual] = [modelOf("llama-2-7b"), "2 · layers · width of keys and values · 2 bytes"];
  return [
    {
      ...identity,
      name: `${of.name}: parameters, counted from its configuration`,
      measured: countWeights(of),
      exact: of.parameters,
      tolerance: 0,
      source: of.source,
    },
    {
      ...identity,
      name: "Llama 2 7B: bytes of cache for a token",
      measured: cacheBytes(seven),
      exact: 512 * 1024,
      tolerance: 0,
      source: usual,
    },
    {
      ...identity,
      name: `Llama 2 7B: bytes of cache for ${contextTokens} tokens`,
      measured: cacheBytes(seven) * contextTokens,
      exact: 2 * 1024 ** 3,
      tolerance: 0,
      source: usual,
    },
  ];
}
