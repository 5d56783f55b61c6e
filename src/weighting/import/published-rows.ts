import type { SheetRow } from '../../cases/read/read-table-sheets.js';
import type { GroupCatalogue } from '../../grouping/group-columns.js';
import { type Decimal, decimalToNumber } from '../../kernel/decimal.js';
import { compareCodePoints } from '../../kernel/hash.js';
import { fenOf, MISSING_FEN } from '../../kernel/money.js';
import { VARIANT_KINDS } from '../weight-columns.js';
import { formatWeightKey, type WeightKey } from '../weight-key.js';
import type { GroupPayment, WeightClass, WeightRow, WeightVariant } from '../weight-table.js';
import type { FoundHeadings } from './find-headings.js';
import { groupCodeForm } from './group-code-form.js';
import type { MappedColumn } from './map-published-columns.js';
import { type CellPlace, oddity, type PublishedFindingCode, type PublishedOddity } from './published-findings.js';
import { type PublishedNumber, readPublishedNumber } from './published-number.js';
import { readClasses, readFlag, readPayment } from './published-words.js';
import type { WeightImportProfile } from './weight-import-profile.js';

export interface PublishedWeightsOptions {
  /** Name in messages and in the table's rule. */
  readonly file: string;
  readonly sha256: string;
  readonly profile: WeightImportProfile;
  /** The scheme that the codes belong to; without it they are kept unchecked and the table names none. */
  readonly catalogue?: GroupCatalogue | undefined;
}

type ByKey = ReadonlyMap<MappedColumn, Decimal>;

interface TakenRow {
  readonly row: WeightRow;
  readonly byKey: ByKey;
  readonly line: number;
  readonly text: string;
}

/** Takes the rows of a published table one after another. */
export class PublishedRows {
  private readonly taken = new Map<string, TakenRow>();
  private readonly column: (field: MappedColumn['field']) => MappedColumn | undefined;
  private readonly keyed: readonly MappedColumn[];
  private readonly conditions: readonly { readonly place: number; readonly text: string }[];
  private readonly known: ReadonlySet<string> | undefined;
  private filtered = 0;
  private read = 0;

  constructor(
    columns: readonly MappedColumn[],
    private readonly found: FoundHeadings,
    private readonly options: PublishedWeightsOptions,
    private readonly findings: PublishedOddity[],
  ) {
    this.column = (field) => columns.find((one) => one.field === field && Object.keys(one.key).length === 0);
    const isRowOwn = (one: MappedColumn): boolean => one === this.column('weight') || one === this.column('mean_cost');
    this.keyed = columns.filter((one) => VARIANT_KINDS.some(({ kind }) => kind === one.field) && !isRowOwn(one));
    this.known = options.catalogue === undefined ? undefined : new Set(options.catalogue.codes);
    this.conditions = Object.entries(options.profile.where).flatMap(([heading, text]) => {
      const place = found.headings.indexOf(heading);
      if (place >= 0) return [{ place, text }];
      findings.push(oddity('import_where_unknown', this.at(0, '', heading)));
      return [];
    });
  }

  take(source: SheetRow): void {
    const text = (place: number | undefined): string => {
      const cell = place === undefined ? '' : source.cells[place];
      return typeof cell === 'string' ? cell.trim() : '';
    };
    if (this.conditions.some((condition) => text(condition.place) !== condition.text)) {
      this.filtered += 1;
      return;
    }
    const group = this.column('group')!;
    const written = text(group.place);
    if (written === group.heading || (this.found.rowCount === 2 && group.heading.startsWith(`${written}-`))) {
      this.tell('import_row_headings', this.at(source.line, group.heading, written));
      return;
    }
    const filled = source.cells.filter((cell, place) => cell !== '' && !source.covered.has(place)).length;
    const code = written.normalize('NFKC').replace(/\s/g, '');
    if (filled <= 1 && (code === '' || /[\u4e00-\u9fff]/.test(code))) {
      const words = source.cells.find((cell) => cell !== '');
      this.tell('import_row_text', this.at(source.line, '', typeof words === 'string' ? words : ''));
      return;
    }
    this.read += 1;
    if (code === '') {
      this.tell('import_group_blank', this.at(source.line, group.heading, ''));
      return;
    }
    const earlier = this.taken.get(code);
    const identity = JSON.stringify(source.cells.filter((_, place) => place !== group.place));
    if (earlier !== undefined) {
      const isSame = earlier.text === identity;
      const place = this.at(source.line, group.heading, written);
      this.tell(isSame ? 'import_group_repeated' : 'import_group_doubled', place, { group: code, other: earlier.line });
      return;
    }
    this.tellCode(code, written, this.at(source.line, group.heading, written));
    this.taken.set(code, { ...this.readRow(code, source, text), line: source.line, text: identity });
  }

