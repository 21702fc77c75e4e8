import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import type { Language, Text } from '../../base/text.ts';
import { readCookie, writeCookie } from './model/cookies.ts';

interface Tongue {
  readonly language: Language;
  /** A word of the workbench itself. */
  readonly say: (zh: string, en: string) => string;
  /** A word that came with the declaration or with a case. */
  readonly read: (words: Text | null | undefined) => string;
  readonly choose: (language: Language) => void;
}

const COOKIE = 'shuji_lang';

const LanguageContext = createContext<Tongue | undefined>(undefined);

function remembered(): Language {
  const kept = readCookie(COOKIE);
  if (kept === 'zh' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(remembered);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const choose = useCallback((chosen: Language) => {
    writeCookie(COOKIE, chosen);
    setLanguage(chosen);
  }, []);
  const tongue = useMemo<Tongue>(
    () => ({
      language,
      choose,
      say: (zh, en) => (language === 'zh' ? zh : en),
      read: (words) => words?.[language] ?? '',
    }),
    [language, choose],
  );
  return <LanguageContext value={tongue}>{children}</LanguageContext>;
}

export function useLanguage(): Tongue {
  const tongue = use(LanguageContext);
  if (!tongue) throw new Error('no language above this component');
  return tongue;
}
