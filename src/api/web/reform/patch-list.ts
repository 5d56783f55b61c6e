import type { Language } from '../../../kernel/errors.js';
import { button, element } from '../../../report/page/dom.js';
import { type Lever, type Patch, patchText, reformYaml, WEIGHT_PATH } from '../levers.js';
import { say, WORDS } from '../words.js';

export interface PatchList {
  readonly nodes: readonly Node[];
  readonly show: () => void;
}

/** What the list is made of, as it stands at the moment. */
export interface PatchSource {
  readonly levers: () => readonly Lever[];
  readonly patches: () => readonly Patch[];
  /** All that the address sets, also what this baseline has no lever for. */
  readonly set: () => ReadonlyMap<string, number | string>;
  /** The address that shows it. */
  readonly link: () => string;
}

/** What is changed, in words; as a reform file; as a link. */
export function patchList(
  { levers, patches, set, link }: PatchSource,
  language: Language,
  onReset: () => void,
  onFailure: (error: unknown) => void,
): PatchList {
  const list = element('ul', { class: 'patches' });
  const resetAll = button(say('resetAll', language), onReset);
  const copyYaml = copyButton(say('copyYaml', language), () => reformYaml(patches(), WORDS.reformTitle));
  const copyLink = copyButton(say('copyLink', language), link);

  function copyButton(name: string, text: () => string): HTMLButtonElement {
    const node = button(name, () => {
      navigator.clipboard.writeText(text()).then(() => {
        node.textContent = say('copied', language);
        setTimeout(() => {
          node.textContent = name;
        }, 1500);
      }, onFailure);
    });
    return node;
  }
  return {
    nodes: [
      element('h3', {}, say('patches', language)),
      list,
      element('div', { class: 'tools' }, resetAll, copyYaml, copyLink),
    ],
    show() {
      const own = patches();
      const known = levers();
      const text = ({ path, value }: Patch): string =>
        patchText(known.find(({ parameter }) => parameter.path === path) as Lever, value, language);
      const unknown = [...set().keys()].filter(
        (path) => !path.startsWith(WEIGHT_PATH) && !known.some(({ parameter }) => parameter.path === path),
      );
      list.replaceChildren(
        ...(own.length === 0
          ? [element('li', { class: 'note' }, say('noPatches', language))]
          : own.map((patch) => element('li', {}, text(patch)))),
        ...unknown.map((path) => element('li', { class: 'wrong' }, say('leverGone', language, { path }))),
      );
      copyYaml.disabled = own.length === 0;
      resetAll.disabled = own.length === 0 && unknown.length === 0;
    },
  };
}
