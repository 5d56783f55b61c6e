import type { Language } from '../../kernel/errors.js';
import type { MoneyUnit } from '../format-number.js';

export type Theme = 'auto' | 'light' | 'dark';

/** What a reader has chosen; it stands in the address behind `#`, so that a link shows the same screen. */
export interface PageState {
  language: Language;
  theme: Theme;
  unit: MoneyUnit;
  /** Table in view. */
  table: string;
}

export function readState(defaults: PageState): PageState {
  const given = new URLSearchParams(location.hash.slice(1));
  const pick = <Value extends string>(name: string, allowed: readonly Value[], otherwise: Value): Value => {
    const value = given.get(name) as Value | null;
    return value !== null && allowed.includes(value) ? value : otherwise;
  };
  return {
    language: pick('lang', ['zh', 'en'], defaults.language),
    theme: pick('theme', ['auto', 'light', 'dark'], defaults.theme),
    unit: pick('unit', ['yuan', 'wan'], defaults.unit),
    table: given.get('table') ?? defaults.table,
  };
}

export function writeState(state: PageState): void {
  const hash = new URLSearchParams({ lang: state.language, theme: state.theme, unit: state.unit, table: state.table });
  try {
    history.replaceState(null, '', `#${hash}`);
  } catch {
    // Some browsers refuse this for a file opened from disk; the page works without.
  }
}

export function isDark(theme: Theme): boolean {
  return theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
}
