import type { MinistryRule } from './ministry-rule.js';

/** Variables of the ministry's rules: which place of the codes, or which number of the case. */
const CODE_VARIABLES: ReadonlyMap<string, 'pdx' | 'sdx' | 'ppx' | 'spx'> = new Map([
  ['ZYZD', 'pdx'],
  ['QTZD', 'sdx'],
  ['ZYSS', 'ppx'],
  ['QTSS', 'spx'],
]);
const NUMBER_VARIABLES: ReadonlyMap<string, string> = new Map([
  ['NL', 'age_years'],
  ['XB', 'sex'],
  ['XSRTL', 'age_days'],
  ['XSRTZ', 'admission_weight_g'],
]);
export const MINISTRY_VARIABLES: ReadonlySet<string> = new Set([...CODE_VARIABLES.keys(), ...NUMBER_VARIABLES.keys()]);

/** Words that act as sets of the other diagnoses, after exclusion. */
const SEVERITIES = new Set(['MCC', 'CC']);

export type ListKind = 'diagnoses' | 'procedures';
export type ListFunction = 'pdx' | 'sdx' | 'adx' | 'ppx' | 'spx' | 'apx';

/** Gives the name in our conditions to sets of the workbook: a number, `mdc`, `valid` or a shared list. */
export type NameList = (sets: readonly string[], kind: ListKind, test: ListFunction) => string;

/** A rule that has a meaning in the ministry's language and none here. */
export class UntranslatableRule extends Error {
  constructor(
    readonly zh: string,
    readonly en: string,
  ) {
    super(en);
  }
}

/**
 * A ministry's rule as a condition of scheme files.
 * @throws UntranslatableRule
 */
export function translateMinistryRule(rule: MinistryRule, nameList: NameList): string {
  return print(rule, nameList, 'none');
}

function print(rule: MinistryRule, nameList: NameList, outer: 'none' | 'and' | 'or'): string {
  switch (rule.kind) {
    case 'true':
      return 'always';
    case 'compare': {
      const name = NUMBER_VARIABLES.get(rule.variable);
      if (name === undefined) {
        throw new UntranslatableRule(
          `${rule.variable} 不是数值，不能比较`,
          `${rule.variable} is no number and cannot be compared`,
        );
      }
      return `${name} ${rule.operator} ${rule.value}`;
    }
    case 'count': {
      const tests = testsOf(rule.variables, rule.sets, nameList);
      if (tests.length !== 1) {
        throw new UntranslatableRule('length 中不能同时有诊断和手术', 'length mixes diagnoses and procedures');
      }
      return `count(${tests[0]}) ${rule.operator} ${rule.value}`;
    }
    case 'member': {
      const tests = membersOf(rule.variables, rule.sets, nameList);
      const text = tests.join(' or ');
      if (rule.isNegated) return tests.length === 1 ? `not ${text}` : `not (${text})`;
      return tests.length > 1 && outer === 'and' ? `(${text})` : text;
    }
    default: {
      const text = rule.parts.map((part) => print(part, nameList, rule.kind)).join(` ${rule.kind} `);
      return outer === 'none' || outer === rule.kind ? text : `(${text})`;
    }
  }
}

function membersOf(variables: readonly string[], sets: readonly string[], nameList: NameList): string[] {
  const severities = sets.filter((set) => SEVERITIES.has(set.toUpperCase()));
  const others = sets.filter((set) => !SEVERITIES.has(set.toUpperCase()));
  if (severities.length > 0 && !variables.includes('QTZD')) {
    throw new UntranslatableRule('MCC、CC 只用于其他诊断（QTZD）', 'MCC and CC are sets of the other diagnoses (QTZD)');
  }
  return [
    ...severities.map((set) => set.toLowerCase()),
    ...(others.length > 0 ? testsOf(variables, others, nameList) : []),
  ];
}

function testsOf(variables: readonly string[], sets: readonly string[], nameList: NameList): string[] {
  const places = new Set<ListFunction>();
  for (const variable of variables) {
    const place = CODE_VARIABLES.get(variable);
    if (place === undefined) {
      throw new UntranslatableRule(
        `${variable} 是数值，不能属于集合`,
        `${variable} is a number and cannot be in a set`,
      );
    }
    places.add(place);
  }
  for (const [first, others, any] of [
    ['pdx', 'sdx', 'adx'],
    ['ppx', 'spx', 'apx'],
  ] as const) {
    if (!places.has(first) || !places.has(others)) continue;
    places.delete(first);
    places.delete(others);
    places.add(any);
  }
  return [...places].map((place) => {
    const kind = place.endsWith('dx') ? 'diagnoses' : 'procedures';
    return `${place}(${nameList(sets, kind, place)})`;
  });
}
