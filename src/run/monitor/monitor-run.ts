import { GROUPING_COLUMNS } from '../../cases/columns.js';
import type { ImportProfile } from '../../cases/import-profile.js';
import { readRegisterFile } from '../../cases/read-register-file.js';
import type { GroupCatalogue, GroupColumns } from '../../grouping/group-columns.js';
import { monitorFacts } from '../../indicators/monitor/monitor-facts.js';
import { monitorIndicators } from '../../indicators/monitor/monitor-indicators.js';
import type { MonitorInput } from '../../indicators/monitor/monitor-input.js';
import type { MonitorRules } from '../../indicators/monitor/rules/monitor-rules-schema.js';
import { yearOf } from '../../kernel/day.js';
import { linkStays } from '../../links/link-stays.js';
import type { AnyCompiledScheme } from '../../schemes/any-scheme.js';
import { openAnyScheme } from '../../schemes/open-any-scheme.js';
import { groupStage, readStage } from '../group-stages.js';
import { refuseFolder, refuseInputAsOutput } from '../output-folder.js';
import { type PricedRegion, pricedRegion } from '../priced-region.js';
import { stage } from '../progress.js';
import { inputPaths, type UnwrittenOptions } from '../region-data.js';
import { refuseNoCase } from '../rejection-causes.js';
import type { RunContext } from '../run-context.js';
import { OPTION_ERRORS } from '../run-errors.js';
import { timelineWith } from '../simulate-run.js';
import { type LoadedRules, loadMonitorRules } from './load-monitor-rules.js';
import { monitorColumns } from './monitor-columns.js';
import { MONITOR_ERRORS } from './monitor-errors.js';
import { type MonitorFileOptions, readMonitorFiles } from './monitor-files.js';
import { monitorTables } from './monitor-tables.js';
import type { Monitored } from './monitored.js';
import { type MonitorResult, writeMonitor } from './write-monitor.js';

/** Options of `drgdip monitor`: cases, a scheme or a policy, and the files beside them, as paths. */
export interface MonitorRunOptions extends MonitorFileOptions, Omit<UnwrittenOptions, 'policy' | 'groupMeans'> {
  readonly scheme?: string | undefined;
  readonly policy?: string | undefined;
  /** Rules of monitoring: a file, or a name under monitoring/. */
  readonly rules?: string | undefined;
  /** Keys of the indicators that are wanted; absent: all that can be computed. */
  readonly indicators?: readonly string[] | undefined;
}

/** Monitors and writes a folder of tables with report and review list. */
export async function runMonitor(
  options: MonitorRunOptions & { readonly out: string },
  context: RunContext,
): Promise<MonitorResult> {
  refuseFolder(options.out, 'monitoring');
  const paths = [options.items, options.outpatient, options.records, options.examinations, options.lowRisk];
  const read = inputPaths({ ...options, policy: options.policy ?? '' }).filter((path) => path !== '');
  refuseInputAsOutput(options.out, [...read, ...paths, options.review, options.groupMeans, options.rules]);
  return await writeMonitor(options.out, await monitorOf(options, context), context);
}

/** Reads, groups, prices where there is a policy, and asks every indicator, check and rule. */
export async function monitorOf(options: MonitorRunOptions, context: RunContext): Promise<Monitored> {
  const rules = loadMonitorRules(options.rules);
  return await monitored(await prepare(options, rules.rules, context), rules, options, context);
}

/** The same of a year that is read and priced already, with the columns of monitorColumns. */
export async function monitorOfPriced(
  region: PricedRegion,
  rules: LoadedRules,
  files: MonitorFileOptions,
  context: RunContext,
): Promise<Monitored> {
  return await monitored(preparedOf(region), rules, files, context);
}

async function monitored(
  prepared: Prepared,
  rules: LoadedRules,
  options: MonitorFileOptions & Pick<MonitorRunOptions, 'indicators'>,
  context: RunContext,
): Promise<Monitored> {
  const wanted = wantedIndicators(options.indicators, rules.rules);
  const { table, groups, catalogue } = prepared.input;
  const files = await stage(context, 'read_further', { zh: '读取其他输入表', en: 'reading further tables' }, 0, () =>
    readMonitorFiles(options, table, catalogue),
  );
  const links = canLink(table.columns)
    ? await stage(context, 'links', { zh: '关联前后住院', en: 'linking stays' }, table.caseCount, () =>
        linkStays({ table, groups, catalogue }),
      )
    : undefined;
  const text = { zh: '监测', en: 'monitoring' };
  const result = await stage(context, 'monitor', text, table.caseCount, () => {
    const { review: earlier, findings, ...beside } = files;
    const facts = monitorFacts({ ...prepared.input, ...beside, links, rules: rules.rules });
    const made = monitorTables(facts, wanted, earlier);
    return { facts, ...made, findings: [...findings, ...(links?.findings ?? [])] };
  });
  return { ...prepared, ...result, files, rules };
}

