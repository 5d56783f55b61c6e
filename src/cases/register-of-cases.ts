import { type CaseTable, findColumn } from './case-table.js';
import { levelClassOfText } from './level-class.js';
import type { HospitalRecord, HospitalRegister } from './register.js';

/**
 * What the cases themselves say of their hospitals where no register is given: a hospital whose every case writes one
 * level has that level. One with a blank, an unknown or a second level is not in it, so that no case is paid otherwise
 * than its own column says.
 */
export function registerOfCases(table: CaseTable): HospitalRegister {
  const hospitals = findColumn(table, 'hospital_id', 'dictionary');
  const levels = findColumn(table, 'hospital_level', 'dictionary');
  const register = new Map<string, HospitalRecord>();
  if (hospitals === undefined || levels === undefined) return register;
  const UNSEEN = -1;
  const MIXED = -2;
  const levelOf = new Int32Array(hospitals.values.length).fill(UNSEEN);
  for (let row = 0; row < table.caseCount; row++) {
    const hospital = hospitals.codes[row]!;
    const level = levels.codes[row]!;
    if (levelOf[hospital] === UNSEEN) levelOf[hospital] = level;
    else if (levelOf[hospital] !== level) levelOf[hospital] = MIXED;
  }
  hospitals.values.forEach((hospitalId, hospital) => {
    const level = levels.values[levelOf[hospital]!];
    const levelClass = level === undefined ? undefined : levelClassOfText(level);
    if (hospitalId === '' || level === undefined || levelClass === undefined) return;
    register.set(hospitalId, { hospitalId, name: '', level, levelClass, kind: '' });
  });
  return register;
}
