/** What a page finds set by the editor. */
export interface Surroundings {
  bodyClasses: readonly string[];
  variables: Record<string, string>;
}

/** Runs in the page before its scripts and stands in for the editor: gives it `acquireVsCodeApi`, classes and theme colours. */
export function fakeEditor({ bodyClasses, variables }: Surroundings): void {
  const { editorHears, policyViolated } = window as unknown as Record<string, (data: unknown) => void>;
  const key = "state of the page";
  let acquired = false;
  const acquireVsCodeApi = () => {
    if (acquired) {
      throw new Error("An instance of the VS Code API has already been acquired");
    }
    acquired = true;
    return {
      // What is no JSON does not arrive there either.
      postMessage: (message: unknown) => editorHears?.(JSON.parse(JSON.stringify(message))),
      getState: () => JSON.parse(sessionStorage.getItem(key) ?? "null") ?? undefined,
      setState: (state: unknown) => sessionStorage.setItem(key, JSON.stringify(state)),
    };
  };
  Object.assign(window, { acquireVsCodeApi });

  document.addEventListener("securitypolicyviolation", (event) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
    policyViolated?.(`${effectiveDirective} blocked ${blockedURI} at ${sourceFile}:${lineNumber} ${sample}`.trim());
  });

  // The page's own first script comes at the end of its body: it finds all this in place.
  const observer = new MutationObserver(() => {
    if (document.body) {
      observer.disconnect();
      document.body.classList.add("vscode-body", ...bodyClasses);
      document.body.dataset.vscodeThemeKind = bodyClasses[0];
      for (const [name, value] of Object.entries(variables)) {
        document.documentElement.style.setProperty(name, value);
      }
    }
  });
  observer.observe(document, { childList: true, subtree: true });
}
