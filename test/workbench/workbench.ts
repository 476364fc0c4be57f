import type { FrameLocator, Locator, Page } from "playwright-core";

/** A VS Code window in a browser, and what people do in it. Holds for VS Code 1.90 to 1.139. */
export class Workbench {
  constructor(readonly page: Page) {}

  /** The icon of a view container. It is there once the manifests of extensions are read, a second after the window is. */
  container(title: string): Locator {
    return this.page.locator(`.part.activitybar .action-item:has(.action-label[aria-label^="${title}"])`);
  }

  /** Shows a view container in the side bar. */
  async openContainer(title: string): Promise<void> {
    const icon = this.container(title);
    await icon.waitFor();
    // Another click on an open one would close it.
    if (!/\bchecked\b/.test((await icon.getAttribute("class")) ?? "")) {
      await icon.click();
    }
    await this.page
      .locator(".part.sidebar .composite.title", { hasText: new RegExp(quoteForRegExp(title), "i") })
      .waitFor();
  }

  /** The rows of the tree in the side bar that are in sight: the others are not in the document. */
  get rows(): Locator {
    return this.page.locator('.part.sidebar .monaco-list-row[role="treeitem"]');
  }

  /** The row with exactly this label. */
  row(label: string): Locator {
    return this.rows.filter({ has: this.page.locator(".label-name", { hasText: exactly(label) }) });
  }

  async expand(row: Locator): Promise<void> {
    if ((await row.getAttribute("aria-expanded")) === "false") {
      await row.locator(".monaco-tl-twistie").click();
    }
  }

  /** A button in the title bar of the view; they are shown while the pointer is there. */
  async clickViewAction(name: string): Promise<void> {
    const title = this.page.locator(".part.sidebar .composite.title, .part.sidebar .pane-header").first();
    await title.hover();
    await this.page.locator(".part.sidebar").getByRole("button", { name }).first().click();
  }

  /** Runs a command from the palette, by `Category: Title`. */
  async runCommand(title: string): Promise<void> {
    const { quickInput } = this;
    // Keys get lost while the window gives the focus back; a palette that still fades out takes no text, and one closes
    // when something else takes the focus: then again.
    for (let attempt = 1; ; attempt++) {
      try {
        await quickInput.waitFor({ state: "hidden", timeout: 3000 });
        await this.page.keyboard.press("F1");
        await this.quickInputText.fill(`>${title}`, { timeout: 2000 });
        await this.pick(title, 5000);
        return;
      } catch (error) {
        if (attempt === 10) {
          throw error;
        }
        await this.page.keyboard.press("Escape");
      }
    }
  }

  /** The palette, a quick pick or an input box. */
  get quickInput(): Locator {
    return this.page.locator(".quick-input-widget:visible");
  }

  get quickInputText(): Locator {
    return this.quickInput.locator(".quick-input-box input");
  }

  /** Takes the entry with exactly this label. */
  async pick(label: string, timeout = 30_000): Promise<void> {
    const rows = this.quickInput.locator(".quick-input-list .monaco-list-row");
    await rows
      .filter({ has: this.page.locator(".label-name", { hasText: exactly(label) }) })
      .first()
      .click({ timeout });
  }

  /** Types that and takes the first entry, by keyboard, once there is one of that text: a list may come late. */
  async choose(text: string, limit = 60_000): Promise<void> {
    const first = this.quickInput.locator(".quick-input-list .monaco-list-row.focused", { hasText: text });
    // What is typed into a palette that is about to give way to the list is gone with it: then again.
    for (const end = Date.now() + limit; ; ) {
      try {
        await this.quickInputText.fill(text, { timeout: 2000 });
        await first.waitFor({ timeout: 2000 });
        break;
      } catch (error) {
        if (Date.now() > end) {
          throw error;
        }
      }
    }
    await this.page.keyboard.press("Enter");
  }

  /** Opens a file of the workspace in front, by its name. */
  async openFile(name: string): Promise<void> {
    await this.runCommand("Go to File...");
    await this.quickInputText.fill(name);
    await this.pick(name);
    await this.tab(name).waitFor();
  }

  tab(title: string): Locator {
    return this.page.locator(".part.editor .tab", { hasText: title });
  }

  notification(text: string): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item", { hasText: text });
  }

  /** The document in the webview that shows `probe`. They all float over the window, so only their contents tell them apart. */
  async webview(probe: string): Promise<FrameLocator> {
    const frames = this.page.locator("iframe.webview.ready");
    const end = Date.now() + 30_000;
    while (Date.now() < end) {
      for (let index = (await frames.count()) - 1; index >= 0; index--) {
        // By its name: the place among the others changes as they come and go.
        const name = await frames
          .nth(index)
          .getAttribute("name", { timeout: 1000 })
          .catch(() => null);
        const inner = this.page
          .locator(`iframe.webview[name="${name}"]`)
          .contentFrame()
          .locator("iframe#active-frame")
          .contentFrame();
        const found = await inner
          .locator(probe)
          .count()
          .catch(() => 0);
        if (found > 0) {
          return inner;
        }
      }
      await this.page.waitForTimeout(100);
    }
    throw new Error(`There is no webview with ${probe}.`);
  }

  /** A picture without pointer, caret and moving things. */
  async takePicture(path: string): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.locator(".monaco-hover:visible").first().waitFor({ state: "hidden" });
    await this.page.screenshot({ path, animations: "disabled", caret: "hide" });
  }
}

const quoteForRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const exactly = (text: string) => new RegExp(`^${quoteForRegExp(text)}$`);
