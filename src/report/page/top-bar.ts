import { label, MONEY_UNIT_LABELS } from '../labels.js';
import type { ReportModel } from '../report-model.js';
import { button, element } from './dom.js';
import type { PageState } from './page-state.js';

type Choice = 'language' | 'theme' | 'unit';

/** Product, region and year in view, and the reader's three choices. */
export function topBar(
  model: ReportModel,
  state: PageState,
  onChoice: (choice: Choice, value: string) => void,
): readonly Node[] {
  const { language } = state;
  const choices = (choice: Choice, name: string, options: readonly (readonly [string, string])[]) =>
    element(
      'div',
      { class: 'group' },
      element('span', { id: `choice-${choice}` }, name),
      element(
        'div',
        { class: 'choices', role: 'group', 'aria-labelledby': `choice-${choice}` },
        ...options.map(([value, text]) =>
          button(text, () => onChoice(choice, value), {
            'aria-pressed': String(state[choice] === value),
            'data-choice': `${choice}-${value}`,
            lang: choice === 'language' ? (value === 'zh' ? 'zh-CN' : 'en') : undefined,
          }),
        ),
      ),
    );
  const place = language === 'zh' ? `${model.region.zh} · ${model.year} 年` : `${model.region.en} · ${model.year}`;
  return [
    element('span', { class: 'product' }, label('product', language)),
    element('span', { class: 'place' }, place),
    choices('unit', label('moneyUnit', language), [
      ['wan', MONEY_UNIT_LABELS.wan[language]],
      ['yuan', MONEY_UNIT_LABELS.yuan[language]],
    ]),
    choices('language', label('language', language), [
      ['zh', '中文'],
      ['en', 'English'],
    ]),
    choices('theme', label('theme', language), [
      ['auto', label('themeAuto', language)],
      ['light', label('themeLight', language)],
      ['dark', label('themeDark', language)],
    ]),
  ];
}
