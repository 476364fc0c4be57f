import assert from "node:assert/strict";
import { demos } from "../../src/demos";
import { themes } from "./demoThemes";
import { findBarriers } from "./findBarriers";
import { assertAllHold, assertNothingHeld, type OpenedDemo, openDemo, quick } from "./openDemo";
import { assertClean } from "./openPage";

/** What reaches out of a page of 320 pixels. */
const findTooWide = ({ page }: OpenedDemo) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const parts = [...document.querySelectorAll("button, input, select, h1, h2, h3, figure, label")]
      .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
      .map((node) => node.outerHTML.slice(0, 80));
    return [...(scrollWidth > clientWidth ? ["the page scrolls sideways"] : []), ...parts];
  });

suite("Every demo's page", () => {
  let demo: OpenedDemo;
  teardown(() => demo.opened.close());

  demos.forEach(({ id, title }, index) => {
    // All themes for one demo are another test's; here each theme meets some demos.
    const [name, theme] = Object.entries(themes)[index % 4] as [string, (typeof themes)["dark"]];

    test(`says at rest what it is about, and after a quick look what came of it, without barriers: ${id}, ${name}`, async () => {
      demo = await openDemo(quick(id), { ...theme, viewport: { width: 900, height: 900 } });
      assert.equal(await demo.text("h1"), title);
      assert.equal(await demo.text(".notes"), "");
      const pictures = await demo.pictures();
      assert.ok(pictures.length > 0);
      for (const label of pictures) {
        assert.match(label, /\. .*\d/);
      }
      assert.deepEqual(await findBarriers(demo.page), []);
      await demo.press("Skip");
      assert.match(await demo.text(".theory"), /\d/);

      assertAllHold(await demo.run());
      assert.match(await demo.text(".conclusion"), /\d/);
      assertNothingHeld(await demo.text(".memory"));
      await demo.page.locator("details summary").first().click();
      await demo.page.locator("details[open] table").first().waitFor();
      assert.deepEqual(await findBarriers(demo.page), []);
      await demo.page.setViewportSize({ width: 320, height: 640 });
      assert.deepEqual(await findTooWide(demo), []);
      await assertClean(demo.opened);
    });
  });
});
