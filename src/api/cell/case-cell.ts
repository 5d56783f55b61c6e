import type { ReadResult } from '../../cases/read/read-result.js';
import { inlineExecutor } from '../../kernel/executor.js';
import { cellWord } from '../../report/labels.js';
import { groupRecords } from '../../run/group-records.js';
import { priceRecords } from '../../run/price-records.js';
import { silentProgress } from '../../run/progress.js';
import { API_ERRORS } from '../api-errors.js';
import type { PolicyShelf } from '../policy-shelf.js';
import { policiesOf, type SchemeShelf } from '../shipped-names.js';
import { CELL_ERRORS } from './cell-errors.js';
import { type CaseCellQuery, caseOf, switchesOf } from './cell-query.js';
import { amountText } from './figure-text.js';

export const GROUP_FIGURES = ['group', 'adrg', 'mdc', 'status'] as const;
export const PRICE_FIGURES = ['standard', 'pay', 'fund', 'patient', 'margin', 'weight', 'band', 'method'] as const;
export const CASE_FIGURES = [...GROUP_FIGURES, ...PRICE_FIGURES] as const;
type CaseFigure = (typeof CASE_FIGURES)[number];

const CONTEXT = { executor: inlineExecutor, progress: silentProgress, language: 'en' as const };

/** Computes one figure of one case as the bare text of a cell. Policies that come with the program are read once. */
export class CaseCell {
  constructor(
    private readonly schemes: SchemeShelf,
    private readonly policies: PolicyShelf,
  ) {}

  /**
   * @returns the value alone: a code, a word, or a number without separators
   * @throws cell errors, and those of schemes, policies and switches
   */
  async figure(figure: CaseFigure, query: CaseCellQuery): Promise<string> {
    const isGroup = (GROUP_FIGURES as readonly string[]).includes(figure);
    return isGroup
      ? await this.groupFigure(figure as (typeof GROUP_FIGURES)[number], query)
      : await this.priceFigure(figure as (typeof PRICE_FIGURES)[number], query);
  }

  private async groupFigure(figure: (typeof GROUP_FIGURES)[number], query: CaseCellQuery): Promise<string> {
    const id = query.scheme ?? (query.policy === undefined ? undefined : this.schemeOf(query.policy));
    if (id === undefined) throw CELL_ERRORS.cell_scheme_missing({ figure }, { path: '/query/scheme' });
    const scheme = this.schemes.open(id);
    const { read, results } = await groupRecords(
      { scheme, switches: switchesOf(query), records: caseOf(query), document: undefined },
      { ...CONTEXT, timings: [] },
    );
    const result = results[0]!;
    if (result.status === 'rejected') throw unread(read);
    if (figure === 'status') return result.status;
    if (result.status === 'ungrouped') throw CELL_ERRORS.cell_not_grouped(reasonWords(result.reason, result.status));
    if (figure !== 'group' || query.labels === 'code') return result[figure];
    const { codes, names } = scheme.catalogue;
    const name = names[codes.indexOf(result.group)] ?? '';
    return query.labels === 'name' ? name || result.group : `${result.group} ${name}`.trim();
  }

  private async priceFigure(figure: (typeof PRICE_FIGURES)[number], query: CaseCellQuery): Promise<string> {
    if (query.policy === undefined) throw CELL_ERRORS.cell_policy_missing({ figure }, { path: '/query/policy' });
    const timeline = this.policies.open(query.policy);
    const weights = weightsOf(query.weights);
    if (weights === undefined && policiesOf(timeline).some(({ rate }) => rate.kind !== 'standard')) {
      throw API_ERRORS.weights_needed({ policy: query.policy, example: 'ES31:1.0' }, { path: '/query/weights' });
    }
    needColumns(figure, query);
    const { read, results } = await priceRecords(
      { timeline, records: caseOf(query), weights, hospitals: undefined },
      { ...CONTEXT, timings: [], prepared: this.schemes.prepared },
    );
    const [result] = results;
    if (result === undefined || result.kind === 'rejected') throw unread(read);
    const { priced, reason } = result;
    const amounts = {
      standard: priced.standardFen,
      pay: priced.payFen,
      fund: priced.fundFen,
      patient: priced.patientFen,
      margin: priced.marginFen,
    };
    const value =
      figure in amounts
        ? amountText(amounts[figure as keyof typeof amounts], query.unit)
        : (priced[figure as 'weight' | 'band' | 'method'] ?? '');
    // A case in the normal band has no name of a band: an empty cell is the truth.
    if (value === '' && figure !== 'band') {
      throw CELL_ERRORS.cell_no_value({ figure, ...reasonWords(reason, priced.status) });
    }
    return value;
  }

  private schemeOf(policy: string): string {
    return policiesOf(this.policies.open(policy)).at(-1)!.scheme;
  }
}

/**
 * What pricing reads of every case, with an example of each. The level too: no register comes with a cell, and a hospital
 * of unknown level is paid by item, which would leave a margin of 0 unasked.
 */
const PRICED_COLUMNS = {
  hospital_id: 'H1',
  hospital_level: '3',
  insurance: 'employee',
  total_cost: '9000',
  pooled_fund: '6500',
};

/** @throws cell_columns_missing naming all of them */
function needColumns(figure: string, query: CaseCellQuery): void {
  const given = query as Readonly<Record<string, string | undefined>>;
  const missing = Object.entries(PRICED_COLUMNS).filter(([name]) => (given[name] ?? '').trim() === '');
  if (missing.length === 0) return;
  const columns = missing.map(([name]) => name).join(', ');
  const example = missing.map(([name, value]) => `${name}=${value}`).join('&');
  throw CELL_ERRORS.cell_columns_missing({ figure, columns, example }, { path: `/query/${missing[0]![0]}` });
}

/** Why there is no group, or else the outcome, in words. */
function reasonWords(reason: string, status: string): { readonly reason_zh: string; readonly reason_en: string } {
  const code = reason || status;
  const column = reason === '' ? 'grouping_status' : 'grouping_reason';
  return { reason_zh: cellWord(column, code, 'zh'), reason_en: cellWord(column, code, 'en') };
}

function unread({ rejected }: ReadResult): Error {
  const first = rejected[0];
  const strip = (sentence: string): string => sentence.replace(/[。.]\s*$/, '');
  return CELL_ERRORS.cell_case_unread(
    { reason_zh: strip(first?.zh ?? '—'), reason_en: strip(first?.en ?? '—') },
    first === undefined ? {} : { path: `/query/${first.column}` },
  );
}

/** @throws cell_weights_form */
function weightsOf(text: string | undefined): { group: string; weight: string }[] | undefined {
  if (text === undefined || text === '') return undefined;
  return text.split('|').map((pair) => {
    // Blanks are cut afterwards: an expression that allows them in four places takes the cube of their number.
    const [, before = '', after = ''] = /^([^:：]*)[:：]([^:：]*)$/.exec(pair) ?? [];
    const [group, weight] = [before.trim(), after.trim()];
    if (group === '' || !/^[\d.]+$/.test(weight)) {
      throw CELL_ERRORS.cell_weights_form({ found: pair }, { path: '/query/weights' });
    }
    return { group, weight };
  });
}
