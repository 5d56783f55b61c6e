/** Words of conditions in bureaus' workbooks and what they are in scheme files; longer ones first. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/其他诊断|次要诊断/g, 'sdx'],
  [/任一诊断|全部诊断|所有诊断/g, 'adx'],
  [/主要诊断|主诊断/g, 'pdx'],
  [/其他手术操作|其他手术/g, 'spx'],
  [/任一手术操作|任一手术|全部手术/g, 'apx'],
  [/主要手术操作|主要手术|主手术|第一手术/g, 'ppx'],
  [/手术个数|手术操作数|手术数/g, 'count apx'],
  [/新生儿入院体重|入院体重/g, 'admission_weight_g'],
  [/新生儿出生体重|出生体重/g, 'birth_weight_g'],
  [/日龄|天龄|新生儿年龄/g, 'age_days'],
  [/年龄/g, 'age_years'],
  [/住院天数|住院日数|住院日/g, 'los_days'],
  [/离院方式/g, 'discharge_type'],
  [/性别/g, 'sex'],
  [/有效手术操作|有效手术/g, 'valid'],
  [/本大类/g, 'mdc'],
  [/其余|其它情况|其他情况/g, 'always'],
  [/并且|而且|且/g, ' and '],
  [/或者|或/g, ' or '],
  [/非|不/g, ' not '],
  [/大于等于|不小于|≥|＞=|=>/g, '>='],
  [/小于等于|不大于|≤|＜=|=</g, '<='],
  [/≠|<>/g, '!='],
  [/(?<=[=><]\s*)男/g, '1'],
  [/(?<=[=><]\s*)女/g, '2'],
  [/(?<=\d)\s*(周岁|岁|天|日|克|g\b|个)/g, ''],
];

/**
 * A condition of a bureau's workbook in the language of scheme files: it may be written in that language, or with these
 * Chinese words for its names ("年龄≤6岁 且 (MCC 或 CC)", "手术数(apx(robot))"). What is wrong with the result is told by
 * whoever parses it.
 */
export function bureauCondition(text: string): string {
  let condition = text.normalize('NFKC').replace(/[，,；;]/g, ' and ');
  condition = condition.replace(/不小于/g, '>=').replace(/不大于/g, '<=');
  for (const [pattern, word] of WORDS) condition = condition.replace(pattern, word);
  return condition
    .replace(/count apx\s*\(([^()]*)\)/g, 'count(apx($1))')
    .replace(/\bMCC\b/gi, 'mcc')
    .replace(/\bCC\b/gi, 'cc')
    .replace(/\b(AND|OR|NOT)\b/g, (word) => word.toLowerCase())
    .replace(/(?<![<>=!])=(?!=)/g, '==')
    .replace(/\s*(<=|>=|==|!=|<|>)\s*/g, ' $1 ')
    .replace(/\s+/g, ' ')
    .replace(/\( /g, '(')
    .replace(/ \)/g, ')')
    .trim();
}

/**
 * Condition of a group by the national numbering of the fourth character: 1 MCC; 3 CC, or MCC where there is no 1;
 * 5 and 9 the rest. Undefined for any other, which must say its condition.
 */
export function conditionByNumber(code: string): string | undefined {
  if (code.length !== 4) return undefined;
  switch (code[3]) {
    case '1':
      return 'mcc';
    case '3':
      return 'mcc or cc';
    case '5':
    case '9':
      return 'always';
    default:
      return undefined;
  }
}
