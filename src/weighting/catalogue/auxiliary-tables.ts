import { decimalToNumber } from '../../kernel/decimal.js';
import type { ResultTable } from '../../kernel/result-table.js';
import type { AuxiliaryCoefficient } from '../derive-auxiliary.js';
import { type Cell, tableOf } from './catalogue-tables.js';

/** A type and the factor that a policy has for it now, NaN where none. */
export interface TypeFactor {
  readonly name: string;
  readonly factor: number;
}

/**
 * Tables of coefficients of auxiliary catalogues (辅助目录): `auxiliary`, one row for each group and type, and
 * `auxiliary_types`, one for each type. The coefficient of a type over all its groups is Σ cost of the type ÷ Σ (cases of
 * the type × mean of their group), so that it does not tell which groups the type is frequent in.
 * @source rules §2.9, §13 for the first; the second is our reading, unverified
 */
export function auxiliaryTables(lines: readonly AuxiliaryCoefficient[], types: readonly TypeFactor[]): ResultTable[] {
  return [byGroup(lines), byType(lines, types)];
}

function byGroup(lines: readonly AuxiliaryCoefficient[]): ResultTable {
  return tableOf(
    'auxiliary',
    '辅助目录系数：各病种',
    'Auxiliary coefficients by group',
    [
      ['group', 'text', '病种编码', 'group'],
      ['type', 'text', '辅助分型', 'type'],
      ['cases', 'count', '分型病例数', 'cases of the type'],
      ['group_cases', 'count', '病种病例数', 'cases of the group'],
      ['mean_cost', 'money', '分型次均费用', 'mean cost of the type'],
      ['group_mean_cost', 'money', '病种次均费用', 'mean cost of the group'],
      ['coefficient', 'number', '系数', 'coefficient', 4],
      ['cv_fall', 'ratio', 'CV 降幅', 'fall of the CV'],
      ['verdict', 'text', '结论', 'verdict'],
    ],
    lines.map((line): readonly Cell[] => [
      line.group,
      line.type,
      line.cases,
      line.groupCases,
      line.meanFen,
      line.groupMeanFen,
      decimalToNumber(line.coefficient),
      line.fall,
      line.verdict,
    ]),
  );
}

function byType(lines: readonly AuxiliaryCoefficient[], types: readonly TypeFactor[]): ResultTable {
  return tableOf(
    'auxiliary_types',
    '辅助目录系数：各分型',
    'Auxiliary coefficients by type',
    [
      ['type', 'text', '辅助分型', 'type'],
      ['cases', 'count', '病例数', 'cases'],
      ['groups', 'count', '有该分型的病种', 'groups with the type'],
      ['kept_groups', 'count', '达到条件的病种', 'groups that keep it'],
      ['coefficient', 'number', '系数（全部病种）', 'coefficient, all groups', 4],
      ['kept_coefficient', 'number', '系数（达到条件的病种）', 'coefficient, groups that keep it', 4],
      ['policy_factor', 'number', '政策现值', 'factor of the policy', 4],
    ],
    types.map(({ name, factor }): readonly Cell[] => {
      const own = lines.filter(({ type }) => type === name);
      const kept = own.filter(({ verdict }) => verdict === 'kept');
      const cases = own.reduce((sum, line) => sum + line.cases, 0);
      return [name, cases, own.length, kept.length, coefficientOver(own), coefficientOver(kept), factor];
    }),
  );
}

/** Σ cost ÷ Σ (cases × mean of the group), from means that are rounded to fen; NaN without a case. */
function coefficientOver(lines: readonly AuxiliaryCoefficient[]): number {
  let cost = 0;
  let expected = 0;
  for (const { cases, meanFen, groupMeanFen } of lines) {
    cost += cases * meanFen;
    expected += cases * groupMeanFen;
  }
  return expected === 0 ? Number.NaN : cost / expected;
}
