import { type CaseTable, findColumn, needColumn } from '../cases/case-table.js';
import { levelClassOfText } from '../cases/level-class.js';
import type { HospitalRegister } from '../cases/register.js';
import type { InputRow } from '../cases/tables/input-table.js';
import { type GroupCatalogue, type GroupColumns, STATUS_GROUPED } from '../grouping/group-columns.js';
import { type Day, dayOf } from '../kernel/day.js';
import type { Policy } from '../policy/policy-schema.js';
import { calibrationInput } from './calibration-input.js';

const LEVELS = 4;

/**
 * Last year's mean cost of each group at each level and insurance, from past cases, in the rows of group-means.csv: the
 * base of cost deviation (费用偏差) where no such file is given. Each group also has the wider cells: without insurance,
 * without level, without either. Grouped cases of the year before the policy's with a cost above 0, paid through the
 * groups; nothing is trimmed. The register's level wins over the level text of the case, as in pricing.
 * @throws column_missing without total_cost or the policy's date
 * @source rules §2.10: the mean is last year's, of the same level
 */
export function groupMeansOfHistory(
  history: CaseTable,
  groups: GroupColumns,
  catalogue: GroupCatalogue,
  register: HospitalRegister,
  policy: Policy,
): InputRow[] {
  const { costFen, isPaidOutside } = calibrationInput(history, groups, catalogue, policy);
  const days = needColumn(history, policy.year_by, 'day', 'group means').values;
  const year = policy.year - 1;
  const [from, until]: [Day, Day] = [dayOf(year, 1, 1)!, dayOf(policy.year, 1, 1)!];
  const insurance = findColumn(history, 'insurance', 'dictionary');
  const insurances = insurance?.values ?? [''];
  const levelAt = levelReader(history, register);
  // Cell 0 of levels and of insurances stands for all of them.
  const size = catalogue.codes.length * LEVELS * insurances.length;
  const counts = new Float64Array(size);
  const sums = new Float64Array(size);
  const add = (group: number, level: number, of: number, cost: number): void => {
    const at = (group * LEVELS + level) * insurances.length + of;
    counts[at]! += 1;
    sums[at]! += cost;
  };
  for (let row = 0; row < history.caseCount; row++) {
    const cost = costFen[row]!;
    const day = days[row]!;
    if (!(cost > 0) || day < from || day >= until) continue;
    if (groups.status[row] !== STATUS_GROUPED || isPaidOutside?.[row] === 1) continue;
    const group = groups.group[row]!;
    const level = levelAt(row);
    const of = insurance === undefined ? 0 : insurance.codes[row]!;
    add(group, 0, 0, cost);
    if (level > 0) add(group, level, 0, cost);
    if (of > 0) add(group, 0, of, cost);
    if (level > 0 && of > 0) add(group, level, of, cost);
  }
  const rows: InputRow[] = [];
  for (let at = 0; at < size; at++) {
    const cases = counts[at]!;
    if (cases === 0) continue;
    const of = at % insurances.length;
    const level = Math.floor(at / insurances.length) % LEVELS;
    rows.push({
      scheme: catalogue.schemeId,
      group: catalogue.codes[Math.floor(at / (insurances.length * LEVELS))]!,
      ...(level === 0 ? {} : { level_class: String(level) }),
      year,
      ...(of === 0 ? {} : { insurance: insurances[of]! }),
      mean_cost: Math.round(sums[at]! / cases),
      cases,
    });
  }
  return rows;
}

/** Level class of a case: by the register, else by its own level text; 0 where neither says it. */
function levelReader(table: CaseTable, register: HospitalRegister): (row: number) => number {
  const hospital = findColumn(table, 'hospital_id', 'dictionary');
  const text = findColumn(table, 'hospital_level', 'dictionary');
  const ofHospital = (hospital?.values ?? []).map((id) => register.get(id)?.levelClass ?? 0);
  const ofText = (text?.values ?? []).map((level) => levelClassOfText(level) ?? 0);
  return (row) => {
    const registered = hospital === undefined ? 0 : ofHospital[hospital.codes[row]!]!;
    return registered !== 0 || text === undefined ? registered : ofText[text.codes[row]!]!;
  };
}
