import { levelClassOfText } from '../cases/level-class.js';
import { type Decimal, decimalToNumber, formatDecimal, parseDecimal } from '../kernel/decimal.js';
import type { Text } from '../kernel/errors.js';
import type { PlannedPatch } from './plan-patches.js';
import type { ProblemList } from './policy-errors.js';
import { findTarget, joinPath, namedPath, type Target } from './policy-path.js';
import type { Policy, PolicySource } from './policy-schema.js';
import { unknownKey } from './schema-issues.js';
import { namesAt, POLICY_SHAPE, shapesAt } from './schema-shape.js';

/** What a reform must leave alone: the identity of the document, and the statements about its sources. */
const FIXED = new Set(['id', 'title', 'region', 'year', 'sources']);

/**
 * Applies patches that hold on one day to that day's policy and returns a changed copy, not yet checked by the schema.
 * `value: null` takes an optional value away. `scale` and `add` are exact decimals; on a record of numbers (a rate for
 * each insurance) they work on every one.
 */
export function applyPatches(policy: Policy, patches: readonly PlannedPatch[], problems: ProblemList): unknown {
  const document = structuredClone(policy) as Record<string, unknown>;
  for (const planned of patches) applyPatch(document, planned, problems);
  return document;
}

function applyPatch(document: Record<string, unknown>, planned: PlannedPatch, problems: ProblemList): void {
  const { patch, place } = planned;
  const { path } = patch;
  if (path === 'method') {
    problems.add(
      place,
      'method：改革不能改变付费方式，分组、分值与点值都会随之不同。请另写一份政策，用 drgdip simulate --policy 基线 --against 另一政策 对比。',
      'method: a reform cannot change the payment method, since groups, units and values change with it. Write a second policy and compare with drgdip simulate --policy BASELINE --against OTHER.',
    );
    return;
  }
  if (FIXED.has(path.split('.')[0]!)) {
    problems.add(place, `${path}：改革不能修改此项。`, `${path}: a reform cannot change this.`);
    return;
  }
  spreadRate(document, path);
  const target = findTarget(document, path);
  if (target.kind === 'lost') {
    addLost(document, target, path, place, problems);
    return;
  }
  if (target.value === undefined) {
    const isAllowed = shapesAt(POLICY_SHAPE, target.at, document).length > 0;
    if (!isAllowed) {
      const above = target.at.slice(0, -1);
      const text = unknownKey(target.at, path, namesAt(POLICY_SHAPE, above, document));
      const hint = levelHint(path);
      problems.add(place, `${text.zh}${hint.zh}`, `${text.en}${hint.en}`);
      return;
    }
    if (patch.value === undefined) {
      problems.add(
        place,
        `${path}：本政策没有此值，不能乘或加。请用 value 写出。`,
        `${path}: this policy has no such value to scale or add to. Set it by value.`,
      );
      return;
    }
  }
  if (patch.value === null) delete target.holder[target.key];
  else if (patch.value !== undefined) target.holder[target.key] = structuredClone(patch.value);
  else changeNumbers(target.holder, target.key, planned, problems);
  noteSource(document, planned);
}

/** A path that leads nowhere: a name that does not exist, or one below a value that this policy leaves out. */
function addLost(
  document: unknown,
  target: Target & { kind: 'lost' },
  path: string,
  place: string,
  problems: ProblemList,
) {
  const part = path.split('.')[target.at.length]!;
  const at = [...target.at, part];
  const shown = joinPath(namedPath(document, target.at), part);
  if (!target.isList && shapesAt(POLICY_SHAPE, at, document).length > 0) {
    problems.add(
      place,
      `${path}：本政策没有 ${shown}。请用 value 把 ${shown} 整个写出。`,
      `${path}: this policy has no ${shown}. Set the whole of ${shown} by value.`,
    );
    return;
  }
  const known = new Set([...target.known, ...(target.isList ? [] : namesAt(POLICY_SHAPE, target.at, document))]);
  const text = unknownKey(at, shown, [...known]);
  const hint = levelHint(path);
  problems.add(place, `${text.zh}${hint.zh}`, `${text.en}${hint.en}`);
}

