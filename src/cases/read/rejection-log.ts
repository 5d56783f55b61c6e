import { formatDay, MISSING_DAY } from '../../kernel/day.js';
import type { Details, Text } from '../../kernel/errors.js';
import type { ColumnSchema } from '../columns.js';
import type { RejectedRow } from './read-result.js';
import { numberReason, type RowReason, reasonText } from './row-reasons.js';
import { serialDay } from './writers/day-writer.js';

const LONGEST_SHOWN = 200;
const MOST_KEPT_TEXTS = 10_000;

/** Rows that are no cases, a line a reason. Rows that fail alike share their sentences, so a million stay small. */
export class RejectionLog {
  readonly rows: RejectedRow[] = [];
  private readonly texts = new Map<string, Text>();

  note(
    place: Pick<RejectedRow, 'file' | 'row' | 'sheetRow' | 'caseId' | 'value'>,
    given: RowReason,
    schema: ColumnSchema | undefined,
    more: Details,
  ): void {
    const reason = numberReason(given, place.value);
    const { row, sheetRow, caseId } = place;
    const file = String(more.file ?? place.file);
    const value = place.value.length > LONGEST_SHOWN ? `${place.value.slice(0, LONGEST_SHOWN)}…` : place.value;
    const column = schema?.name ?? '';
    const key = `${reason}\n${column}\n${value}`;
    const isShared = more.firstRow === undefined && more.childRow === undefined && more.remaining === undefined;
    let text = isShared ? this.texts.get(key) : undefined;
    if (text === undefined) {
      const details = {
        value,
        column,
        least: schema?.least,
        most: schema?.most,
        values: schema?.values?.join(', '),
        day: reason === 'cell_date_is_serial' ? formatDay(serialDay(value) ?? MISSING_DAY) : undefined,
        ...more,
      };
      text = {
        zh: reasonText(reason, { ...details, label: schema?.label.zh }).zh,
        en: reasonText(reason, { ...details, label: schema?.label.en }).en,
      };
      if (isShared && this.texts.size < MOST_KEPT_TEXTS) this.texts.set(key, text);
    }
    this.rows.push({ file, row, sheetRow, caseId, column, value, code: reason, zh: text.zh, en: text.en });
  }
}
