import type { Language, Text } from '../../kernel/errors.js';
import { formatDecimals, formatPercent } from '../../report/format-number.js';
import type { Parameter } from './live-types.js';
import { WORDS } from './words.js';

/** A parameter that may be moved: a number with its slider, or a scheme to choose. */
export interface Lever {
  readonly parameter: Parameter;
  readonly group: LeverGroup;
  readonly baseline: number | string;
  /** Of the slider; the field takes whatever the policy allows. */
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly decimals: number;
}
export type LeverGroup = 'rate' | 'weight' | 'coefficient' | 'outlier' | 'retention' | 'pool' | 'scheme';
export const LEVER_GROUPS: readonly LeverGroup[] = [
  'rate',
  'weight',
  'coefficient',
  'outlier',
  'retention',
  'pool',
  'scheme',
];

/** Path of a group's weights in patches; behind it a code or a pattern. */
export const WEIGHT_PATH = 'tables.weights.';

const GROUP_OF: readonly (readonly [RegExp, LeverGroup])[] = [
  [/^(rate|points?|point_value)\./, 'rate'],
  [/^hospital_coefficient\./, 'coefficient'],
  [/^outliers\.bands\./, 'outlier'],
  [/^retention\./, 'retention'],
  [/^pools\.[^.]+\.reserve$/, 'pool'],
  [/^scheme$/, 'scheme'],
];

/** The parameters that a reform usually moves, in the policy's own order. */
export function leversOf(parameters: readonly Parameter[]): Lever[] {
  return parameters.flatMap((parameter): Lever[] => {
    const group = GROUP_OF.find(([path]) => path.test(parameter.path))?.[1];
    const { raw } = parameter;
    if (group === 'scheme' && typeof raw === 'string') {
      return [{ parameter, group, baseline: raw, from: 0, to: 0, step: 0, decimals: 0 }];
    }
    if (group === undefined || typeof raw !== 'number') return [];
    return [{ parameter, group, baseline: raw, ...span(parameter, raw) }];
  });
}

/** Levers of weights are made by the reader: one for each pattern that a reform multiplies. */
export function weightLevers(set: ReadonlyMap<string, number | string>): Lever[] {
  return [...set.keys()]
    .filter((path) => path.startsWith(WEIGHT_PATH))
    .map((path) => {
      const pattern = path.slice(WEIGHT_PATH.length);
      return {
        parameter: {
          path,
          label: { zh: `权重 ${pattern}`, en: `Weights of ${pattern}` },
          value: '1',
          raw: 1,
          unit: { zh: '倍', en: 'times' },
          source: null,
          trust: 'computed',
          range: { types: ['number'], minimum: 0.2, minimum_included: true, maximum: 5, maximum_included: true },
        },
        group: 'weight',
        baseline: 1,
        from: 0.5,
        to: 1.5,
        step: 0.01,
        decimals: 2,
      };
    });
}

function span({ range }: Parameter, raw: number): Pick<Lever, 'from' | 'to' | 'step' | 'decimals'> {
  if (range?.minimum === 0 && range.maximum === 1) return { from: 0, to: 1, step: 0.01, decimals: 2 };
  if (raw >= 100) return { from: Math.round(raw * 0.8), to: Math.round(raw * 1.2), step: 1, decimals: 2 };
  return { from: Math.max(0.05, hundredths(raw * 0.5)), to: hundredths(raw * 1.5), step: 0.01, decimals: 2 };
}

const hundredths = (value: number): number => Number(value.toPrecision(3));

export interface Patch {
  readonly path: string;
  readonly value: number | string;
}

/** Patches of the levers that differ from the baseline, in the levers' order. */
export function patchesOf(levers: readonly Lever[], set: ReadonlyMap<string, number | string>): Patch[] {
  return levers.flatMap(({ parameter: { path }, baseline }) => {
    const value = set.get(path);
    return value === undefined || value === baseline ? [] : [{ path, value }];
  });
}

/** Weights are multiplied, all else is set. */
const setting = (path: string, value: number | string) => (path.startsWith(WEIGHT_PATH) ? { scale: value } : { value });

/** The reform as the API takes it. */
export function reformOf(patches: readonly Patch[], title: Text) {
  const source = { document: title.zh, trust: 'chosen' };
  return { id: 'page', title, patches: patches.map(({ path, value }) => ({ path, ...setting(path, value), source })) };
}

/** The same as a reform file, for the command line. */
export function reformYaml(patches: readonly Patch[], title: Text): string {
  const lines = patches.flatMap(({ path, value }) => [
    `  - path: ${path.includes('*') ? JSON.stringify(path) : path}`,
    `    ${path.startsWith(WEIGHT_PATH) ? 'scale' : 'value'}: ${typeof value === 'number' ? value : JSON.stringify(value)}`,
    `    source: {document: ${title.zh}, trust: chosen}`,
  ]);
  return `id: page\ntitle:\n  zh: ${title.zh}\n  en: ${title.en}\npatches:\n${lines.join('\n')}\n`;
}

/** "费率（职工） 9,780.00 → 9,486.60，−3.00%". */
export function patchText(lever: Lever, value: number | string, language: Language): string {
  const { parameter, baseline } = lever;
  const name = parameter.label[language];
  if (typeof value !== 'number' || typeof baseline !== 'number') return `${name} ${baseline} → ${value}`;
  const change =
    baseline === 0 ? '' : `${language === 'zh' ? '，' : ', '}${formatPercent(value / baseline - 1, 2, 'always')}`;
  return `${name} ${leverText(lever, baseline)} → ${leverText(lever, value)}${change}`;
}

export const leverText = ({ decimals }: Lever, value: number): string => formatDecimals(value, decimals);

/** Why a number typed cannot be taken; undefined where it can. */
export function wrongNumber(text: string, { parameter: { range } }: Lever): Text | undefined {
  const value = numberTyped(text);
  if (text.trim() === '') return WORDS.numberMissing;
  if (!Number.isFinite(value)) {
    return { zh: `“${text}”不是数字，请输入如 0.95 的数字。`, en: `"${text}" is no number. Type one such as 0.95.` };
  }
  const { minimum, minimum_included: hasLeast, maximum, maximum_included: hasMost } = range ?? {};
  if (minimum !== undefined && (hasLeast ? value < minimum : value <= minimum)) {
    const sign = hasLeast ? '不小于' : '大于';
    return { zh: `应${sign} ${minimum}。`, en: `Must be ${hasLeast ? 'at least' : 'above'} ${minimum}.` };
  }
  if (maximum !== undefined && (hasMost ? value > maximum : value >= maximum)) {
    const sign = hasMost ? '不大于' : '小于';
    return { zh: `应${sign} ${maximum}。`, en: `Must be ${hasMost ? 'at most' : 'below'} ${maximum}.` };
  }
  return undefined;
}

const NUMBER = /^([+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?)(%?)$/;

/**
 * The number that a reader typed; NaN where it is none. Full-width digits and signs of a Chinese keyboard count as plain
 * ones, commas only between thousands, and 95% is 0.95.
 */
export function numberTyped(text: string): number {
  const plain = text.normalize('NFKC').replaceAll('，', ',').replaceAll(/[−－]/g, '-').replaceAll(/\s/g, '');
  const [, digits = '', percent] = NUMBER.exec(plain) ?? [];
  if (!/\d/.test(digits)) return Number.NaN;
  const value = Number(digits.replaceAll(',', ''));
  return percent === '%' ? Number((value / 100).toPrecision(12)) : value;
}
