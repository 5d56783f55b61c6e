import type { BlockInput } from './block-scratch.js';
import { drawUniform, SLOT } from './draw-slots.js';
import { target } from './targets.js';
import type { YearColumns } from './year-columns.js';

const RATE = {
  department: target('missing_department_share'),
  hospitalCost: target('missing_hospital_cost_share'),
  sex: target('missing_sex_share'),
  age: target('missing_age_share'),
  dischargeType: target('missing_discharge_type_share'),
};

/** Takes values away at the stated rates, as real files lack them. Missing is −1, "" or NaN, never 0. */
export function spoilRows(columns: YearColumns, { seed, from, to }: BlockInput): void {
  for (let row = from; row < to; row++) {
    if (drawUniform(seed, row, SLOT.missingDepartment) < RATE.department) columns.department[row] = 0;
    if (drawUniform(seed, row, SLOT.missingSex) < RATE.sex) columns.sex[row] = -1;
    if (drawUniform(seed, row, SLOT.missingAge) < RATE.age) columns.ageYears[row] = -1;
    if (drawUniform(seed, row, SLOT.missingDischargeType) < RATE.dischargeType) columns.dischargeType[row] = -1;
    if (columns.choice === 'all' && drawUniform(seed, row, SLOT.missingHospitalCost) < RATE.hospitalCost)
      columns.money.hospital_cost[row] = Number.NaN;
  }
}
