import type { HospitalRegister } from '../register.js';
import { csvLine } from './csv-line.js';
import { writeAside } from './write-aside.js';

/** Writes register.csv in the register's own order, as readRegister reads it. Written aside and renamed. */
export function writeRegister(path: string, register: HospitalRegister): void {
  const lines = [csvLine(['hospital_id', 'name', 'level', 'level_class', 'kind'])];
  for (const { hospitalId, name, level, levelClass, kind } of register.values()) {
    lines.push(csvLine([hospitalId, name, level, String(levelClass), kind]));
  }
  writeAside(path, (put) => put(new TextEncoder().encode(lines.join(''))));
}
