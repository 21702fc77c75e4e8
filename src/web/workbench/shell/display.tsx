import { useLanguage } from '../language.tsx';
import { useLook } from '../look.tsx';
import type { Look } from '../../look/look.ts';

const NEXT: Readonly<Record<Look['scheme'], Look['scheme']>> = {
  auto: 'dark',
  dark: 'light',
  light: 'auto',
};

/** Language, 适老化, and light or dark, as on every page of the portal. */
export function Display() {
  const { language, choose, say } = useLanguage();
  const { look, choose: chooseLook } = useLook();
  const other = language === 'zh' ? 'en' : 'zh';
  const names = {
    auto: say('深浅随系统', 'Light or dark: system'),
    light: say('浅色', 'Light'),
    dark: say('深色', 'Dark'),
  };
  return (
    <div className="display">
      <button
        type="button"
        className="plain"
        aria-pressed={look.elder}
        onClick={() => chooseLook({ ...look, elder: !look.elder })}
      >
        {say('适老版', 'Large text')}
      </button>
      {look.elder ? null : (
        <button
          type="button"
          className="plain"
          onClick={() => chooseLook({ ...look, scheme: NEXT[look.scheme] })}
        >
          {names[look.scheme]}
        </button>
      )}
      <button type="button" className="plain" lang={other} onClick={() => choose(other)}>
        {other === 'en' ? 'English' : '中文'}
      </button>
    </div>
  );
}
