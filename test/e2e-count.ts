import type { Locator, Page } from 'playwright-core';

/** What a person does with a page, counted: a click, a field filled in, a file chosen. Whoever looks for
 *  fewer steps finds in `steps` where they are. */
export interface Counted {
  readonly steps: readonly string[];
  click(target: Locator, what: string): Promise<void>;
  fill(target: Locator, value: string, what: string): Promise<void>;
  file(target: Locator, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void>;
  /** Chooses from a list that opens on a click: two steps. */
  choose(target: Locator, option: Locator, what: string): Promise<void>;
  /** Presses keys: one step for each field reached, none for the way there. */
  press(page: Page, key: string): Promise<void>;
}

export function counting(): Counted {
  const steps: string[] = [];
  const click = async (target: Locator, what: string): Promise<void> => {
    await target.click();
    steps.push(`click ${what}`);
  };
  return {
    steps,
    click,
    fill: async (target, value, what) => {
      await target.fill(value);
      steps.push(`fill ${what}`);
    },
    file: async (target, file) => {
      await target.setInputFiles(file);
      steps.push(`file ${file.name}`);
    },
    choose: async (target, option, what) => {
      await click(target, what);
      await click(option, `${what}: option`);
    },
    press: async (page, key) => {
      await page.keyboard.press(key);
      if (key === 'Enter' || key === 'Space') steps.push(`key ${key}`);
    },
  };
}
