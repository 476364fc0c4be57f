import { createMachine } from "./demo/machine";
import type { Line } from "./demo/messages";
import { serveRuns } from "./demo/runner";

// Computes for the demo page. Where no worker can be started the page runs this very script itself, and hands it a port.
const noGpuHere = "No worker can be started here, and a GPU that is lost on the page itself can not be had again.";
if ("document" in self) {
  self.addEventListener(
    "compute",
    (event) => serveRuns((event as CustomEvent<MessagePort>).detail as Line, createMachine(noGpuHere)),
    { once: true },
  );
} else {
  serveRuns(self as unknown as Line, createMachine());
}
