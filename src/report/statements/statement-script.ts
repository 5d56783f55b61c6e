/**
 * The only script of a statement's page: it shows the reader's choices of language, unit, theme and zero lines, all of
 * which are in the page already, and keeps them in the address behind `#`. Without it the page reads and prints whole.
 */
export const STATEMENT_SCRIPT = `
(() => {
  const root = document.documentElement;
  const given = new URLSearchParams(location.hash.slice(1));
  const state = { lang: root.lang === 'en' ? 'en' : 'zh', unit: 'yuan', theme: 'auto', zeros: 'shown' };
  const allowed = { lang: ['zh', 'en'], unit: ['yuan', 'wan'], theme: ['auto', 'light', 'dark'], zeros: ['shown', 'hidden'] };
  for (const name in allowed) if (allowed[name].includes(given.get(name))) state[name] = given.get(name);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    root.lang = state.lang === 'zh' ? 'zh-CN' : 'en';
    root.dataset.theme = state.theme === 'dark' || (state.theme === 'auto' && dark.matches) ? 'dark' : 'light';
    root.dataset.unit = state.unit;
    root.dataset.zeros = state.zeros;
    for (const node of document.querySelectorAll('[data-language]')) node.hidden = node.dataset.language !== state.lang;
    for (const node of document.querySelectorAll('[data-choice]'))
      node.setAttribute('aria-pressed', String(state[node.dataset.choice] === node.value));
    for (const node of document.querySelectorAll('[data-zeros]')) if (node !== root) node.checked = state.zeros === 'shown';
    document.title = document.querySelector('[data-language=' + state.lang + '] h1').textContent;
  };
  const choose = (name, value) => {
    state[name] = value;
    apply();
    try { history.replaceState(null, '', '#' + new URLSearchParams(state)); } catch {}
  };
  addEventListener('click', ({ target }) => {
    const button = target.closest('[data-choice]');
    if (!button) return;
    choose(button.dataset.choice, button.value);
    const twin = [...document.querySelectorAll('[data-choice=' + button.dataset.choice + ']')].find((node) => node.value === button.value && node.offsetParent);
    if (twin) twin.focus();
  });
  addEventListener('change', ({ target }) => {
    if (target.matches('input[data-zeros]')) choose('zeros', target.checked ? 'shown' : 'hidden');
  });
  dark.addEventListener('change', apply);
  for (const node of document.querySelectorAll('.bar')) node.classList.remove('without-script');
  apply();
})();
`.trim();
