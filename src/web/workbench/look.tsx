import {
  createContext,
  use,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { LOOK_COOKIE, paletteOf, plainLook, readLook, writeLook, type Look } from '../look/look.ts';
import type { Palette } from '../look/palettes.ts';
import { readCookie, writeCookie } from './model/cookies.ts';

interface Seen {
  readonly look: Look;
  /** The colours of the look on this system, at this hour. */
  readonly palette: Palette;
  readonly isDark: boolean;
  readonly choose: (look: Look) => void;
}

const LookContext = createContext<Seen | undefined>(undefined);

const night = window.matchMedia('(prefers-color-scheme: dark)');

const watchNight = (changed: () => void): (() => void) => {
  night.addEventListener('change', changed);
  return () => night.removeEventListener('change', changed);
};

/** The cookie is the portal's too: who chose there finds the same here. */
const remembered = (): Look => readLook(readCookie(LOOK_COOKIE)) ?? plainLook;

export function LookProvider({ children }: { readonly children: ReactNode }) {
  const [look, setLook] = useState<Look>(remembered);
  const systemIsDark = useSyncExternalStore(watchNight, () => night.matches);
  useLayoutEffect(() => {
    document.documentElement.dataset['scheme'] = look.scheme;
    document.documentElement.toggleAttribute('data-elder', look.elder);
  }, [look]);
  const seen = useMemo<Seen>(
    () => ({
      look,
      palette: paletteOf(look, systemIsDark),
      isDark: look.scheme === 'dark' || (look.scheme === 'auto' && systemIsDark),
      choose: (chosen) => {
        writeCookie(LOOK_COOKIE, writeLook(chosen));
        setLook(chosen);
      },
    }),
    [look, systemIsDark],
  );
  return <LookContext value={seen}>{children}</LookContext>;
}

export function useLook(): Seen {
  const seen = use(LookContext);
  if (!seen) throw new Error('no look above this component');
  return seen;
}
