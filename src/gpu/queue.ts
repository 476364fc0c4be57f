import type { LaneRandom } from "./laneRandom";

/** How long service takes, in units of its mean: exponential (M/M/1), or always the same (M/D/1). */
export type Service = "exponential" | "constant";

/** A queue with one server and Poisson arrivals; `load` is the share of time that the server is busy, below 1. */
export interface Queue {
  load: number;
  service: Service;
}

/**
 * Response times, waiting and service, of `jobs` jobs in a row of a queue that has run for ever, in mean service times.
 * Written to `responses`. The random numbers are those of the lane.
 */
export function runQueue({ load, service }: Queue, random: LaneRandom, lane: number, responses: Float64Array): void {
  let wait = drawWait({ load, service }, random, lane);
  for (let job = 0; job < responses.length; job++) {
    random.at(lane, job);
    const uniforms = random.uniforms(0);
    const served = service === "exponential" ? -Math.log(uniforms[0] as number) : 1;
    const gap = -Math.log(uniforms[1] as number) / load;
    responses[job] = wait + served;
    // Lindley 1952: the next waits for what is left of this one's response when it comes.
    wait = Math.max(0, wait + served - gap);
  }
}

/** The draws for the start are the lane's steps from here on: more than there are jobs, and below 2^24 as they must be. */
const startStep = 2 ** 20;

/**
 * A waiting time of a queue that has run for ever: a sum of residual service times, of which there are k with probability
 * (1 - load) load^k. A residual service time is exponential again, or uniform where service is constant.
 * Source: the formula of Pollaczek and Khinchine, as Asmussen, "Applied Probability and Queues", writes it.
 */
function drawWait({ load, service }: Queue, random: LaneRandom, lane: number): number {
  let wait = 0;
  for (let step = startStep; ; step++) {
    random.at(lane, step);
    const uniforms = random.uniforms(0);
    if ((uniforms[0] as number) > load) {
      return wait;
    }
    wait += service === "exponential" ? -Math.log(uniforms[1] as number) : (uniforms[1] as number);
  }
}

/** The mean response time, in mean service times. Source: Pollaczek 1930, Khinchine 1932. */
export const meanResponse = ({ load, service }: Queue): number =>
  1 + (load / (1 - load)) * (service === "exponential" ? 1 : 0.5);

/** The response time that a share of the jobs of M/M/1 exceeds: it is exponential with rate 1 - load. */
export const responseQuantile = (load: number, exceeding: number): number => -Math.log(exceeding) / (1 - load);
