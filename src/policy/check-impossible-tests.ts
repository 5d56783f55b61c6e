import { normaliseCode } from '../cases/codes/normalise-code.js';
import { columnSchema } from '../cases/columns.js';
import { levelClassOfText } from '../cases/level-class.js';
import type { Finding } from '../kernel/finding.js';
import { nearestNames } from '../kernel/nearest-names.js';
import { FindingList } from './finding-list.js';
import type { CaseTests, Policy } from './policy-schema.js';
import { rulesWithTests } from './rules-with-tests.js';
import type { Range } from './schema/common.js';
import { patternCovers, rangesMeet } from './tests-meet.js';

/** Facts that need no list of the policy's own. */
const KNOWN_FACTS = ['charlson', 'primary_care'];

/**
 * Tests that no case can hold though every word of them is allowed: codes in lower case, groups that are all left out
 * again, a level and a text of another, numbers that the column cannot have, facts that nothing makes. Each a warning,
 * since such a rule silently does nothing.
 */
export function checkImpossibleTests(policy: Policy): Finding[] {
  const found = new FindingList();
  const facts = [...KNOWN_FACTS, ...(policy.auxiliary?.lists ?? []).map(({ name }) => name)];
  for (const { path, when } of rulesWithTests(policy)) {
    checkSpelling(when, `${path}.when`, found);
    checkLeftOut(when, `${path}.when`, found);
    checkGrades(when, `${path}.when`, found);
    for (const [name, range] of Object.entries(when.numbers ?? {}))
      checkNumber(name, range, `${path}.when.numbers.${name}`, found);
    for (const name of Object.keys(when.facts ?? {})) {
      if (facts.includes(name)) continue;
      const nearest = nearestNames(name, facts);
      found.warning(
        'fact_unknown',
        `${path}.when.facts.${name}`,
        `没有辅助目录产生“${name}”，计价会拒绝。请改为已有的名称（${nearest.join('、')}），或在 auxiliary.lists 中加上。`,
        `nothing makes the fact "${name}"; pricing would refuse it. Use a known name (${nearest.join(', ')}), or add it under auxiliary.lists.`,
      );
    }
  }
  return found.findings;
}

/** Codes are matched as they are kept: letters in upper case, the x of an extension in lower case. */
function checkSpelling(when: CaseTests, path: string, found: FindingList): void {
  const lists: [string, readonly string[]][] = [
    ...(['principals', 'diagnoses', 'procedures', 'first_procedures'] as const).map(
      (name): [string, readonly string[]] => [name, when[name] ?? []],
    ),
    ['procedure_classes.classes', when.procedure_classes?.classes.flat() ?? []],
  ];
  for (const [name, patterns] of lists) {
    for (const pattern of patterns) {
      const kept = normaliseCode(pattern);
      if (kept === pattern) continue;
      found.warning(
        'code_spelling',
        `${path}.${name}`,
        `编码“${pattern}”与病例中的写法不同，永不符合。请写成“${kept}”（字母大写，扩展码的 x 小写，无空格）。`,
        `no case has a code spelt "${pattern}". Write "${kept}" (capital letters, the x of an extension small, no spaces).`,
      );
    }
  }
}

function checkLeftOut(when: CaseTests, path: string, found: FindingList): void {
  const { groups, not_groups: left } = when;
  if (groups === undefined || left === undefined) return;
  if (!groups.every((group) => left.some((pattern) => patternCovers(pattern, group)))) return;
  found.warning(
    'groups_all_left_out',
    `${path}.not_groups`,
    `groups（${groups.join('、')}）全部被 not_groups（${left.join('、')}）除外，规则永不适用。请改其一。`,
    `not_groups (${left.join(', ')}) leaves out all of groups (${groups.join(', ')}): the rule never holds. Change one.`,
  );
}

function checkGrades({ grades, levels }: CaseTests, path: string, found: FindingList): void {
  const classes = (grades ?? []).map((grade) => levelClassOfText(grade));
  grades?.forEach((grade, index) => {
    if (classes[index] !== undefined) return;
    found.warning(
      'grade_unknown',
      `${path}.grades`,
      `“${grade}”不是可识别的医院等级。请写成三甲、三级、二乙、未定级等。`,
      `"${grade}" is no level of a hospital that is known. Write e.g. 三甲, 三级, 二乙 or 未定级.`,
    );
  });
  if (grades === undefined || levels === undefined) return;
  if (!classes.every((one) => one !== undefined && !levels.includes(`${one}`))) return;
  found.warning(
    'levels_contradict_grades',
    `${path}.levels`,
    `levels（${levels.join('、')}）与 grades（${grades.join('、')}，属 ${[...new Set(classes)].join('、')} 级）没有共同的医院，规则很可能永不适用。请改其一。`,
    `levels (${levels.join(', ')}) and grades (${grades.join(', ')}, of level ${[...new Set(classes)].join(', ')}) have no hospital in common: the rule is likely never to hold. Change one.`,
  );
}

function checkNumber(name: string, range: Range | undefined, path: string, found: FindingList): void {
  const { least, most } = columnSchema(name) ?? {};
  const possible: Range = { from: least, to: most, from_included: true, to_included: true };
  if (rangesMeet(range, possible)) return;
  const edges = `${range?.from ?? '—'} – ${range?.to ?? '—'}`;
  found.warning(
    'number_impossible',
    path,
    `${name} 只能是 ${least} 至 ${most}，没有病例在 ${edges} 之内。请改正。`,
    `${name} lies from ${least} to ${most}: no case is within ${edges}. Correct it.`,
  );
}
