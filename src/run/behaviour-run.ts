import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { InputRow } from '../cases/tables/input-table.js';
import { readInputTable } from '../cases/tables/read-input-table.js';
import type { Text } from '../kernel/errors.js';
import { canonicalJson, sha256 } from '../kernel/hash.js';
import type { ResultTable } from '../kernel/result-table.js';
import { linkStays } from '../links/link-stays.js';
import { priceCases } from '../pricing/steps.js';
import { behaviourCharts } from '../report/charts/behaviour-chart.js';
import { formatCount } from '../report/format-number.js';
import { pageStyle, writeChartPage } from '../report/html/write-sweep-page.js';
import type { HeadlineFigure } from '../report/report-model.js';
import type { SettlementInput } from '../settlement/settlement-input.js';
import { settleYear } from '../settlement/steps.js';
import { applyBehaviour } from '../simulation/behaviour/apply-behaviour.js';
import type { BehaviourCases } from '../simulation/behaviour/behaviour-cases.js';
import { BEHAVIOUR_ERRORS } from '../simulation/behaviour/behaviour-errors.js';
import type { Behaviour } from '../simulation/behaviour/behaviour-schema.js';
import { type BehaviourStep, behaviourStepsTable, behaviourTable } from '../simulation/behaviour/behaviour-tables.js';
import { behaviourWord } from '../simulation/behaviour/behaviour-words.js';
import { EffectTally } from '../simulation/behaviour/effect-tally.js';
import { behaviourName } from '../simulation/behaviour/load-behaviours.js';
import { payChanges } from '../simulation/behaviour/pay-changes.js';
import { compareSettlements } from '../simulation/compare-settlements.js';
import { caseTotals, reconcileTables, reconciliationError } from '../simulation/reconcile-tables.js';
import { tablesInUnitWords } from '../simulation/unit-words.js';
import { stage } from './progress.js';
import { type RegionRunResult, tableContext } from './region-run.js';
import type { RunAddition } from './run-addition.js';
import type { RunContext } from './run-context.js';

/** Streams of random numbers that one behaviour may use. */
const STREAMS = 8;

/**
 * The same comparison with behaviour beside it. Its own tables stay static; added are `behaviour` (what happened to the
 * cases), `behaviour_steps` (static + each behaviour = the whole change, exactly), and `with_behaviour_…`: the baseline
 * against the reform with behaviour. Without behaviours the result is the one given.
 * @throws behaviour_needs_comparison, tables_not_reconciled, and the codes of behaviour-errors.ts
 */
export async function withBehaviour(
  result: RegionRunResult,
  behaviours: readonly Behaviour[],
  context: RunContext,
): Promise<RegionRunResult> {
  if (behaviours.length === 0) return result;
  const { baseline, reform, region } = result;
  if (reform === undefined) throw BEHAVIOUR_ERRORS.behaviour_needs_comparison();
  const text = { zh: '行为影响', en: 'behaviour' };
  return await stage(context, 'behaviour', text, { total: behaviours.length, unit: 'none' }, async (advance) => {
    const steps: BehaviourStep[] = [{ name: 'static', settlement: reform.settlement }];
    const tallies: EffectTally[] = [];
    const changes = payChanges(baseline.cleared, reform.cleared);
    let cleared: SettlementInput = reform.cleared;
    for (const [i, behaviour] of behaviours.entries()) {
      const name = behaviourName(behaviour, i);
      const tally = new EffectTally(i + 1, name);
      const { table, groups, facts, priced, catalogue, weights, register } = cleared;
      const distances = await distancesOf(behaviour);
      const cases: BehaviourCases = { table, groups, facts };
      const after = applyBehaviour(cases, behaviour, {
        name,
        priced,
        catalogue,
        weights,
        register,
        payChange: changes,
        seed: region.seed ?? 1,
        stream: (i + 1) * STREAMS,
        tally,
        ...(distances === undefined ? {} : { distances }),
      });
      cleared = await clearedWith(cleared, after, context);
      steps.push({ name, settlement: settleYear(cleared) });
      tallies.push(tally);
      advance(i + 1);
    }
    const effects = tallies.flatMap(({ rows }) => [...rows.values()]);
    const compared = withBehaviourTables(result, steps.at(-1)!, cleared);
    const own = [behaviourTable(effects), behaviourStepsTable(baseline.settlement, steps)];
    const [, ofSteps] = own as [ResultTable, ResultTable];
    const nameOf = (id: string): string => region.register.get(id)?.name ?? id;
    const addition: RunAddition = {
      notices: tallies.flatMap(noticesOf),
      figures: figuresOf(ofSteps),
      pages: {
        'behaviour.html': (path, language) =>
          writeChartPage(path, ofSteps, behaviourCharts(ofSteps, nameOf, pageStyle(language)), language),
      },
      manifest: { behaviour: behaviours.map((one, i) => manifestOf(one, tallies[i]!)) },
    };
    const scenario = result.scenario!;
    const hash = sha256(canonicalJson({ static: scenario.hash, behaviour: behaviours.map(namedFiles) }));
    return {
      ...result,
      scenario: { ...scenario, hash },
      tables: [...result.tables, ...own, ...compared.tables],
      additions: [...(result.additions ?? []), addition],
      leaving: new Map(tallies.flatMap(({ leaving }) => [...leaving])),
    };
  });
}

