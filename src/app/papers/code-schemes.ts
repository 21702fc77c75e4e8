import { codeScheme } from '../../contexts/credential/code-scheme.ts';
import { jurisdictions, packFor } from '../../law/packs.ts';

/** The names of the schemes that the places give registration codes by. */
export const schemes = (): ReadonlySet<string> =>
  new Set(jurisdictions.map((place) => packFor(place)?.profile.credential.codeScheme ?? ''));

/** A registration code as it is officially written, of what somebody typed; undefined: it is none. */
export function registrationCode(typed: string): string | undefined {
  for (const name of schemes()) {
    const checked = codeScheme(name).check(typed.slice(0, 200));
    if (checked.ok) return checked.code;
  }
  return undefined;
}
