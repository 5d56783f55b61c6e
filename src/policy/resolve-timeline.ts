import { type Day, dayOf } from '../kernel/day.js';
import { canonicalJson, sha256 } from '../kernel/hash.js';
import { applyPatches } from './apply-patches.js';
import { resolveDocument, stepDays } from './dated-values.js';
import { type PlannedPatch, planPatches, WEIGHT_TABLE_PATH } from './plan-patches.js';
import { ProblemList } from './policy-errors.js';
import type { PolicyFile } from './policy-file.js';
import { findTarget } from './policy-path.js';
import type { Policy, Reform } from './policy-schema.js';
import type { PolicyTimeline, WeightPatch } from './policy-timeline.js';
import { parseResolved } from './resolved-policy.js';
import { checkWeightPatch } from './weight-patch.js';

/**
 * Values that hold for the whole year: what is weighed or rounded once cannot change within it. A scheme may: each case is
 * grouped under the one in force on its day of discharge.
 */
const UNDATED = [
  'id',
  'title',
  'region',
  'year',
  'method',
  'year_by',
  'rounding',
  'weights',
  'auxiliary',
  'communities',
  'grouping',
  'origins',
] as const;

type Segment = PolicyTimeline['segments'][number];

/**
 * The policy of a year with reforms on it: cut at every day on which a value by date or a patch begins or ends. The
 * order of reforms does not matter; one bad value, or two patches that overlap, refuse everything.
 * @throws policy_invalid, reform_invalid
 */
export function resolveTimeline(file: PolicyFile, reforms: readonly Reform[]): PolicyTimeline {
  const problems = new ProblemList();
  const year = yearOfDocument(file, problems);
  refuseDatedYear(file, problems);
  problems.throwAs('policy_invalid');
  const days = { from: dayOf(year, 1, 1)!, until: dayOf(year + 1, 1, 1)! };

  const plan = planPatches(file.document, reforms, days, problems);
  problems.throwAs('reform_invalid');
  const documentPatches = plan.patches.filter(({ patch }) => !patch.path.startsWith('tables.'));
  const weightPatches = readWeightPatches(plan.patches, problems);
  refusePartYear(documentPatches, days, problems);

  const cuts = new Set([days.from]);
  for (const day of stepDays(file.document)) if (day > days.from && day < days.until) cuts.add(day);
  for (const { from, until } of documentPatches) {
    cuts.add(from);
    if (until < days.until) cuts.add(until);
  }
  const starts = [...cuts].sort((a, b) => a - b);
  const segments: Segment[] = [];
  const baselineProblems = new ProblemList();
  for (const [index, from] of starts.entries()) {
    const until = starts[index + 1] ?? days.until;
    const baseline = resolveBaseline(file, from, baselineProblems);
    if (baseline === undefined) continue;
    const active = documentPatches.filter((patch) => patch.from <= from && from < patch.until);
    const policy = active.length === 0 ? baseline : patchedPolicy(file, baseline, active, from, problems);
    if (policy !== undefined) addSegment(segments, { from, until, policy });
  }
  baselineProblems.throwAs('policy_invalid');
  problems.throwAs('reform_invalid');
  return {
    id: segments[0]!.policy.id,
    year,
    hash: sha256(canonicalJson({ segments, weightPatches })),
    reforms: reforms.map((reform) => ({ reform, hash: sha256(canonicalJson(reform)) })),
    segments,
    weightPatches,
    folder: file.folder,
    notes: plan.notes,
  };
}

const EMPTY = { zh: '政策文件是空的（或只有注释）。', en: 'the policy is empty (or holds remarks alone).' };
const NO_POLICY = {
  zh: '内容不是政策：政策是一行一项“名称: 值”的 YAML。',
  en: 'the content is no policy: a policy is YAML of lines "name: value".',
};

