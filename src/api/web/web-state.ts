import type { Language } from '../../kernel/errors.js';
import type { MoneyUnit } from '../../report/format-number.js';
import type { Theme } from '../../report/page/page-state.js';

export type Room = 'reform' | 'hospital' | 'clearing';
export const ROOMS: readonly Room[] = ['reform', 'hospital', 'clearing'];

/** Puts a room's content into the page, once it has something to show. */
export type Fill = (...nodes: readonly Node[]) => void;

/** What a reader has chosen. It stands in the address behind `#`, so that a link shows the same screen. */
export interface WebState {
  room: Room;
  language: Language;
  theme: Theme;
  unit: MoneyUnit;
  /** The run whose baseline, result or statement is in view. */
  run: string;
  /** The full run of the reform. */
  result: string;
  /** The run of a hospital's own file. */
  own: string;
  /** Path of a lever → its value in the reform. */
  levers: ReadonlyMap<string, number | string>;
  hospital: string;
  insurance: string;
  scenario: string;
  /** Runs of a sweep and of a scheme comparison. */
  sweep: string;
  flow: string;
  /** The chart and the table in sight, and what the table is filtered by. */
  chart: string;
  table: string;
  filter: string;
}

export function readWebState(hash: string, reader: Language): WebState {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const pick = <Value extends string>(name: string, allowed: readonly Value[], otherwise: Value): Value => {
    const value = given.get(name) as Value | null;
    return value !== null && allowed.includes(value) ? value : otherwise;
  };
  return {
    room: pick('room', ROOMS, 'reform'),
    language: pick('lang', ['zh', 'en'], reader),
    theme: pick('theme', ['auto', 'light', 'dark'], 'auto'),
    unit: pick('unit', ['yuan', 'wan'], 'wan'),
    run: given.get('run') ?? 'demo',
    result: given.get('result') ?? '',
    own: given.get('own') ?? '',
    levers: readLevers(given.get('set') ?? ''),
    hospital: given.get('hospital') ?? '',
    insurance: given.get('insurance') ?? '',
    scenario: given.get('scenario') ?? '',
    sweep: given.get('sweep') ?? '',
    flow: given.get('flow') ?? '',
    chart: given.get('chart') ?? '',
    table: given.get('table') ?? '',
    filter: given.get('filter') ?? '',
  };
}

export function webHash(state: WebState): string {
  const { room, language, theme, unit, run, result, own, levers, hospital, insurance, scenario } = state;
  const { sweep, flow, chart, table, filter } = state;
  const hash = new URLSearchParams({ room, lang: language, theme, unit, run });
  const set = [...levers].map(([path, value]) => `${path}~${value}`).join('!');
  for (const [name, value] of Object.entries({
    result,
    own,
    set,
    hospital,
    insurance,
    scenario,
    sweep,
    flow,
    chart,
    table,
    filter,
  })) {
    if (value !== '') hash.set(name, value);
  }
  return `#${hash}`;
}

/** `rate.value.employee~9500!scheme~chs-drg-3.0`; what is no pair is left out. */
function readLevers(text: string): Map<string, number | string> {
  const levers = new Map<string, number | string>();
  for (const part of text.split('!')) {
    const [path, value] = part.split('~');
    if (!path || !value) continue;
    const number = Number(value);
    levers.set(path, Number.isFinite(number) ? number : value);
  }
  return levers;
}
