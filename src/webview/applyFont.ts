import type { Looks } from "../protocol";

/** Gives the page the looks of the built-in Markdown preview; an empty family is VS Code's own. */
export function applyFont({ family, size, lineHeight }: Looks["font"]): void {
  const { style } = document.documentElement;
  style.setProperty("--answer-font-family", family || "var(--vscode-font-family)");
  style.setProperty("--answer-font-size", `${size}px`);
  style.setProperty("--answer-line-height", String(lineHeight));
}
