import { type Control, type Demo, readParams } from "../../demos/demo";
import { element } from "../element";
import { formatValue } from "./format";

type Params = Record<string, number | string>;

/** The form of a demo: presets, controls and seed. */
export interface Controls {
  readonly node: HTMLElement;
  read(): { params: Params; seed: number };
  /** Sets controls and seed, and tells nobody. */
  write(params: Params, seed: number): void;
  /** While a run goes on its values stay what they are. */
  lock(locked: boolean): void;
}

const mostSeed = 2 ** 32 - 1;

/** A seed from a link or a field, or undefined where it is none: a whole number of 32 bits. */
export function readSeed(text: string | undefined): number | undefined {
  const seed = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  return Number.isInteger(seed) && seed >= 0 && seed <= mostSeed ? seed : undefined;
}

/** Makes the form; `changed` is called when the learner changes a value. */
export function createControls(demo: Demo, changed: () => void): Controls {
  const fields = demo.controls.map((control) => createField(control, touched));
  const seed = element("input", { type: "number", id: "seed", min: "0", max: String(mostSeed), step: "1" });
  const newSeed = element("button", { type: "button", textContent: "New seed" });
  const sentence = element("p", { className: "quiet", id: "preset-sentence" });
  const preset = element("select", { id: "preset" });
  preset.setAttribute("aria-describedby", sentence.id);
  preset.append(
    ...demo.presets.map(({ name }, i) => element("option", { value: String(i), textContent: name })),
    element("option", { value: "", textContent: "Values of your own" }),
  );
  let lastSeed = 1;

  function touched(): void {
    showPreset();
    changed();
  }

  const read = () => ({
    params: Object.fromEntries(fields.map(({ control, read: readField }) => [control.name, readField()])),
    seed: lastSeed,
  });

  /** The preset that has all these values, if one has. */
  function showPreset(): void {
    const { params } = read();
    const match = demo.presets.findIndex((one) => {
      const { params: wanted } = readParams(demo, one.params);
      return Object.entries(wanted).every(([name, value]) => params[name] === value);
    });
    preset.value = match < 0 ? "" : String(match);
    sentence.textContent = demo.presets[match]?.sentence ?? "";
  }

  preset.addEventListener("change", () => {
    const chosen = demo.presets[Number(preset.value)];
    if (preset.value !== "" && chosen) {
      const { params } = readParams(demo, chosen.params);
      for (const field of fields) {
        field.write(params[field.control.name] as number | string);
      }
    }
    touched();
  });
  seed.addEventListener("change", () => {
    lastSeed = readSeed(seed.value) ?? lastSeed;
    seed.value = String(lastSeed);
    changed();
  });
  newSeed.addEventListener("click", () => {
    lastSeed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    seed.value = String(lastSeed);
    changed();
  });

  const set = element(
    "fieldset",
    { className: "controls" },
    element("legend", { textContent: "Values" }),
    element("div", { className: "field preset" }, element("label", { htmlFor: "preset" }, "Preset"), preset, sentence),
    ...fields.map(({ node }) => node),
    element(
      "div",
      { className: "field" },
      element("label", { htmlFor: "seed" }, "Seed"),
      element("div", { className: "row" }, seed, newSeed),
    ),
  );
  return {
    node: set,
    read,
    write: (params, value) => {
      for (const field of fields) {
        field.write(params[field.control.name] ?? field.control.value);
      }
      lastSeed = value;
      seed.value = String(value);
      showPreset();
    },
    lock: (locked) => {
      set.disabled = locked;
    },
  };
}

interface Field {
  control: Control;
  node: HTMLElement;
  read(): number | string;
  write(value: number | string): void;
}

function createField(control: Control, changed: () => void): Field {
  const id = `control-${control.name}`;
  const description = element("p", { className: "quiet", id: `${id}-description` });
  description.textContent = control.description ?? "";
  const described = (input: HTMLElement) => {
    if (control.description) {
      input.setAttribute("aria-describedby", description.id);
    }
    return input;
  };
  const label = element("label", { htmlFor: id, textContent: control.label });
  if (control.kind === "select") {
    const select = element("select", { id });
    select.append(...control.options.map(({ value, label: text }) => element("option", { value, textContent: text })));
    select.addEventListener("change", changed);
    return {
      control,
      node: element("div", { className: "field" }, label, described(select), description),
      read: () => select.value,
      write: (value) => {
        select.value = String(value);
      },
    };
  }

  // On a logarithmic scale the slider holds the logarithm.
  const logarithmic = control.scale === "log";
  const toSlider = (value: number) => (logarithmic ? Math.log10(value) : value);
  const fromSlider = (value: number) => (logarithmic ? Number((10 ** value).toPrecision(3)) : value);
  const [low, high] = [toSlider(control.min), toSlider(control.max)];
  const slider = element("input", { type: "range", id, min: String(low), max: String(high) });
  slider.step = logarithmic ? "any" : String(control.step);
  const output = element("output");
  output.htmlFor.add(id);
  let current = control.value;
  const show = () => {
    const text = `${formatValue(current)}${control.unit ? ` ${control.unit}` : ""}`;
    output.textContent = text;
    slider.ariaValueText = text;
  };
  const take = (position: number) => {
    current = Math.min(control.max, Math.max(control.min, fromSlider(position)));
    show();
    changed();
  };
  slider.addEventListener("input", () => take(slider.valueAsNumber));
  // A slider without steps moves by a hundredth of its range at a key: too coarse or too fine for orders of magnitude.
  slider.addEventListener("keydown", (event) => {
    const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (logarithmic && direction) {
      event.preventDefault();
      slider.valueAsNumber = Math.min(high, Math.max(low, slider.valueAsNumber + direction * control.step));
      take(slider.valueAsNumber);
    }
  });
  return {
    control,
    node: element(
      "div",
      { className: "field" },
      element("div", { className: "row apart" }, label, output),
      described(slider),
      description,
    ),
    read: () => current,
    write: (value) => {
      current = Number(value);
      slider.value = String(toSlider(current));
      show();
    },
  };
}