function yearOfDocument(file: PolicyFile, problems: ProblemList): number {
  const document = file.document;
  const year = typeof document === 'object' && document !== null ? (document as { year?: unknown }).year : undefined;
  if (typeof year === 'number' && Number.isInteger(year) && year >= 2000 && year <= 2100) return year;
  const at = file.place(['year']);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    const what = document === undefined || document === null ? EMPTY : NO_POLICY;
    problems.add(
      at,
      `${what.zh}请从最接近的预设复制 policy.yaml 再逐项修改，如 weights/example-national-base；写法见 docs/policy.md。`,
      `${what.en} Copy policy.yaml of the nearest preset and change its values, such as weights/example-national-base; docs/policy.md tells how.`,
    );
  } else if (year === undefined || year === null) {
    problems.add(
      at,
      'year：缺少此项，应为 2000 至 2100 的整数，例如 2026。请补上。',
      'year: missing, expected a whole number from 2000 to 2100 such as 2026. Add it.',
    );
  } else {
    const found = JSON.stringify(year);
    problems.add(
      at,
      `year：值为 ${found}，应为 2000 至 2100 的整数，例如 2026。`,
      `year: found ${found}, expected a whole number from 2000 to 2100 such as 2026.`,
    );
  }
  return 2000;
}

function refuseDatedYear(file: PolicyFile, problems: ProblemList): void {
  for (const key of UNDATED) {
    const target = findTarget(file.document, key);
    if (target.kind === 'lost' || stepDays(target.value).length === 0) continue;
    problems.add(file.place([key]), ...undatedText(key));
  }
}

const undatedText = (path: string): [string, string] => [
  `${path}：此项全年不变，不能按日期取值。请写一个值，或分年度各写一份政策。`,
  `${path}: this holds for the whole year and cannot change within it. Write one value, or one policy for each year.`,
];

function refusePartYear(
  patches: readonly PlannedPatch[],
  days: { readonly from: Day; readonly until: Day },
  problems: ProblemList,
): void {
  for (const { patch, place, from, until } of patches) {
    const isUndated = UNDATED.some((key) => patch.path === key || patch.path.startsWith(`${key}.`));
    if (isUndated && (from > days.from || until < days.until)) problems.add(place, ...undatedText(patch.path));
  }
}

function resolveBaseline(file: PolicyFile, day: Day, problems: ProblemList): Policy | undefined {
  const found = new ProblemList();
  const { value, sources } = resolveDocument(file.document, day, file.place, found);
  problems.addAll(found);
  if (!found.isEmpty) return undefined;
  const document = value as { sources?: unknown };
  const withSources =
    sources.size === 0
      ? document
      : { ...document, sources: { ...(document.sources ?? {}), ...Object.fromEntries(sources) } };
  return parseResolved(withSources, (at) => file.place(at, day), problems);
}

function patchedPolicy(
  file: PolicyFile,
  baseline: Policy,
  active: readonly PlannedPatch[],
  day: Day,
  problems: ProblemList,
): Policy | undefined {
  const document = applyPatches(baseline, active, problems);
  return parseResolved(
    document,
    (at, path) => {
      const near = active.find(({ patch }) => path === patch.path || path.startsWith(`${patch.path}.`));
      const above = active.find(({ patch }) => patch.path.startsWith(`${path}.`));
      return (near ?? above)?.valuePlace ?? file.place(at, day);
    },
    problems,
  );
}

/** Neighbours that say the same are one segment, so that a cut without effect leaves no trace. */
function addSegment(segments: Segment[], next: Segment): void {
  const last = segments.at(-1);
  if (last !== undefined && last.until === next.from && canonicalJson(last.policy) === canonicalJson(next.policy)) {
    segments[segments.length - 1] = { ...last, until: next.until };
  } else segments.push(next);
}

function readWeightPatches(patches: readonly PlannedPatch[], problems: ProblemList): readonly WeightPatch[] {
  const found: WeightPatch[] = [];
  for (const planned of patches) {
    if (!planned.patch.path.startsWith('tables.')) continue;
    const patch = checkWeightPatch(planned, WEIGHT_TABLE_PATH, problems);
    if (patch !== undefined) found.push(patch);
  }
  return found;
}