/** A rate has no levels: who looks for one there means the coefficient of the level. */
function levelHint(path: string): Text {
  const [section, ...rest] = path.split('.');
  const levels = rest.map((part) => levelClassOfText(part)).filter((one) => one !== undefined);
  const isOfLevel = levels.length > 0 || rest.some((part) => /level|grade|等级/i.test(part));
  if (section !== 'rate' || !isOfLevel) return { zh: '', en: '' };
  const target = `hospital_coefficient.by_level.${levels[0] ?? 3}`;
  return {
    zh: `费率不分医院等级；只调整某一等级请改其机构系数，如 {path: ${target}, scale: 0.97} 即下调 3%。`,
    en: ` A rate has no levels; to change one level alone change its coefficient: {path: ${target}, scale: 0.97} lowers it by 3 %.`,
  };
}

/** `rate.value.employee` over one rate for all: the rate is first written out for each pool's insurance. */
function spreadRate(document: Record<string, unknown>, path: string): void {
  const [section, key = '', insurance] = path.split('.');
  const rate = document.rate as Record<string, unknown>;
  if (section !== 'rate' || insurance === undefined || typeof rate[key] !== 'number') return;
  const pools = document.pools as readonly { insurance: string }[];
  rate[key] = Object.fromEntries(pools.map((pool) => [pool.insurance, rate[key]]));
}

function changeNumbers(
  holder: Record<PropertyKey, unknown>,
  key: PropertyKey,
  planned: PlannedPatch,
  problems: ProblemList,
): void {
  const { patch, place } = planned;
  const value = holder[key];
  const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  if (typeof value === 'number') {
    const changed = changedNumber(value, planned);
    if (changed === undefined) {
      problems.add(
        place,
        `${patch.path}：结果超过 15 位，请用 value 写出。`,
        `${patch.path}: the result has more than 15 digits; set it by value.`,
      );
    } else holder[key] = changed;
  } else if (entries.length > 0 && entries.every(([, entry]) => typeof entry === 'number')) {
    const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
    for (const [name] of entries) changeNumbers(copy, name, planned, problems);
    holder[key] = copy;
  } else {
    problems.add(
      place,
      `${patch.path}：不是数，不能乘或加。请用 value。`,
      `${patch.path} is no number to scale or add to. Use value.`,
    );
  }
}

/** number × scale or number + add as exact decimals; undefined where the result has too many digits. */
function changedNumber(value: number, { patch }: PlannedPatch): number | undefined {
  const before = parseDecimal(value);
  const change = parseDecimal(patch.scale ?? patch.add ?? 0);
  if (before === undefined || change === undefined) return undefined;
  const scale = patch.scale === undefined ? Math.max(before.scale, change.scale) : before.scale + change.scale;
  const digits =
    patch.scale === undefined
      ? BigInt(before.digits) * 10n ** BigInt(scale - before.scale) +
        BigInt(change.digits) * 10n ** BigInt(scale - change.scale)
      : BigInt(before.digits) * BigInt(change.digits);
  const result = trimmed(digits, scale);
  return result === undefined ? undefined : decimalToNumber(result);
}

function trimmed(digits: bigint, scale: number): Decimal | undefined {
  let [whole, decimals] = [digits, scale];
  while (decimals > 0 && whole % 10n === 0n) {
    whole /= 10n;
    decimals -= 1;
  }
  const number = Number(whole);
  if (!Number.isSafeInteger(number) || decimals > 15) return undefined;
  const decimal = { digits: number, scale: decimals };
  // The policy holds doubles: one that does not read back as this decimal would be another number.
  const read = parseDecimal(decimalToNumber(decimal));
  return read !== undefined && formatDecimal(read) === formatDecimal(decimal) ? decimal : undefined;
}

/** A patched value comes from the reform, whatever the baseline's document said. */
function noteSource(document: Record<string, unknown>, { patch, reform }: PlannedPatch): void {
  const source: PolicySource = patch.source ?? { document: `reform ${reform.id}`, trust: 'chosen' };
  const sources = document.sources as Record<string, PolicySource>;
  for (const path of Object.keys(sources)) if (path.startsWith(`${patch.path}.`)) delete sources[path];
  document.sources = { ...sources, [patch.path]: source };
}
