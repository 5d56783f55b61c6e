import { findColumn, needColumn } from '../cases/case-table.js';
import { levelClassOfText } from '../cases/level-class.js';
import type { SettlementInput } from './settlement-input.js';

/** The level class of a case's hospital: 3, 2, 1, by the register, else by the case's own column; 0 unknown. */
export function levelOfHospitals({ table, register }: SettlementInput): (row: number) => 0 | 1 | 2 | 3 {
  const hospital = needColumn(table, 'hospital_id', 'dictionary', 'settlement');
  const level = findColumn(table, 'hospital_level', 'dictionary');
  const known = hospital.values.map((id) => register.get(id)?.levelClass);
  const written = level?.values.map((text) => levelClassOfText(text)) ?? [];
  return (row) => known[hospital.codes[row]!] ?? (level === undefined ? 0 : (written[level.codes[row]!] ?? 0));
}
