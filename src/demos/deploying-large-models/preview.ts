import { meanResponse, responseQuantile } from "../../gpu/queue";
import type { Panel, RunContext } from "../demo";
import { show } from "./conclusion";
import { bandwidth, countMemory, drawMemory } from "./memory";
import { cacheBytes, modelOf } from "./models";
import { series } from "./panels";
import { readSettings } from "./problem";
import { fanOutProbability, serviceOf, slow } from "./queues";

/** What can be worked out before anything is measured. */
export function preview(params: RunContext["params"]): { sentence: string; panels: Panel[] } {
  const settings = readSettings(params);
  const { load, fanOut, bits } = settings;
  const service = serviceOf(settings);
  const model = modelOf(settings.model);
  const { weights } = countMemory(settings, bits);
  const loads = Array.from({ length: 98 }, (_, i) => (i + 1) / 100);
  const tail = service === "exponential" ? ` and the 99th percentile ${responseQuantile(load, slow).toFixed(1)}` : "";
  return {
    sentence:
      `By theory each bit is worth 6.02 decibels; at load ${load} the mean response is ` +
      `${meanResponse({ load, service }).toFixed(2)} service times${tail}; of requests to ${fanOut} servers ` +
      `${(100 * fanOutProbability(fanOut)).toFixed(1)} % meet a slow one; ${model.name} in ${bits} bits takes ` +
      `${(weights / 1e9).toFixed(2)} GB and ${cacheBytes(model) / 1024} KiB of cache a token, and at 3 TB/s writes at most ` +
      `about ${show(bandwidth / weights)} tokens a second at batch 1.`,
    panels: [
      {
        title: "Response time by theory",
        x: { label: "Load ρ", values: loads },
        y: { label: "Mean service times", scale: "log" },
        series: [
          series(
            "Mean, M/M/1: 1/(1 − ρ)",
            loads.map((each) => meanResponse({ load: each, service: "exponential" })),
            "exact",
          ),
          series(
            "99th percentile, M/M/1: ln 100/(1 − ρ)",
            loads.map((each) => responseQuantile(each, slow)),
            "exact",
          ),
          series(
            "Mean, M/D/1: 1 + ρ/(2(1 − ρ))",
            loads.map((each) => meanResponse({ load: each, service: "constant" })),
            "exact",
          ),
        ],
        summary:
          "At load 0.9 the mean is 10 service times in M/M/1 and 5.5 in M/D/1; the 99th percentile of M/M/1 is 46.1.",
        answers: true,
      },
      drawMemory(settings),
    ],
  };
}
