import type { ReportModel } from '../report-model.js';
import { balanceYearsChart } from './balance-years-chart.js';
import type { ChartStyle, ChartView } from './chart-style.js';
import { fundWaterfallChart } from './fund-waterfall-chart.js';
import { type HospitalsShown, hospitalChangeChart, levelChangeChart } from './hospital-change-chart.js';
import { marginQuadrantChart } from './margin-quadrant-chart.js';

/** The charts a model has roles for, in the order they are read. A role whose table is missing gives no chart. */
export function reportCharts(model: ReportModel, style: ChartStyle, shown: HospitalsShown = 'extremes'): ChartView[] {
  const { hospitalChange, fundWaterfall, marginQuadrant, balanceOverYears } = model.charts;
  const tableOf = (name: string) => model.tables.find((table) => table.schema.name === name && table.rowCount > 0);
  const views: ChartView[] = [];
  const yearsTable = balanceOverYears && tableOf(balanceOverYears.table);
  if (yearsTable) views.push(balanceYearsChart(yearsTable, balanceOverYears, style));
  const changeTable = hospitalChange && tableOf(hospitalChange.table);
  if (changeTable) views.push(hospitalChangeChart(changeTable, hospitalChange, style, shown));
  const levels = tableOf('levels');
  // By level the change is drawn for its interval: three bars alone say no more than the table.
  if (levels && hospitalChange && levels.columns[`low_${hospitalChange.value}`] !== undefined) {
    views.push(levelChangeChart(levels, hospitalChange, style));
  }
  if (fundWaterfall && fundWaterfall.lines.length > 0) views.push(fundWaterfallChart(fundWaterfall, style));
  const quadrantTable = marginQuadrant && tableOf(marginQuadrant.table);
  const quadrant = quadrantTable && marginQuadrantChart(quadrantTable, marginQuadrant, style);
  // Without weights, as where a case has a price of its own, no hospital has a place in it.
  if (quadrant && quadrant.rows.length > 0) views.push(quadrant);
  return views;
}
