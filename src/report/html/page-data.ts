import type { ResultTable } from '../../kernel/result-table.js';
import type { ReportModel } from '../report-model.js';

/** A model as JSON can carry it: number columns as arrays, with null for missing. */
export type PageData = Omit<ReportModel, 'tables' | 'figures' | 'charts'> & {
  readonly tables: readonly (Omit<ResultTable, 'columns'> & {
    readonly columns: Readonly<Record<string, readonly (string | number | null)[]>>;
  })[];
  readonly figures: unknown;
  readonly charts: ReportModel['charts'];
};

export function encodeModel(model: ReportModel): PageData {
  return {
    ...model,
    tables: model.tables.map((table) => ({
      ...table,
      columns: Object.fromEntries(
        table.schema.columns.map(({ name }) => [name, Array.from(table.columns[name]!, missingToNull)]),
      ),
    })),
    figures: model.figures.map((figure) => ({
      ...figure,
      value: missingToNull(figure.value),
      ...(figure.change === undefined ? {} : { change: missingToNull(figure.change) }),
      ...(figure.relative === undefined ? {} : { relative: missingToNull(figure.relative) }),
    })),
  };
}

export function decodeModel(data: PageData): ReportModel {
  return {
    ...data,
    tables: data.tables.map((table) => ({
      ...table,
      columns: Object.fromEntries(
        table.schema.columns.map(({ name, type }) => {
          const values = table.columns[name]!;
          return [name, type === 'text' ? (values as string[]) : Float64Array.from(values, nullToMissing)];
        }),
      ),
    })),
    figures: (data.figures as ReportModel['figures']).map((figure) => ({
      ...figure,
      value: nullToMissing(figure.value),
      ...(figure.change === undefined ? {} : { change: nullToMissing(figure.change) }),
      ...(figure.relative === undefined ? {} : { relative: nullToMissing(figure.relative) }),
    })),
  };
}

function missingToNull(value: string | number): string | number | null {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

function nullToMissing(value: string | number | null): number {
  return value === null ? Number.NaN : Number(value);
}
