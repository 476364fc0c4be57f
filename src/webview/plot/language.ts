// uPlot makes a number format for the browser's language when it loads, and throws where that is none: a browser on a
// machine with the locale "C" says "c". Imported before it.
try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en", configurable: true });
}