interface Prepared extends Pick<Monitored, 'scheme' | 'policy' | 'inputs' | 'rejected' | 'rowsRead'> {
  readonly input: Omit<MonitorInput, 'rules'>;
}

async function prepare(options: MonitorRunOptions, rules: MonitorRules, context: RunContext): Promise<Prepared> {
  const columns = monitorColumns(rules);
  const { policy, register } = options;
  if (policy !== undefined) return await prepareByPolicy({ ...options, policy }, columns, context);
  if (options.scheme === undefined) {
    throw OPTION_ERRORS.option_missing({ option: '--policy / --scheme', command: 'monitor' });
  }
  const scheme = openAnyScheme(options.scheme);
  const profile: { profile?: ImportProfile } = options.profile === undefined ? {} : { profile: options.profile };
  const reading = { ...profile, columns: [...new Set([...GROUPING_COLUMNS, ...columns])], required: ['case_id', 'dx'] };
  const { table, summary, rejected, unmatched } = await readStage(options.files, scheme, reading, context);
  refuseNoCase(table.caseCount, { summary, rejected, rejectedCount: summary.rejected }, options.files);
  const groups = await groupStage(scheme, table, {}, context);
  const days = table.columns.discharge_date;
  const last = days?.kind === 'day' ? days.values.reduce((most, day) => Math.max(most, day), 0) : 0;
  return {
    ...identified(scheme, undefined),
    input: {
      ...inputOf(scheme, table, groups, scheme.catalogue),
      register: register === undefined ? new Map() : await readRegisterFile(register, yearOf(last)),
    },
    inputs: summary.files.map(({ name, sha256 }) => ({ role: 'cases' as const, name, sha256 })),
    rejected: [...rejected, ...unmatched],
    rowsRead: summary.rowsRead,
  };
}

async function prepareByPolicy(
  options: MonitorRunOptions & { readonly policy: string },
  columns: readonly string[],
  context: RunContext,
): Promise<Prepared> {
  const timeline = timelineWith(options.policy, options.reforms ?? []);
  const { policy } = timeline.segments.at(-1)!;
  const scheme = openAnyScheme(policy.scheme);
  if (options.scheme !== undefined && openAnyScheme(options.scheme).hash !== scheme.hash) {
    throw MONITOR_ERRORS.monitor_scheme_differs({ scheme: options.scheme, policy: policy.scheme });
  }
  return preparedOf(await pricedRegion(options, columns, context));
}

function preparedOf({ region, timeline, result: { groups, priced, weights } }: PricedRegion): Prepared {
  const { policy } = timeline.segments.at(-1)!;
  const scheme = openAnyScheme(policy.scheme);
  return {
    ...identified(scheme, timeline),
    input: {
      ...inputOf(scheme, region.year, groups, scheme.catalogue),
      register: region.register,
      pricing: { priced, timeline, unit: policy.rate.kind === 'standard' ? undefined : (weights.unit ?? 'weight') },
    },
    inputs: region.inputs,
    rejected: region.rejected,
    rowsRead: region.summaries.year?.rowsRead ?? region.year.caseCount,
  };
}

function identified(
  { id, hash }: AnyCompiledScheme,
  timeline: { readonly id: string; readonly hash: string } | undefined,
): Pick<Prepared, 'scheme' | 'policy'> {
  return {
    scheme: { id, hash },
    policy: timeline === undefined ? undefined : { id: timeline.id, hash: timeline.hash },
  };
}

function inputOf(
  scheme: AnyCompiledScheme,
  table: MonitorInput['table'],
  groups: GroupColumns,
  catalogue: GroupCatalogue,
): Omit<MonitorInput, 'rules' | 'register'> {
  const { diagnoses, procedures } = scheme;
  return { table, groups, catalogue, diagnoses, procedures, method: scheme.method === 'dip' ? 'dip' : 'drg' };
}

const canLink = (columns: MonitorInput['table']['columns']): boolean =>
  ['patient_key', 'admit_date', 'discharge_date'].every((name) => columns[name] !== undefined);

/** @throws monitor_indicator_unknown */
function wantedIndicators(keys: readonly string[] | undefined, rules: MonitorRules): ReadonlySet<string> | undefined {
  if (keys === undefined) return undefined;
  const known = monitorIndicators(rules).map(({ key }) => key);
  for (const indicator of keys) {
    if (!known.includes(indicator)) {
      throw MONITOR_ERRORS.monitor_indicator_unknown({ indicator, known: known.join(', ') });
    }
  }
  return new Set(keys);
}
