import { formatMoney } from '../../report/format-number.js';
import { button, element } from '../../report/page/dom.js';
import { statementView } from '../../report/page/statement-view.js';
import { numberColumn, textColumn } from '../../report/report-cell.js';
import type { ReportModel } from '../../report/report-model.js';
import { askKept } from './ask-server.js';
import { fileLink } from './file-link.js';
import type { RunFacts } from './live-types.js';
import { emptyNotice } from './notice.js';
import { chartStyle } from './reform-room.js';
import { identityText } from './result-view.js';
import { runModel } from './run-model.js';
import type { Fill, WebState } from './web-state.js';
import { say } from './words.js';

/** One hospital's statement as a ledger: every line with its formula, numbers and source; prints on A4 as seen. */
export async function clearingRoom(state: WebState, fill: Fill, save: () => void): Promise<void> {
  const { language, unit } = state;
  const run = state.result === '' ? state.run : state.result;
  const model = await runModel(run, language);
  // Once there is a model, the run is over and stays as it is.
  const facts = await askKept<RunFacts>(`/v1/runs/${encodeURIComponent(run)}`);
  const heading = [
    element('h1', {}, say('clearingQuestion', language)),
    element('p', { class: 'lead' }, say('clearingLead', language)),
  ];
  if (model.statements.length === 0) {
    fill(element('div', { class: 'sheet' }, ...heading, emptyNotice(say('noStatements', language))));
    return;
  }
  const ledger = element('div', { class: 'ledger-place' });
  const files = element('span', { class: 'downloads' });
  fill(
    element(
      'div',
      { class: 'sheet' },
      ...heading,
      element(
        'div',
        { class: 'answer-head' },
        element('p', { class: 'about' }, `${model.region[language]} · ${model.year} · ${model.title[language]}`),
        files,
        button(say('print', language), () => window.print(), { class: 'primary' }),
      ),
      element('h2', { class: 'only-read' }, say('statementOf', language)),
      ledger,
      ...footLines(model, language),
      element('p', { class: 'caveat' }, identityText(model, chartStyle(state))),
    ),
  );
  statementView(model, ledger, language, unit);
  keepChoices(ledger, state, () => {
    save();
    files.replaceChildren(...statementLinks(run, facts, state));
  });
}

/** The choices stand in the address; a link opens the same statement. */
function keepChoices(ledger: HTMLElement, state: WebState, onChoice: () => void): void {
  const selects = [...ledger.querySelectorAll('select')];
  const names = ['hospital', 'insurance', 'scenario'] as const;
  for (const [k, name] of names.entries()) {
    const select = selects[k];
    if (select === undefined) continue;
    if ([...select.options].some(({ value }) => value === state[name])) select.value = state[name];
    select.addEventListener('change', () => {
      state[name] = select.value;
      onChoice();
    });
  }
  selects[0]?.dispatchEvent(new Event('change'));
}

function statementLinks(run: string, { links }: RunFacts, { language, hospital }: WebState): Node[] {
  if (links.statements === null) return [];
  const link = (form: string): HTMLElement =>
    fileLink(
      form.toUpperCase(),
      `/v1/runs/${encodeURIComponent(run)}/statements/${encodeURIComponent(`${hospital}.${form}`)}`,
      `${hospital}.${form}`,
      language,
    );
  return [element('span', {}, say('statementFiles', language)), link('html'), link('xlsx'), link('csv')];
}

/** For each scenario: the hospitals' final payments against the fund's own table. */
function footLines(model: ReportModel, language: WebState['language']): HTMLElement[] {
  const fund = model.tables.find(({ schema }) => schema.name === 'fund');
  if (fund === undefined) return [];
  const row = textColumn(fund, 'insurance').indexOf('total');
  return model.statements.flatMap(({ scenario, lines }) => {
    const name = scenario === 'single' ? 'fund' : `${scenario}_fund`;
    if (fund.columns[name] === undefined || row === -1) return [];
    const sum = lines.reduce((total, { line, amountFen }) => total + (line === 'final_fund' ? amountFen : 0), 0);
    const told = numberColumn(fund, name)[row]!;
    const values = { sum: formatMoney(sum, 'yuan'), fund: formatMoney(told, 'yuan') };
    const title = scenario === 'single' ? '' : `${SCENARIOS[scenario][language]} · `;
    return [
      element(
        'p',
        { class: sum === told ? 'foot-ok' : 'failure', 'data-scenario': scenario },
        title + say(sum === told ? 'footOk' : 'footWrong', language, values),
      ),
    ];
  });
}

const SCENARIOS = { baseline: { zh: '基线', en: 'Baseline' }, reform: { zh: '改革', en: 'Reform' } } as const;