  finish(): { groups: WeightRow[]; variants: WeightVariant[]; filtered: number; read: number } {
    if (this.filtered > 0) {
      const value = Object.entries(this.options.profile.where)
        .map((pair) => pair.join('='))
        .join(', ');
      this.tell('import_rows_filtered', this.at(0, '', value), { count: this.filtered });
    }
    const byKey = new Map<string, { key: WeightKey; values: Record<string, Map<string, Decimal | number>> }>();
    for (const column of this.keyed) {
      const { field, isMoney } = VARIANT_KINDS.find(({ kind }) => kind === column.field)!;
      const values = new Map<string, Decimal | number>();
      for (const [group, one] of this.taken) {
        const value = one.byKey.get(column);
        if (value !== undefined) values.set(group, isMoney ? fenOf(value) : value);
      }
      if (values.size === 0) continue;
      const text = formatWeightKey(column.key);
      const variant = byKey.get(text) ?? { key: column.key, values: {} };
      variant.values[field] = values;
      byKey.set(text, variant);
    }
    const variants = [...byKey]
      .sort(([a], [b]) => compareCodePoints(a, b))
      .map(([, { key, values }]): WeightVariant => ({ key, ...values }));
    return {
      groups: [...this.taken.values()].map(({ row }) => row),
      variants,
      filtered: this.filtered,
      read: this.read,
    };
  }

  private readRow(
    group: string,
    source: SheetRow,
    text: (place: number | undefined) => string,
  ): Omit<TakenRow, 'line' | 'text'> {
    const numberAt = (column: MappedColumn): PublishedNumber =>
      readPublishedNumber(source.cells[column.place], {
        place: { file: this.options.file, row: source.line, column: column.heading },
        decimals: this.options.profile.decimals === undefined ? undefined : Number(this.options.profile.decimals),
        isCovered: source.covered.has(column.place),
        findings: this.findings,
      });
    const valueAt = (column: MappedColumn | undefined): Decimal | undefined => {
      if (column === undefined) return undefined;
      const found = numberAt(column);
      const place = this.at(source.line, column.heading, found.text);
      if (found.kind === 'number') return found.value;
      if (found.kind === 'words' && found.text !== '') this.tell('import_number_wrong', place);
      if (found.kind === 'dash' || found.kind === 'zero') this.tell('import_value_dash', place);
      return undefined;
    };
    const { classes, words } = this.readLabels(group, source.line, text);
    const noteColumn = this.column('note');
    const note = [text(noteColumn?.place), ...words].filter((word) => word !== '').join('; ');
    const weightColumn = this.column('weight');
    const found = weightColumn === undefined ? undefined : numberAt(weightColumn);
    const pay = this.readPay(group, source.line, text(noteColumn?.place), found, weightColumn);
    const weight =
      weightColumn === undefined || found === undefined || pay !== undefined
        ? undefined
        : this.weightOf(group, found, this.at(source.line, weightColumn.heading, found.text), classes);
    const byKey = new Map<MappedColumn, Decimal>();
    for (const column of this.keyed) {
      const value = valueAt(column);
      if (value !== undefined) byKey.set(column, value);
    }
    const mean = valueAt(this.column('mean_cost'));
    const losDays = valueAt(this.column('los_days'));
    const cases = valueAt(this.column('cases'));
    const cv = valueAt(this.column('cv'));
    const count = cases?.scale === 0 ? cases.digits : 0;
    const row: WeightRow = {
      group,
      name: text(this.column('name')?.place),
      cases: count,
      keptCases: 0,
      meanFen: mean === undefined ? MISSING_FEN : fenOf(mean),
      weight,
      cv: cv === undefined ? Number.NaN : decimalToNumber(cv),
      status: 'imported',
      ...(classes.length === 0 ? {} : { classes }),
      ...(pay === undefined ? {} : { pay }),
      ...(note === '' ? {} : { note }),
      ...(losDays === undefined ? {} : { losDays }),
    };
    return { row, byKey };
  }