/** As asked, and in short what it did; a file by its own name. */
function manifestOf(behaviour: Behaviour, { rows }: EffectTally): Record<string, unknown> {
  const effects: Record<string, { cases: number; change_cases: number; change_charges_fen: number }> = {};
  for (const row of rows.values()) {
    const sum = effects[row.effect] ?? { cases: 0, change_cases: 0, change_charges_fen: 0 };
    effects[row.effect] = sum;
    sum.cases += row.cases;
    sum.change_cases += row.changeCases;
    sum.change_charges_fen += row.changeCharges;
  }
  return { ...namedFiles(behaviour), effects };
}

/** Behaviours without the folders of their files: equal questions have equal hashes wherever they lie. */
function namedFiles(behaviour: Behaviour): Record<string, unknown> {
  if (!('distances' in behaviour) || behaviour.distances === undefined) return behaviour;
  const { distances: path } = behaviour;
  return { ...behaviour, distances: { name: basename(path), sha256: sha256(readFileSync(path)) } };
}

function distancesOf(behaviour: Behaviour): Promise<readonly InputRow[]> | undefined {
  if (!('distances' in behaviour) || behaviour.distances === undefined) return undefined;
  return readInputTable(behaviour.distances, 'distances');
}

/** The year priced again with other cases, everything else as it was. */
async function clearedWith(
  before: SettlementInput,
  { table, groups, facts }: BehaviourCases,
  { executor }: RunContext,
): Promise<SettlementInput> {
  const { links: _links, facts: _facts, priced: _priced, ...rest } = before;
  const yearBy = before.timeline.segments.at(-1)!.policy.year_by;
  const links =
    before.links === undefined ? {} : { links: linkStays({ table, groups, catalogue: before.catalogue, yearBy }) };
  const input = { ...rest, table, groups, ...links, ...(facts === undefined ? {} : { facts }) };
  return { ...input, priced: await priceCases(input, executor) };
}

/** Baseline against the reform with behaviour, under names of their own, and held against the cases themselves. */
function withBehaviourTables(
  { baseline, reform, region }: RegionRunResult,
  { settlement }: BehaviourStep,
  cleared: SettlementInput,
): { readonly tables: ResultTable[] } {
  const contexts = [tableContext(region, baseline), tableContext(region, reform!)] as const;
  const tables = compareSettlements(baseline.settlement, settlement, ...contexts);
  const totals: Record<string, number> = {};
  for (const [name, value] of Object.entries(caseTotals(cleared.table, cleared.priced))) {
    totals[`reform_${name}`] = value;
  }
  const error = reconciliationError(reconcileTables(tables, totals));
  if (error !== undefined) throw error;
  const [before, after] = [baseline, reform!].map(({ timeline }) => timeline.segments.at(-1)!.policy.method);
  const renamed = tables.map((table) => ({
    ...table,
    schema: {
      ...table.schema,
      name: `with_behaviour_${table.schema.name}`,
      title: { zh: `${table.schema.title.zh}（含行为）`, en: `${table.schema.title.en} with behaviour` },
    },
  }));
  return { tables: tablesInUnitWords(renamed, before!, after!) };
}

function noticesOf({ behaviour, rows, notices }: EffectTally): Text[] {
  const list = [...rows.values()];
  const touched = list.reduce((sum, row) => sum + row.cases, 0);
  const change = list.reduce((sum, row) => sum + row.changeCases, 0);
  const word = { zh: behaviourWord(behaviour, 'zh'), en: behaviourWord(behaviour, 'en') };
  const sign = change > 0 ? '+' : change < 0 ? '−' : '';
  const own: Text = {
    zh: `行为 ${word.zh}：涉及 ${formatCount(touched)} 例，病例数变化 ${sign}${formatCount(Math.abs(change))}。此为假设，影响见 behaviour 与 behaviour_steps 表，不在静态结果中。`,
    en: `Behaviour ${word.en}: touches ${formatCount(touched)} cases, cases change by ${sign}${formatCount(Math.abs(change))}. It is an assumption; what it does stands in the tables behaviour and behaviour_steps, not in the static results.`,
  };
  const named = (notice: Text): Text => ({
    zh: `行为 ${word.zh}：${notice.zh}`,
    en: `Behaviour ${word.en}: ${notice.en}`,
  });
  return [own, ...notices.map(named)];
}

/** The behavioural part of what the report's first figures say, and the whole. */
function figuresOf(steps: ResultTable): HeadlineFigure[] {
  const names = steps.columns.step as readonly string[];
  const sum = (measure: string, isMeant: (step: string) => boolean): number => {
    const values = steps.columns[`change_${measure}`] as Float64Array;
    return names.reduce((total, step, row) => (isMeant(step) ? total + values[row]! : total), 0);
  };
  const isBehaviour = (step: string): boolean => step !== 'static';
  const figure = (measure: string, zh: string, en: string): HeadlineFigure => ({
    label: { zh: `行为影响：${zh}`, en: `Behaviour: ${en}` },
    kind: 'money',
    value: sum(measure, isBehaviour),
    note: { zh: '在静态变化之外', en: 'beside the static change' },
  });
  return [
    figure('fund', '基金支付', 'fund payment'),
    figure('patient', '患者负担', "patients' part"),
    figure('income', '医院收入', 'hospital income'),
  ];
}
