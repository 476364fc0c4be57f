import { createLaneRandom } from "../../gpu/laneRandom";
import { type Queue, responseQuantile, runQueue, type Service } from "../../gpu/queue";
import { type Estimate, estimateMean } from "../../math/estimate";
import type { Stage } from "../stages";
import { type Settings, streams, usualLoad } from "./problem";

/** What jobs waited in one queue. Times are in mean service times. */
export interface Served extends Queue {
  mean: Estimate;
  median: number;
  /** The 99th percentile; its standard error is known where that of M/M/1 is. */
  tail: Estimate;
  /** Looked at closely, and so checked. */
  checked: boolean;
}

/** What was simulated so far. */
export interface Queues {
  served: Served[];
  /** Share of requests with at least one slow reply among many. */
  fanOut?: Estimate;
}

/**
 * Queues that run side by side, each started as if it had run for ever: their means are independent. Many and short: under
 * load the jobs of one queue wait nearly equally long, and a 99th percentile needs many that wait on their own.
 */
const replicas = { checked: 20_000, drawn: 3000 };
const jobs = 12;
const pieceReplicas = 2000;
/** A reply is slow if it belongs to the slowest of so many. */
export const slow = 0.01;
/** Of the servers that a request is sent to: what is slow is measured against their own 99th percentile. */
const serverLoad = 0.5;

/** The loads that a curve is drawn through. */
const drawnLoads = [0.1, 0.3, 0.5, 0.7, 0.8, 0.85, 0.95];

/** Which kind of service the control asks for. */
export const serviceOf = ({ queue }: Settings): Service => (queue === "markov" ? "exponential" : "constant");

/** Simulates queues at many loads, and requests that wait for the slowest of many replies. */
export async function* simulateQueues(settings: Settings, seed: number, queues: Queues): Stage {
  const service = serviceOf(settings);
  const asked: Served["service"][] =
    service === "exponential" ? ["exponential", "constant"] : ["constant", "exponential"];
  const wanted: (Queue & { checked: boolean })[] = [
    ...asked.map((kind) => ({ load: usualLoad, service: kind, checked: true })),
    ...(settings.load === usualLoad ? [] : [{ load: settings.load, service, checked: true }]),
    ...drawnLoads.filter((load) => load !== settings.load).map((load) => ({ load, service, checked: false })),
  ];
  for (const [i, { checked, ...queue }] of wanted.entries()) {
    const count = checked ? replicas.checked : replicas.drawn;
    const random = createLaneRandom(seed, streams.queue + i);
    const responses = new Float64Array(count * jobs);
    for (let lane = 0; lane < count; lane++) {
      runQueue(queue, random, lane, responses.subarray(lane * jobs, (lane + 1) * jobs));
      if (lane % pieceReplicas === 0) {
        yield (0.9 * (i + lane / count)) / wanted.length;
      }
    }
    queues.served.push({ ...queue, checked, ...summarise(queue, responses) });
  }
  const random = createLaneRandom(seed, streams.fanOut);
  const requests = Math.min(4000, Math.floor(3e5 / settings.fanOut));
  const limit = responseQuantile(serverLoad, slow);
  const response = new Float64Array(1);
  const slowRequests = new Float64Array(requests);
  for (let request = 0; request < requests; request++) {
    for (let server = 0; server < settings.fanOut; server++) {
      runQueue({ load: serverLoad, service: "exponential" }, random, request * settings.fanOut + server, response);
      if ((response[0] as number) > limit) {
        slowRequests[request] = 1;
      }
    }
    if (request % Math.ceil(20_000 / settings.fanOut) === 0) {
      yield 0.9 + (0.1 * request) / requests;
    }
  }
  const share = slowRequests.reduce((sum, value) => sum + value, 0) / requests;
  const exact = fanOutProbability(settings.fanOut);
  queues.fanOut = { value: share, standardError: Math.sqrt((exact * (1 - exact)) / requests) };
}

/** The probability that at least one of so many replies is slow, each on its own. */
export const fanOutProbability = (replies: number): number => 1 - (1 - slow) ** replies;

function summarise({ load, service }: Queue, responses: Float64Array): Pick<Served, "mean" | "median" | "tail"> {
  /** The mean over the jobs of each queue. */
  const perQueue = (of: (response: number) => number) => {
    const means = new Float64Array(responses.length / jobs);
    responses.forEach((response, i) => {
      const queue = Math.floor(i / jobs);
      means[queue] = (means[queue] as number) + of(response) / jobs;
    });
    return means;
  };
  const sorted = responses.slice().sort();
  const quantile = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] as number;
  // Exactly, where it has a formula; else as it was found, and the density from what lies around it.
  const [limit, density] =
    service === "exponential"
      ? [responseQuantile(load, slow), (1 - load) * slow]
      : [quantile(1 - slow), (0.4 * slow) / (quantile(1 - 0.8 * slow) - quantile(1 - 1.2 * slow))];
  const beyond = estimateMean(perQueue((response) => Number(response > limit)));
  return {
    mean: estimateMean(perQueue((response) => response)),
    median: quantile(0.5),
    tail: {
      value: quantile(1 - slow),
      // Of a quantile: that of the share beyond it, over the density there.
      standardError: beyond.standardError / density,
    },
  };
}
