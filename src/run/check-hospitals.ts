import { basename } from 'node:path';
import { findColumn, needColumn } from '../cases/case-table.js';
import type { ImportProfile } from '../cases/import-profile.js';
import { levelClassOfText } from '../cases/level-class.js';
import { readCases } from '../cases/read/read-cases.js';
import { hospitalsWithoutLevel, readRegisterFile } from '../cases/read-register-file.js';
import { inspectInputTable } from '../cases/tables/read-input-table.js';
import { compareCodePoints } from '../kernel/compare-code-points.js';
import type { Finding } from '../kernel/finding.js';
import { formatWhole } from '../policy/format-value.js';
import { rulesByLevel } from '../policy/rules-by-level.js';
import { timelineOf } from './policy-run.js';

/** The hospitals that a policy is to pay: the register, and files of cases. */
export interface HospitalSources {
  readonly register?: string;
  readonly files?: readonly string[];
  readonly profile?: ImportProfile;
}

/** Of a list in a sentence, so many are named. */
const MOST_NAMED = 5;

/**
 * Hospitals without a level, before any run: rows of the register that state none are errors (every run refuses such a
 * register), hospitals of the cases that neither the register nor their own column gives one are warnings (their cases
 * are paid by item). What the policy decides by level is named. All other problems of the register are told as by
 * `drgdip check`.
 * @throws errors of reading policy, reforms and files
 */
export async function checkHospitals(
  policy: string,
  reforms: readonly string[],
  sources: HospitalSources,
): Promise<Finding[]> {
  const timeline = timelineOf(policy, reforms);
  const rules = [...new Set(timeline.segments.flatMap((segment) => rulesByLevel(segment.policy)))];
  const findings: Finding[] = [];
  let registered: ReadonlySet<string> | undefined;
  if (sources.register !== undefined) {
    const found = await checkRegister(sources.register, rules);
    findings.push(...found);
    const isUsable = found.every(({ severity }) => severity !== 'error');
    registered = isUsable ? new Set((await readRegisterFile(sources.register, timeline.year)).keys()) : undefined;
    // Which hospitals a register holds is known once its errors are gone.
    if (!isUsable) return findings;
  }
  if (sources.files !== undefined)
    findings.push(...(await checkCases(sources.files, sources.profile, registered, rules)));
  return findings;
}

async function checkRegister(path: string, rules: readonly string[]): Promise<Finding[]> {
  const { findings } = await inspectInputTable(path, 'register');
  if (findings.some(({ code }) => code === 'input_column_missing' || code === 'input_any_column_missing')) {
    return [...findings];
  }
  const file = basename(path);
  const lacking = (await hospitalsWithoutLevel(path)).map(({ hospitalId, row, column, value }): Finding => {
    const zhValue = value === '' ? '空白' : `“${value}”`;
    const enValue = value === '' ? 'blank' : `"${value}"`;
    return {
      code: 'hospital_without_level',
      severity: 'error',
      path: `${file}:${row}:${column}`,
      zh: `第 ${row} 行（不计表头）的医疗机构 ${hospitalId} 没有等级（${column} 为${zhValue}）${byRules(rules).zh}。请写 三甲、三级、二级、一级、未定级 等，或在 level_class 列写 3、2、1。`,
      en: `row ${row} (not counting the heading): hospital ${hospitalId} has no level (${column} is ${enValue})${byRules(rules).en}. Write 三甲, 三级, 二级, 一级, 未定级 or the like, or give 3, 2 or 1 in the column level_class.`,
    };
  });
  // The same rows are told by drgdip check in fewer words.
  const told = new Set(lacking.map(({ path: at }) => rowOf(at)));
  return [...lacking, ...findings.filter((one) => !(isOfLevel(one) && told.has(rowOf(one.path))))];
}

/** "register.csv:2" of "register.csv:2:level". */
const rowOf = (path: string): string => path.replace(/:[^:]*$/, '');
const isOfLevel = ({ path }: Finding): boolean => path.endsWith(':level') || path.endsWith(':level_class');

function byRules(rules: readonly string[]): { zh: string; en: string } {
  if (rules.length === 0) return { zh: '', en: '' };
  const named = rules.slice(0, MOST_NAMED);
  const more = rules.length > named.length ? ' …' : '';
  return {
    zh: `，而政策按等级规定：${named.join('、')}${more}`,
    en: `, and the policy decides by level: ${named.join(', ')}${more}`,
  };
}

async function checkCases(
  files: readonly string[],
  profile: ImportProfile | undefined,
  registered: ReadonlySet<string> | undefined,
  rules: readonly string[],
): Promise<Finding[]> {
  const columns = ['hospital_id', 'hospital_level'];
  const { table } = await readCases(files, {
    columns,
    required: ['hospital_id'],
    ...(profile === undefined ? {} : { profile }),
  });
  const hospitals = needColumn(table, 'hospital_id', 'dictionary', 'policy check');
  const levels = findColumn(table, 'hospital_level', 'dictionary');
  const isKnown = levels?.values.map((text) => levelClassOfText(text) !== undefined);
  const lacking = new Map<number, { cases: number; firstRow: number; value: string }>();
  for (let row = 0; row < table.caseCount; row++) {
    const hospital = hospitals.codes[row]!;
    if (registered?.has(hospitals.values[hospital]!) === true) continue;
    if (levels !== undefined && isKnown![levels.codes[row]!] === true) continue;
    const found = lacking.get(hospital);
    if (found !== undefined) found.cases += 1;
    else {
      const value = levels === undefined ? '' : levels.values[levels.codes[row]!]!;
      lacking.set(hospital, { cases: 1, firstRow: table.sourceRow[row]!, value });
    }
  }
  const file = files.map((path) => basename(path)).join(', ');
  return [...lacking]
    .map(([hospital, facts]) => ({ id: hospitals.values[hospital]!, ...facts }))
    .sort((a, b) => compareCodePoints(a.id, b.id))
    .map(({ id, cases, firstRow, value }): Finding => {
      const count = formatWhole(cases);
      const zhRegister = registered === undefined ? '没有给出登记表' : '登记表中没有该机构';
      const enRegister = registered === undefined ? 'no register is given' : 'the register does not have it';
      const zhValue = value === '' ? '空白' : `“${value}”`;
      const enValue = value === '' ? 'blank' : `"${value}"`;
      return {
        code: 'hospital_of_cases_without_level',
        severity: 'warning',
        path: `${file}:${firstRow}:hospital_level`,
        zh: `医疗机构 ${id} 的 ${count} 个病例没有等级（首例在第 ${firstRow} 行，hospital_level 为${zhValue}；${zhRegister}）${byRules(rules).zh}；运行时按项目付费。请用 --register 给出其等级，或在病例中填写 hospital_level。`,
        en: `${count} cases of hospital ${id} have no level (the first in row ${firstRow}, hospital_level is ${enValue}; ${enRegister})${byRules(rules).en}; a run pays them by item. Give its level in the register (--register), or fill in hospital_level of the cases.`,
      };
    });
}