  private readLabels(
    group: string,
    line: number,
    text: (place: number | undefined) => string,
  ): { classes: WeightClass[]; words: string[] } {
    const words: string[] = [];
    const label = this.column('class');
    const { classes: read, unknown } = readClasses(text(label?.place), this.options.profile);
    const classes = [...read];
    for (const word of unknown) {
      this.tell('import_class_unknown', this.at(line, label!.heading, word), { group });
      words.push(word);
    }
    for (const field of ['basic', 'primary_care'] as const) {
      const column = this.column(field);
      if (column === undefined) continue;
      const flag = readFlag(text(column.place));
      if (flag === true && !classes.includes(field)) classes.push(field);
      if (flag !== undefined) continue;
      this.tell('import_class_unknown', this.at(line, column.heading, text(column.place)), { group });
      words.push(text(column.place));
    }
    return { classes, words };
  }

  /** A payment that the note or words in the weight's cell state; they are told with what becomes of the weight. */
  private readPay(
    group: string,
    line: number,
    note: string,
    weight: PublishedNumber | undefined,
    weightColumn: MappedColumn | undefined,
  ): GroupPayment | undefined {
    const inCell = weight?.kind === 'words' ? weight.text : '';
    for (const [text, heading] of [
      [inCell, weightColumn?.heading ?? ''],
      [note, this.column('note')?.heading ?? ''],
    ] as const) {
      const pay = readPayment(text, this.options.profile);
      if (pay === undefined) continue;
      const place = this.at(line, heading, text);
      if (pay === 'unsure') {
        if (text === note) this.tell('import_pay_unsure', place, { group });
        continue;
      }
      const lost = weight?.kind === 'number' ? weight.text : '';
      this.tell('import_pay', place, {
        group,
        pay,
        beside_zh: lost === '' ? '' : `同行的权重 ${lost} 未采用。`,
        beside_en: lost === '' ? '' : `The weight ${lost} beside it was not taken. `,
      });
      return pay;
    }
    return undefined;
  }

  private weightOf(
    group: string,
    found: PublishedNumber,
    place: CellPlace,
    classes: readonly WeightClass[],
  ): Decimal | undefined {
    const label = classes.find((one) => one === 'empty' || one === 'uncovered');
    const why = {
      why_zh: label === undefined ? '' : label === 'empty' ? '，标为历史空组' : '，标为未覆盖',
      why_en: label === undefined ? '' : ` (class ${label})`,
    };
    const details = { group, ...why };
    if (found.kind === 'number') {
      const isOne = found.value.digits === 1 && found.value.scale === 0;
      if (found.text.trim() === this.options.profile.placeholder_weight) {
        this.tell('import_weight_placeholder', place, details);
        return undefined;
      }
      if (isOne && (label !== undefined || /^1(?:\.0{1,3})?$/.test(found.text.trim()))) {
        this.tell('import_weight_maybe_placeholder', place, details);
      }
      return found.value;
    }
    if (found.kind === 'words') {
      if (found.text !== '') this.tell('import_number_wrong', place);
      return undefined;
    }
    // A row of standards, coefficients or weights by key need not have a weight of its own.
    if (found.kind === 'blank' && this.keyed.some(({ field }) => field === 'weight' || field === 'standard')) {
      return undefined;
    }
    this.tell(`import_weight_${found.kind}`, place, details);
    return undefined;
  }

  private tellCode(code: string, written: string, place: CellPlace): void {
    const form = groupCodeForm(code);
    const { catalogue } = this.options;
    if (code !== written) this.tell('import_code_width', place, { group: code });
    if (form !== 'usual') this.tell(`import_code_${form}`, place, { group: code });
    if (this.known === undefined || catalogue === undefined || this.known.has(code) || form === 'ungrouped') return;
    this.tell('import_code_not_in_scheme', place, { group: code, scheme: catalogue.schemeId });
  }

  private at(row: number, column: string, value: string): CellPlace {
    return { file: this.options.file, row, column, value };
  }

  private tell(code: PublishedFindingCode, place: CellPlace, details = {}): void {
    this.findings.push(oddity(code, place, details));
  }
}
