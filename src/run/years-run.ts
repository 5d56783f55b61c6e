import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readInputTable } from '../cases/tables/read-input-table.js';
import type { Text } from '../kernel/errors.js';
import { canonicalJson, sha256 } from '../kernel/hash.js';
import type { ResultTable } from '../kernel/result-table.js';
import { yearsCharts } from '../report/charts/years-chart.js';
import { formatPercent } from '../report/format-number.js';
import { pageStyle, writeChartPage } from '../report/html/write-sweep-page.js';
import { FUND_TOTAL } from '../simulation/result-schemas.js';
import { ageStructure } from '../simulation/years/age-structure.js';
import type { YearRange } from '../simulation/years/load-outlook.js';
import { OUTLOOK_ERRORS } from '../simulation/years/outlook-errors.js';
import type { Outlook } from '../simulation/years/outlook-schema.js';
import type { BaseFund } from '../simulation/years/project-fund.js';
import { type OutlookSide, yearsTables } from '../simulation/years/years-tables.js';
import { isEmptyComparison } from './empty-comparison.js';
import { stage } from './progress.js';
import type { RegionRunResult } from './region-run.js';
import type { RunAddition } from './run-addition.js';
import type { RunContext } from './run-context.js';

/** Many years on top of a comparison. */
export interface YearsRequest {
  readonly outlook: Outlook;
  readonly range: YearRange;
}

/** @throws outlook_first_year: before anything runs */
export function checkFirstYear(request: YearsRequest | undefined, year: number): void {
  if (request !== undefined && request.range.from !== year)
    throw OUTLOOK_ERRORS.outlook_first_year({ ...request.range, year });
}

/**
 * The same comparison with an outlook of its funds: tables `years` and `years_crossing` for the baseline, the reform, and
 * the reform with behaviour where there is one.
 * @throws outlook_first_year, outlook_balance_missing, outlook_without_pool, outlook_population_band, and those of reading
 *   population.csv
 */
export async function withYears(
  result: RegionRunResult,
  request: YearsRequest | undefined,
  context: RunContext,
): Promise<RegionRunResult> {
  if (request === undefined) return result;
  const { outlook, range } = request;
  const { year } = result.baseline.timeline;
  checkFirstYear(request, year);
  const text = { zh: '多年展望', en: 'outlook over years' };
  return await stage(context, 'years', text, 0, async () => {
    const people =
      outlook.population === undefined
        ? undefined
        : ageStructure(await readInputTable(outlook.population, 'population'), outlook.ageing.old_age, year);
    const isEmpty = isEmptyComparison(result);
    const sides = SIDES.flatMap(({ side, table, prefix }): OutlookSide[] => {
      // An empty reform would repeat the baseline year by year.
      if (isEmpty && side === 'reform') return [];
      const fund = result.tables.find(({ schema }) => schema.name === table);
      if (fund?.columns[`${prefix}fund`] === undefined) return [];
      return [{ side, funds: baseFunds(fund, prefix, outlook, people) }];
    });
    if (sides.every(({ funds }) => funds.size === 0)) throw OUTLOOK_ERRORS.outlook_without_pool();
    const { years, crossings } = yearsTables(sides, outlook, range, result.region.seed ?? 1);
    const stated = { ...outlook, population: namedFile(outlook.population) };
    const addition: RunAddition = {
      notices: noticesOf(crossings, range, outlook),
      figures: [],
      pages: {
        'years.html': (path, language) =>
          writeChartPage(path, years, yearsCharts(years, FUND_TOTAL, pageStyle(language)), language),
      },
      manifest: { years: { ...range, outlook: outlook.id, hash: sha256(canonicalJson(stated)) } },
    };
    return {
      ...result,
      tables: [...result.tables, years, crossings],
      additions: [...(result.additions ?? []), addition],
    };
  });
}

/** A file by its name and content, never by its folder. */
function namedFile(path: string | undefined): { readonly name: string; readonly sha256: string } | null {
  return path === undefined ? null : { name: basename(path), sha256: sha256(readFileSync(path)) };
}

