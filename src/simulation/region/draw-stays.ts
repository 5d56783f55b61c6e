import { drawAlias } from './alias-table.js';
import { type BlockInput, type BlockScratch, READMITTED } from './block-scratch.js';
import { DEPARTMENTS, PAEDIATRICS } from './departments.js';
import { drawFromTable, drawUniform, SLOT } from './draw-slots.js';
import type { RegionModel } from './region-model.js';
import { drawDay, type Season } from './season.js';
import { hospitalLevels, type YearColumns } from './year-columns.js';

const LOS_SIGMA = 0.4;
/** How far days follow cost within a group. */
const LOS_TIE = 0.65;
const LONGEST_STAY = 180;
/** A chain of stays that would not fit into the year is pressed to these. */
const PRESSED_STAY = 40;
const PRESSED_GAP = 31;
const CHILD = 14;
const MEDICAL = 0;

/** Where the stay was, how long, when, and how dear for its kind (deviation). */
export class StayDrawer {
  private readonly losMean: number;
  private readonly hospitalLevel: Uint16Array;

  constructor(
    private readonly model: RegionModel,
    private readonly season: Season,
  ) {
    const { normal, costDeviation } = model.tables;
    let [tied, free] = [0, 0];
    for (let q = 0; q < normal.length; q++) {
      tied += Math.exp(LOS_SIGMA * LOS_TIE * costDeviation[q]!);
      free += Math.exp(LOS_SIGMA * Math.sqrt(1 - LOS_TIE ** 2) * normal[q]!);
    }
    this.losMean = (tied / normal.length) * (free / normal.length);
    const levels = hospitalLevels(model);
    this.hospitalLevel = Uint16Array.from(model.hospitals, ({ level }) => levels.indexOf(level) + 1);
  }

  drawBlock(columns: YearColumns, input: BlockInput): void {
    const { seed, from, to, scratch } = input;
    for (let row = from; row < to; row++) {
      this.drawPlace(columns, scratch, seed, row, row - from);
      this.drawLength(columns, scratch, seed, row, row - from);
    }
    let first = from;
    for (let row = from + 1; row <= to; row++) {
      if (row < to && scratch.chain[row - from] !== 0) continue;
      this.drawDates(columns, input, first, row);
      first = row;
    }
  }

  private drawPlace(columns: YearColumns, scratch: BlockScratch, seed: number, row: number, i: number): void {
    const { model } = this;
    const recipe = scratch.recipe[i]!;
    const isChild = columns.ageYears[row]! <= CHILD && model.entries.profile[scratch.entry[i]!] === MEDICAL;
    const isNewborn = model.recipes.ageDaysLeast[recipe]! >= 0;
    const department = isChild && !isNewborn ? PAEDIATRICS : model.recipes.department[recipe]!;
    columns.department[row] = department + 1;
    const u = drawUniform(seed, row, SLOT.level);
    const cell = scratch.entry[i]! * 6 + scratch.insurance[i]! * 3;
    const cumulative = model.entries.levelCumulative;
    const level = u < cumulative[cell]! ? 0 : u < cumulative[cell + 1]! ? 1 : 2;
    // Patients go back to where they were, if it is of the level that this stay needs.
    const isBack = scratch.chain[i] !== 0 && scratch.level[i - 1] === level;
    scratch.level[i] = level;
    if (isBack && drawUniform(seed, row, SLOT.sameHospital) < 0.8) {
      scratch.hospital[i] = scratch.hospital[i - 1]!;
    } else {
      const table = model.tables.hospital[level * DEPARTMENTS.length + department]!;
      scratch.hospital[i] = model.tables.levelStart[level] + drawAlias(table, drawUniform(seed, row, SLOT.hospital));
    }
    columns.hospital[row] = scratch.hospital[i]! + 1;
    columns.hospitalLevel[row] = this.hospitalLevel[scratch.hospital[i]!]!;
  }

  private drawLength(columns: YearColumns, scratch: BlockScratch, seed: number, row: number, i: number): void {
    const { entries, recipes, tables, flows } = this.model;
    const entry = scratch.entry[i]!;
    const recipe = scratch.recipe[i]!;
    const deviation = drawFromTable(tables.costDeviation, seed, row, SLOT.cost);
    scratch.deviation[i] = deviation;
    const free = Math.sqrt(1 - LOS_TIE * LOS_TIE) * drawFromTable(tables.normal, seed, row, SLOT.los);
    const mean = entries.losDays[entry]! * flows.los[scratch.insurance[i]! * 3 + scratch.level[i]!]!;
    const days = (mean / this.losMean) * Math.exp(LOS_SIGMA * (LOS_TIE * deviation + free));
    const bounded = Math.min(Math.max(1, Math.round(days)), LONGEST_STAY);
    columns.losDays[row] = Math.min(Math.max(bounded, recipes.losLeast[recipe]!), recipes.losMost[recipe]!);
    const icuChance = entries.icu[entry]! * (deviation > 0 ? 1.5 : 0.5);
    if (drawUniform(seed, row, SLOT.icu) >= icuChance) return;
    const icuDays = Math.min(columns.losDays[row]!, 1 + Math.floor(7 * drawUniform(seed, row, SLOT.icuDays)));
    columns.icuDays[row] = icuDays;
    const u = drawUniform(seed, row, SLOT.ventilation);
    columns.ventilationHours[row] = u < 0.5 ? 0 : Math.floor(icuDays * 24 * (u - 0.5));
  }

  /** Dates of one patient's stays in order; the first discharge is drawn so that the last still falls into the year. */
  private drawDates(columns: YearColumns, { seed, from, scratch }: BlockInput, first: number, end: number): void {
    const { season } = this;
    let span = 0;
    for (let row = first + 1; row < end; row++) span += gapOf(scratch, seed, row, row - from) + columns.losDays[row]!;
    const isPressed = span > season.dayCount - 30;
    if (isPressed) {
      span = 0;
      for (let row = first + 1; row < end; row++) {
        columns.losDays[row] = Math.min(columns.losDays[row]!, PRESSED_STAY);
        span += Math.min(PRESSED_GAP, gapOf(scratch, seed, row, row - from)) + columns.losDays[row]!;
      }
    }
    let day = drawDay(season, drawUniform(seed, first, SLOT.day), season.dayCount - 1 - span);
    for (let row = first; row < end; row++) {
      if (row > first) {
        const gap = gapOf(scratch, seed, row, row - from);
        day += (isPressed ? Math.min(PRESSED_GAP, gap) : gap) + columns.losDays[row]!;
      }
      columns.dischargeDate[row] = season.firstDay + day;
      columns.admitDate[row] = season.firstDay + day - columns.losDays[row]!;
    }
  }
}

/** Days from the discharge before to this admission: up to 30 for a readmission, more than 30 otherwise. */
function gapOf(scratch: BlockScratch, seed: number, row: number, i: number): number {
  const u = drawUniform(seed, row, SLOT.gap);
  return scratch.chain[i] === READMITTED ? 1 + Math.floor(30 * u) : 31 + Math.floor(110 * u);
}
