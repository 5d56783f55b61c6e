import type { Text } from '../kernel/errors.js';
import type { PricedScenario } from './scenario-run.js';

type Side = Pick<PricedScenario, 'scheme'>;

/**
 * Under two schemes a line of the table of groups has cases on one side alone, so that its change is its whole income:
 * no gain and no loss of anybody. What can be compared is named.
 */
export function schemeChangeNotices(baseline: Side, reform: Side | undefined): Text[] {
  if (reform === undefined || baseline.scheme.hash === reform.scheme.hash) return [];
  const [before, after] = [baseline.scheme, reform.scheme];
  const isOneMethod = before.method === after.method;
  const unit = { zh: before.method === 'dip' && isOneMethod ? '病种' : '病组', en: 'groups' };
  const chapters = isOneMethod && before.method === 'drg';
  // A scheme that starts within the year is named as two, which the command does not take.
  const isPlain = [before, after].every(({ parts }) => parts.length <= 1);
  const ids = isPlain
    ? { zh: `${before.id} ${after.id}`, en: `${before.id} ${after.id}` }
    : { zh: '旧方案 新方案', en: 'OLD NEW' };
  return [
    {
      zh: `基线（${before.id}）与改革（${after.id}）的${unit.zh}不是同一套：${unit.zh}表中同一批病例在两侧各占一行，一侧像是收入全部减少，另一侧像是全部增加，不是该${unit.zh}的盈亏。比较请看医疗机构、等级、科室${chapters ? '、主要诊断大类' : ''}等表；病例从哪组流向哪组，用 drgdip scheme compare ${ids.zh} --in 病例文件。`,
      en: `The ${unit.en} of the baseline (${before.id}) and of the reform (${after.id}) are not the same: in the table of ${unit.en} the same cases stand in one line on either side, one of which seems to lose all of its income and the other to gain it; nobody gains or loses that. Compare hospitals, levels, departments${chapters ? ' and major diagnostic categories' : ''}; drgdip scheme compare ${ids.en} --in CASES tells which cases move where.`,
    },
  ];
}
