import { ConfigProvider, theme as algorithms, type ThemeConfig } from 'antd';
import * as en from 'antd/es/locale/en_US.js';
import * as zh from 'antd/es/locale/zh_CN.js';
import type { Locale } from 'antd/es/locale/index.js';
import type { ReactNode } from 'react';
import type { Palette } from '../look/palettes.ts';
import { fonts, radii } from '../look/tokens.ts';
import { useLanguage } from './language.tsx';
import { useLook } from './look.tsx';

/** Typed as CommonJS, built as a module: the locale stands under one `default` or two. */
function localeOf(module: { readonly default: unknown }): Locale {
  const inner = module.default as { readonly default?: unknown };
  return (inner.default ?? inner) as Locale;
}

const locales = { zh: localeOf(zh), en: localeOf(en) };

/** A finger needs more room than a mouse. */
const byTouch = window.matchMedia('(pointer: coarse)').matches;

/** The tokens of the house in the words of antd; text colours keep 4.5 : 1, edges 3 : 1. */
function themeOf(
  palette: Palette,
  algorithm: ThemeConfig['algorithm'],
  elder: boolean,
): ThemeConfig {
  return {
    ...(algorithm ? { algorithm } : {}),
    token: {
      colorPrimary: palette.primary,
      colorInfo: palette.primary,
      colorLink: palette.primary,
      colorSuccess: palette.good,
      colorWarning: palette.warn,
      colorError: palette.seal,
      colorText: palette.ink,
      colorTextSecondary: palette.quiet,
      colorTextTertiary: palette.quiet,
      colorTextDescription: palette.quiet,
      colorTextPlaceholder: palette.quiet,
      colorTextLightSolid: palette.onPrimary,
      colorBgBase: palette.surface,
      colorBgLayout: palette.ground,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.surface,
      colorBorder: palette.edge,
      colorBorderSecondary: palette.line,
      fontFamily: fonts.sans,
      fontSize: elder ? 20 : 15,
      borderRadius: radii.small,
      controlHeight: elder ? 52 : byTouch ? 44 : 38,
      motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    },
    components: {
      Segmented: {
        trackBg: palette.sunken,
        itemColor: palette.ink,
        itemSelectedBg: palette.primary,
        itemSelectedColor: palette.onPrimary,
      },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    },
  };
}

export function Theme({ children }: { readonly children: ReactNode }) {
  const { language } = useLanguage();
  const { look, palette, isDark } = useLook();
  const theme = themeOf(palette, isDark ? algorithms.darkAlgorithm : undefined, look.elder);
  return (
    <ConfigProvider theme={theme} locale={locales[language]} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}
