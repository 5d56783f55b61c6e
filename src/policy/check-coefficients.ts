import { compareDecimals, formatDecimal } from '../kernel/decimal.js';
import type { Finding } from '../kernel/finding.js';
import { checkLimits } from './check-case-rules.js';
import { FindingList } from './finding-list.js';
import { registerNames } from './formula-languages.js';
import type { Policy } from './policy-schema.js';
import { sumDecimals } from './sum-decimals.js';

const ORIGINS = ['by_level', 'by_grade', 'by_hospital', 'register', 'table', 'formula'] as const;

/** Faults of the hospital coefficient; which columns of the register it needs is told, only a run can see them. */
export function checkCoefficients({ hospital_coefficient: stated }: Policy): Finding[] {
  const found = new FindingList();
  checkLimits('hospital_coefficient', stated.floor, stated.cap, found);
  const { components } = stated;
  for (const component of components ?? []) {
    const path = `hospital_coefficient.components.${component.name}`;
    const origins = ORIGINS.filter((origin) => component[origin] !== undefined);
    if (origins.length !== 1) {
      const shown = origins.length === 0 ? '—' : origins.join(', ');
      found.error(
        'component_origin',
        path,
        `应恰好写一个来源：${ORIGINS.join('、')}（现有：${shown}）。`,
        `write exactly one origin of ${ORIGINS.join(', ')} (found: ${shown}).`,
      );
    }
    const columns =
      component.register !== undefined
        ? [component.register]
        : component.formula !== undefined
          ? registerNames(component.formula, ['level_coefficient'])
          : [];
    for (const column of columns) noteColumn(path, column, found);
  }
  if (components === undefined) return found.findings;
  const unused = [
    ['by_hospital', Object.keys(stated.by_hospital).length > 0],
    ['by_grade', stated.by_grade !== undefined],
    ['group_coefficients', stated.group_coefficients !== undefined],
  ] as const;
  for (const [key, isStated] of unused) {
    if (!isStated) continue;
    found.warning(
      'coefficient_without_effect',
      `hospital_coefficient.${key}`,
      `写了 components，${key} 不起作用。请写成一个分项，或删除。`,
      `components stand in its place: ${key} does nothing. Make it a component, or delete it.`,
    );
  }
  const total = sumDecimals(components.map(({ weight }) => weight));
  const isWeighted = components.some(({ weight }) => weight !== 1);
  if (isWeighted && compareDecimals(total, { digits: 1, scale: 0 }) !== 0) {
    found.note(
      'component_weights',
      'hospital_coefficient.components',
      `各分项权数之和为 ${formatDecimal(total)}，不是 1。若是加成项则属正常。`,
      `the weights of the components add up to ${formatDecimal(total)}, not 1; that is normal for terms that are added on.`,
    );
  }
  return found.findings;
}

/** A column that the register must have; its absence is found in the run. */
export function noteColumn(path: string, column: string, found: FindingList): void {
  found.note(
    'register_column_needed',
    path,
    `需要登记表（register.csv）的数值列“${column}”。`,
    `needs the number column "${column}" of the register (register.csv).`,
  );
}
