import type { FromAnyPage, PageKind, Pages } from "../protocol";

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** A page's end of its line to the host. */
export interface Host<K extends PageKind> {
  post(message: Pages[K]["from"]): void;
  /** What the page remembers while its tab is hidden and when the window is reloaded. */
  getState<T>(): T | undefined;
  setState(state: unknown): void;
}

/** Joins this page to its host: `show` gets the whole state whenever it changes. Called once, when the page loads. */
export function connect<K extends PageKind>(_kind: K, show: (state: Pages[K]["to"]) => void): Host<K> {
  const api = acquireVsCodeApi();
  const post = (message: Pages[K]["from"] | FromAnyPage) => api.postMessage(message);
  const report = (error: unknown) =>
    post({ type: "error", message: error instanceof Error ? error.message : String(error) });
  window.addEventListener("error", (event) => report(event.error ?? event.message));
  window.addEventListener("unhandledrejection", (event) => report(event.reason));
  let shown = "";
  window.addEventListener("message", (event) => {
    // The host posts plain objects; frames and other extensions have no way in, but a page checks all the same.
    if (event.data && typeof event.data === "object" && "state" in event.data) {
      // What is there already is not drawn again: a reader would lose the focus and what they unfolded.
      const text = JSON.stringify(event.data.state);
      if (text !== shown) {
        shown = text;
        show(event.data.state);
      }
    }
  });
  const host: Host<K> = {
    post,
    getState: <T>() => api.getState() as T | undefined,
    setState: (state) => api.setState(state),
  };
  // After the caller has its hands on `host`: `show` may need it.
  queueMicrotask(() => post({ type: "ready" }));
  return host;
}
