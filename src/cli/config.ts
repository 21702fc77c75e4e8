import { describeSettings } from '../app/settings.ts';

/** Prints every setting with its present value; secrets are shown as set or not. */
export function config(): Promise<number> {
  for (const { name, value, help } of describeSettings(process.env)) {
    console.log(`${name}=${value}\n    ${help.zh}\n    ${help.en}`);
  }
  return Promise.resolve(0);
}
