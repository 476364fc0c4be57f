import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../tools/cache";
import { editions } from "../tools/vscode";

interface Command {
  command: string;
  title: string;
  category?: string;
  icon?: string;
}
interface Use {
  command: string;
  when?: string;
}
interface Setting {
  type: string;
  default?: unknown;
  description?: string;
  markdownDescription?: string;
  enum?: string[];
  enumDescriptions?: string[];
  order?: number;
}
interface Step {
  id: string;
  title: string;
  description: string;
  media: { svg: string; altText: string };
  completionEvents: string[];
}
interface Tool {
  name: string;
  displayName: string;
  userDescription: string;
  modelDescription: string;
  toolReferenceName: string;
  canBeReferencedInPrompt: boolean;
  icon: string;
  tags: string[];
  when: string;
  inputSchema: { type: string; properties: object; required?: string[] };
}

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { contributes, capabilities } = manifest;
const commands: Command[] = contributes.commands;
const menus: Record<string, Use[]> = contributes.menus;
const keybindings: Use[] = contributes.keybindings;
const settings: [string, Setting][] = Object.entries(contributes.configuration.properties);

suite("The manifest", () => {
  test("is of one oldest VS Code: that of the types, and that of the tests", () => {
    const oldest = manifest.engines.vscode;
    assert.match(oldest, /^\^\d+\.\d+\.0$/);
    assert.equal(oldest, `^${manifest.devDependencies["@types/vscode"]}`);
    assert.equal(oldest, `^${editions.oldest.version.replace(/\d+$/, "0")}`);
  });

  test("has one bundle for Node and for web workers", () => {
    assert.equal(manifest.main, manifest.browser);
  });

  test("names its commands by verb and noun, and all in one category", () => {
    for (const { command, title, category } of commands) {
      assert.match(command, /^mlInterview\.[a-z]+([A-Z][a-z]+)*$/);
      assert.equal(category, "ML Interview", command);
      assert.match(title, /^[A-Z]\w*( (a|an|the|to|of|in|from|[A-Z]\w*))*(\.\.\.)?$/, `${title} is not in title case`);
    }
    const titles = commands.map(({ title }) => title);
    assert.equal(new Set(titles).size, titles.length, "two commands have one title");
  });

  test("puts commands that exist into menus and on keys, and says when", () => {
    const ids = commands.map(({ command }) => command);
    for (const [place, uses] of [...Object.entries(menus), ["keybindings", keybindings] as const]) {
      for (const { command, when } of uses) {
        assert.ok(ids.includes(command), `${place}: there is no ${command}`);
        assert.ok(when, `${place}: ${command} is there always`);
      }
    }
  });

  test("has an icon for each command that is shown as a button", () => {
    for (const [place, uses] of Object.entries(menus)) {
      for (const { command, group } of uses as (Use & { group?: string })[]) {
        const button = group === "inline" || (place.endsWith("/title") && group?.startsWith("navigation"));
        const icon = commands.find((one) => one.command === command)?.icon;
        assert.ok(!button || icon, `${place}: ${command} has no icon`);
      }
    }
  });

  test("welcomes into every view, but only when there is a reason", () => {
    const views = Object.values(
      contributes.views as Record<string, { id: string; name: string; icon?: string }[]>,
    ).flat();
    for (const { id, name, icon } of views) {
      assert.ok(name && icon, id);
      const welcomes = contributes.viewsWelcome.filter(({ view }: { view: string }) => view === id);
      assert.ok(welcomes.length > 0, `${id} has no welcome`);
      for (const { when } of welcomes) {
        assert.ok(when, `the welcome of ${id} is there always`);
      }
    }
  });

  test("describes every setting, with its default and each of its values", () => {
    const orders = settings.map(([, { order }]) => order);
    assert.equal(new Set(orders).size, settings.length, "two settings have one place in the order");
    for (const [name, setting] of settings) {
      assert.match(name, /^mlInterview(\.[a-z]+([A-Z][a-z]+)*)+$/);
      const described = setting.description ?? setting.markdownDescription ?? "";
      assert.match(described, /\.$/, `${name} is not described in a sentence`);
      assert.notEqual(setting.default, undefined, `${name} has no default`);
      assert.equal(setting.enumDescriptions?.length, setting.enum?.length, `${name} has values without description`);
    }
  });

  test("keeps an untrusted folder from setting what names files", () => {
    const restricted: string[] = capabilities.untrustedWorkspaces.restrictedConfigurations;
    const names = settings.map(([name]) => name);
    assert.deepEqual(
      restricted.filter((name) => !names.includes(name)),
      [],
    );
    assert.ok(restricted.includes("mlInterview.notes"));
  });

  test("starts with nothing that a user did not ask for", () => {
    for (const event of manifest.activationEvents) {
      // What is due shows in the status bar before the view is opened, and after all else has started.
      assert.match(event, /^(onUri|onStartupFinished|onWebviewPanel:mlInterview\.\w+)$/);
    }
  });

  test("walks a newcomer through five steps at most, each with a picture in theme colours, one button and an end", () => {
    const walkthroughs: { steps: Step[] }[] = contributes.walkthroughs;
    assert.equal(walkthroughs.length, 1);
    const steps = walkthroughs[0]?.steps ?? [];
    assert.ok(steps.length > 0 && steps.length <= 5);
    const names = [...commands.map(({ command }) => command), "workbench.action.openSettings"];
    const host = readFileSync(join(root, "src/host/milestones.ts"), "utf8");
    for (const { id, title, description, media, completionEvents } of steps) {
      assert.match(title, /^[A-Z][^.]+$/, id);
      const buttons = [...description.matchAll(/^\[[^\]]+\]\(command:([\w.]+)(?:\?([^)]*))?\)$/gm)];
      assert.equal(buttons.length, 1, id);
      for (const [, command, query] of description.matchAll(/\(command:([\w.]+)(?:\?([^)]*))?\)/g)) {
        assert.ok(names.includes(command ?? ""), `${id}: there is no ${command}`);
        for (const name of query ? JSON.parse(decodeURIComponent(query)) : []) {
          assert.ok(
            settings.some(([setting]) => setting === name),
            `${id}: there is no ${name}`,
          );
        }
      }
      assert.match(media.altText, /\.$/, id);
      const picture = readFileSync(join(root, media.svg), "utf8");
      assert.deepEqual(picture.match(/<(?!\/?(svg|rect|circle|path)\b)[^>]*>/g), null, "only shapes");
      for (const [, colour] of picture.matchAll(/(?:fill|stroke)="([^"]*)"/g)) {
        assert.match(colour ?? "", /^(none|var\(--vscode-.*\))$/, media.svg);
      }
      assert.ok(completionEvents.length > 0, id);
      for (const event of completionEvents) {
        const [, context, setting] = /^on(?:Context:mlInterview\.(\w+)|SettingChanged:(\S+))$/.exec(event) ?? [];
        assert.ok(
          (context && host.includes(`"${context}"`)) || settings.some(([name]) => name === setting),
          `${id}: nothing makes ${event} happen`,
        );
      }
    }
  });

  test("describes its tools to a model, and says what they take, which is never to change something", () => {
    const tools: Tool[] = contributes.languageModelTools;
    assert.deepEqual(
      tools.map(({ name }) => name),
      ["search_questions", "get_question", "get_due_questions", "run_demo_headless"],
    );
    assert.equal(new Set(tools.map(({ toolReferenceName }) => toolReferenceName)).size, tools.length);
    for (const tool of tools) {
      assert.match(tool.name, /^(search|get|run)_[a-z_]+$/);
      assert.match(tool.modelDescription, /\.$/);
      assert.match(tool.icon, /^\$\([a-z-]+\)$/);
      assert.ok(tool.displayName && tool.userDescription && tool.tags.length > 0 && tool.canBeReferencedInPrompt);
      assert.ok(settings.some(([name]) => `config.${name}` === tool.when));
      const { type, properties, required = [] } = tool.inputSchema;
      assert.equal(type, "object");
      assert.ok(required.every((name) => name in properties));
    }
  });

  test("names files that are there, and an icon large enough", () => {
    const icons = [
      ...contributes.viewsContainers.activitybar,
      ...Object.values(contributes.views as Record<string, { icon: string }[]>).flat(),
    ].map(({ icon }: { icon: string }) => icon);
    for (const file of [manifest.main, manifest.icon, ...icons]) {
      assert.ok(existsSync(join(root, file)), `there is no ${file}`);
    }
    const png = readFileSync(join(root, manifest.icon));
    assert.equal(png.toString("latin1", 1, 4), "PNG");
    // Width and height stand at a fixed place.
    assert.ok(png.readUInt32BE(16) >= 128 && png.readUInt32BE(20) >= 128);
  });
});
