import { STATUS_UNGROUPED } from '../grouping/group-columns.js';
import type { Text } from '../kernel/errors.js';
import { formatPercent } from '../report/format-number.js';
import { hasEntriesOf } from '../schemes/dip/compile/has-entries-of.js';
import type { PricedScenario } from './scenario-run.js';
import type { SchemeOfYear } from './scheme-of-year.js';

/** Per mille of the cases that are ungrouped on a side, and between the sides; exactly at the edge does not count. */
const LARGE_SHARE = 50;
const LARGE_GAP = 20;

type Side = Pick<PricedScenario, 'scheme' | 'groups'>;

/** Under two schemes, how many cases either leaves outside its groups, where that is many or differs: they are not compared. */
export function ungroupedNotices(baseline: Side, reform: Side | undefined): Text[] {
  if (reform === undefined || baseline.scheme.hash === reform.scheme.hash) return [];
  const [before, after] = [ungrouped(baseline), ungrouped(reform)];
  const all = baseline.groups.status.length;
  const isTold =
    Math.max(before, after) * 1000 > LARGE_SHARE * all || Math.abs(before - after) * 1000 > LARGE_GAP * all;
  if (!isTold) return [];
  const share = (count: number): string => formatPercent(count / all);
  const coreOnly = [baseline, reform].map(({ scheme }) => scheme).filter(hasCoreOnly);
  const names = coreOnly.map(({ id }) => id);
  return [
    {
      zh: `未入组病例占比：基线（${baseline.scheme.id}）${share(before)}，改革（${reform.scheme.id}）${share(after)}。未入组病例按各自政策的规则支付，其差异不是付费方式之差。${names.length === 0 ? '' : `${names.join('、')} 没有综合病种，分值只覆盖核心病种；用 drgdip catalogue 可由本地病例生成含综合病种的目录。`}`,
      en: `Ungrouped cases: ${share(before)} under the baseline (${baseline.scheme.id}), ${share(after)} under the reform (${reform.scheme.id}). They are paid as each policy pays cases in no group, so what they change is not a difference of the methods.${names.length === 0 ? '' : ` ${names.join(', ')} has no comprehensive entries: scores cover core entries only. drgdip catalogue makes a catalogue with comprehensive entries from your own cases.`}`,
    },
  ];
}

function ungrouped({ groups: { status } }: Side): number {
  let count = 0;
  for (let row = 0; row < status.length; row++) if (status[row] === STATUS_UNGROUPED) count++;
  return count;
}

function hasCoreOnly({ parts }: SchemeOfYear): boolean {
  return parts.some(({ compiled }) => compiled.method === 'dip' && !hasEntriesOf(compiled, 'comprehensive'));
}
