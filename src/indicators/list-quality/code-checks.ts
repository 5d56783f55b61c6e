import { type CodesColumn, findColumn, needColumn } from '../../cases/case-table.js';
import { maskOfPatterns } from '../../kernel/match-patterns.js';
import type { MonitorFacts } from '../monitor/monitor-facts.js';
import { FAULT, faultIf, judgeRows, type ListCheck, NOT_APPLICABLE, PASSED } from './list-check.js';

const DX = { column: 'dx' };

const codesOf = ({ table }: MonitorFacts, name: 'dx' | 'px'): CodesColumn | undefined =>
  findColumn(table, name, 'codes');

/** Codes of a row that a mask of the dictionary marks. */
function hasMarked({ offsets, codes }: CodesColumn, mask: Uint8Array, row: number): boolean {
  for (let i = offsets[row]!; i < offsets[row + 1]!; i++) if (mask[codes[i]!] === 1) return true;
  return false;
}

const isUnknown = ({ values }: CodesColumn, known: readonly string[]): Uint8Array => {
  const set = new Set(known);
  return Uint8Array.from(values, (code) => (code === '' || set.has(code) ? 0 : 1));
};

/** Checks that look at the codes of the list alone. */
export const CODE_CHECKS: readonly ListCheck[] = [
  {
    id: 'A01',
    label: { zh: '主诊断未编码', en: 'principal diagnosis without a code' },
    needs: [DX],
    judge: (facts) => {
      const { offsets } = needColumn(facts.table, 'dx', 'codes', 'monitor');
      return judgeRows(facts, (row) => faultIf(offsets[row] === offsets[row + 1]));
    },
  },
  {
    id: 'A02',
    label: { zh: '编码不在目录内', en: 'a code outside the catalogue' },
    needs: [DX],
    judge: (facts) => {
      const dx = codesOf(facts, 'dx')!;
      const px = codesOf(facts, 'px');
      const unknownDx = isUnknown(dx, facts.diagnoses);
      const unknownPx = px === undefined ? undefined : isUnknown(px, facts.procedures);
      return judgeRows(facts, (row) =>
        faultIf(hasMarked(dx, unknownDx, row) || (px !== undefined && hasMarked(px, unknownPx!, row))),
      );
    },
  },
  {
    id: 'B01',
    label: { zh: '性别与诊断冲突', en: 'a diagnosis of the other sex' },
    needs: [DX, { column: 'sex' }],
    judge: (facts) => {
      const dx = codesOf(facts, 'dx')!;
      const { values: sex } = needColumn(facts.table, 'sex', 'integer', 'monitor');
      const { sex_codes: rules } = facts.rules.list_quality;
      const ofOther = [1, 2].map((own) =>
        maskOfPatterns(
          dx.values,
          rules.filter((rule) => rule.sex !== own).flatMap(({ codes }) => codes),
        ),
      );
      return judgeRows(facts, (row) =>
        sex[row]! < 1 ? NOT_APPLICABLE : faultIf(hasMarked(dx, ofOther[sex[row]! - 1]!, row)),
      );
    },
  },
  {
    id: 'B02',
    label: { zh: '年龄与诊断冲突', en: 'a diagnosis of another age' },
    needs: [DX, { column: 'age_years' }],
    judge: (facts) => {
      const dx = codesOf(facts, 'dx')!;
      const { values: age } = needColumn(facts.table, 'age_years', 'integer', 'monitor');
      const rules = facts.rules.list_quality.age_codes.map(({ codes, least_years: least, most_years: most }) => ({
        mask: maskOfPatterns(dx.values, codes),
        least: least ?? 0,
        most: most ?? Number.POSITIVE_INFINITY,
      }));
      return judgeRows(facts, (row) => {
        const years = age[row]!;
        if (years < 0) return NOT_APPLICABLE;
        for (const { mask, least, most } of rules) {
          if ((years < least || years > most) && hasMarked(dx, mask, row)) return FAULT;
        }
        return PASSED;
      });
    },
  },
  {
    id: 'B03',
    label: { zh: '诊断编码重复', en: 'a diagnosis twice' },
    needs: [DX],
    judge: (facts) => {
      const { offsets, codes } = codesOf(facts, 'dx')!;
      return judgeRows(facts, (row) => {
        const [from, to] = [offsets[row]!, offsets[row + 1]!];
        for (let i = from + 1; i < to; i++) {
          for (let k = from; k < i; k++) if (codes[k] === codes[i]) return FAULT;
        }
        return PASSED;
      });
    },
  },
  {
    id: 'B04',
    label: { zh: '主诊断入院病情为“无”', en: 'principal diagnosis not present on admission' },
    needs: [DX, { column: 'dx_on_admission' }],
    judge: (facts) => {
      const { offsets, bytes } = needColumn(facts.table, 'dx_on_admission', 'text', 'monitor');
      const absent = facts.rules.list_quality.absent_on_admission.map((text) => new TextEncoder().encode(text));
      return judgeRows(facts, (row) => {
        const from = offsets[row]!;
        let to = from;
        // The first of a list is the principal diagnosis's.
        while (to < offsets[row + 1]! && bytes[to] !== BAR) to++;
        if (to === from) return NOT_APPLICABLE;
        return faultIf(absent.some((value) => isEqual(value, bytes, from, to)));
      });
    },
  },
];

const BAR = 0x7c;

function isEqual(value: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from !== value.length) return false;
  for (let i = 0; i < value.length; i++) if (bytes[from + i] !== value[i]) return false;
  return true;
}
