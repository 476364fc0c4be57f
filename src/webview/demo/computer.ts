import source from "worker:./worker";
import type { FromWorker, ToWorker } from "./messages";

/** Where demos compute, as the page sees it. */
export interface Computer {
  send(message: ToWorker): void;
  /** It has a thread of its own, so that whatever it is about can be ended at any moment. */
  isApart(): boolean;
  dispose(): void;
}

/** Longer than the worker waits for one step: after this silence the worker itself is stuck. */
const silenceMilliseconds = 45_000;

/**
 * Starts a worker, or where none can be started runs its script on the page, in slices.
 * `hear` gets what it says; a worker that falls silent during a run, or dies, is heard as a loss.
 */
export function startComputer(hear: (message: FromWorker) => void): Computer {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  let silence: ReturnType<typeof setTimeout> | undefined;
  let send: (message: ToWorker) => void;
  let stop: () => void;
  let answered = false;
  let apart = true;
  let disposed = false;
  const unheard: ToWorker[] = [];

  const receive = ({ data }: MessageEvent<FromWorker>) => {
    if (disposed) {
      return;
    }
    answered = true;
    clearTimeout(silence);
    const ends = data.type === "finished" || data.type === "stopped";
    if (!ends && !(data.type === "progress" && data.waiting)) {
      listen();
    }
    hear(data);
  };
  const listen = () => {
    clearTimeout(silence);
    silence = setTimeout(() => giveUp("The computation has not answered for a while."), silenceMilliseconds);
  };
  const giveUp = (message: string) => {
    const nothing = { tensors: 0, bytes: 0, gpuBytes: 0 };
    hear({ type: "stopped", reason: "lost", message, before: nothing, after: nothing });
  };

  /** The same script, on this page: a policy that allows no worker still allows scripts with the page's nonce. */
  const runHere = () => {
    apart = false;
    const { port1, port2 } = new MessageChannel();
    const script = document.createElement("script");
    script.nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
    script.src = url;
    script.addEventListener("load", () => dispatchEvent(new CustomEvent("compute", { detail: port2 })));
    script.addEventListener("error", () => giveUp("The script that computes could not be started."));
    port1.onmessage = receive;
    send = (message) => port1.postMessage(message);
    stop = () => {
      send({ type: "cancel" });
      script.remove();
    };
    document.body.append(script);
    unheard.forEach(send);
  };

  try {
    const worker = new Worker(url);
    worker.onmessage = receive;
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      if (answered) {
        giveUp(`The computation broke down: ${event.message}`);
      } else {
        runHere();
      }
    };
    send = (message) => {
      if (!answered) {
        unheard.push(message);
      }
      worker.postMessage(message);
    };
    stop = () => worker.terminate();
  } catch {
    runHere();
  }

  return {
    send: (message) => {
      send(message);
      listen();
    },
    isApart: () => apart,
    dispose: () => {
      disposed = true;
      clearTimeout(silence);
      stop();
      URL.revokeObjectURL(url);
    },
  };
}