const SIDES = [
  { side: 'baseline', table: 'fund', prefix: 'baseline_' },
  { side: 'reform', table: 'fund', prefix: 'reform_' },
  { side: 'with_behaviour', table: 'with_behaviour_fund', prefix: 'reform_' },
] as const;

/** Funds of one side, from its fund table; an insurance without budget or stated income is left out. */
function baseFunds(
  table: ResultTable,
  prefix: string,
  outlook: Outlook,
  people: ReturnType<typeof ageStructure> | undefined,
): Map<string, BaseFund> {
  const funds = new Map<string, BaseFund>();
  (table.columns.insurance as readonly string[]).forEach((insurance, row) => {
    if (insurance === FUND_TOTAL) return;
    const number = (name: string): number => (table.columns[prefix + name] as Float64Array)[row]!;
    const stated = outlook.income[insurance];
    const incomeFen = stated === undefined ? number('budget') : stated * 100;
    if (Number.isNaN(incomeFen)) return;
    const opening = outlook.opening_balance[insurance];
    if (opening === undefined) throw OUTLOOK_ERRORS.outlook_balance_missing({ insurance });
    const own = people?.get(insurance);
    const oldShare = own?.oldShare ?? outlook.ageing.old_share;
    if (oldShare === undefined) throw OUTLOOK_ERRORS.outlook_old_share_missing();
    funds.set(insurance, {
      incomeFen,
      spendingFen: number('fund'),
      openingFen: opening * 100,
      cases: number('cases'),
      units: number('total_weight'),
      insured: own?.insured ?? Number.NaN,
      oldShare,
    });
  });
  return funds;
}

function noticesOf(crossings: ResultTable, { from, until }: YearRange, outlook: Outlook): Text[] {
  const at = (name: string, row: number): string => (crossings.columns[name] as readonly string[])[row]!;
  const lines = Array.from({ length: crossings.rowCount }, (_, row) => row)
    .filter((row) => at('insurance', row) === FUND_TOTAL)
    .map((row): Text => {
      const [side, year] = [at('side', row), at('crossing_year', row)];
      const [low, high] = [at('low_crossing_year', row), at('high_crossing_year', row)];
      const span = low === '' ? { zh: '', en: '' } : spanText(low, high, outlook.level);
      const words = SIDE_WORDS[side]!;
      return {
        zh: `${words.zh}：累计结余${year === 'never' ? `到 ${until} 年不转负` : `在 ${year} 年转负`}${span.zh}`,
        en: `${words.en}: the balance carried ${year === 'never' ? `stays at or above 0 to ${until}` : `falls below 0 in ${year}`}${span.en}`,
      };
    });
  return [
    ...lines,
    {
      zh: `多年展望（${outlook.id}，${from} 至 ${until} 年）是在测算年度之上的宏观推算：增长、老龄化与期初结余均为所给假设，不模拟以后年度的病例。`,
      en: `The outlook (${outlook.id}, ${from} to ${until}) is a macro model on top of the simulated year: growth, ageing and opening balances are the assumptions given; no case of a later year is simulated.`,
    },
  ];
}

/** The ends of the interval of the year in which a balance crosses zero, in words where an end is no year. */
function spanText(low: string, high: string, level: number): Text {
  const percent = formatPercent(level, 0);
  if (low === 'never')
    return { zh: `（${percent} 区间：期内均不转负）`, en: ` (${percent} interval: not in these years)` };
  const end = high === 'never' ? { zh: '期内不转负', en: 'not in these years' } : { zh: ` ${high} 年`, en: high };
  return { zh: `（${percent} 区间：${low} 年至${end.zh}）`, en: ` (${percent} interval: ${low} to ${end.en})` };
}

const SIDE_WORDS: Readonly<Record<string, Text>> = {
  baseline: { zh: '基线', en: 'Baseline' },
  reform: { zh: '改革（静态）', en: 'Reform (static)' },
  with_behaviour: { zh: '改革（含行为）', en: 'Reform with behaviour' },
};
