import type { Language } from '../kernel/errors.js';
import { formatMoney } from '../report/format-number.js';
import { renderTextTable } from '../report/render-text-table.js';
import type { ReconcileRunResult } from '../run/reconcile/reconcile-run.js';
import { pagePlaces } from './result-places.js';

const MOST_CASES = 10;

/** What `reconcile` prints: the two sums, the reasons that make the difference, the largest cases of the appeal. */
export function renderReconcile(result: ReconcileRunResult, language: Language): string {
  const { tables, appeal, basis, folder, rejected } = result;
  const zh = language === 'zh';
  const table = (name: string) => tables.find(({ schema }) => schema.name === name)!;
  const total = table('reconcile_total');
  const number = (name: string): number => (total.columns[name] as Float64Array)[0]!;
  const yuan = (name: string): string => formatMoney(number(name), 'yuan');
  const words = basis === 'fund' ? (zh ? '基金支付' : "fund's part") : zh ? '应付总额' : 'pay in all';
  const out = [
    zh
      ? `与医保反馈对账（${words}）：本方 ${number('our_cases')} 例，反馈 ${number('bureau_cases')} 例，匹配 ${number('matched')} 例，有差额 ${number('different')} 例`
      : `Against the bureau's feedback (${words}): ${number('our_cases')} cases of ours, ${number('bureau_cases')} of theirs, ${number('matched')} matched, ${number('different')} differ`,
    zh
      ? `本方 ${yuan('our_amount')} 元，反馈 ${yuan('bureau_amount')} 元，差额 ${yuan('difference')} 元`
      : `ours ${yuan('our_amount')} yuan, theirs ${yuan('bureau_amount')} yuan, difference ${yuan('difference')} yuan`,
    '',
  ];
  const reasons = table('reconcile_reasons');
  const cases = reasons.columns.cases as Float64Array;
  const rows = [...cases.keys()].filter((row) => cases[row]! > 0);
  const columns = [zh ? 'name_zh' : 'name_en', 'cases', 'amount', 'above', 'below'];
  if (rows.length > 0) out.push(renderTextTable(reasons, { language, unit: 'yuan', columns, rows }), '');
  if (appeal.rowCount > 0) {
    out.push(zh ? `申诉清单（${appeal.rowCount} 例）` : `For an appeal (${appeal.rowCount} cases)`);
    const shown = ['case_id', 'department', 'reason', 'our_group', 'bureau_group', 'difference'];
    out.push(renderTextTable(appeal, { language, unit: 'yuan', columns: shown, limit: MOST_CASES }), '');
  }
  const unmatched = table('reconcile_unmatched').rowCount;
  if (unmatched > 0) {
    out.push(
      zh
        ? `! 未匹配 ${unmatched} 行，见 reconcile_unmatched.csv。`
        : `! ${unmatched} rows without a match: reconcile_unmatched.csv.`,
    );
  }
  if (rejected > 0) {
    out.push(zh ? `! 拒收 ${rejected} 处，见 rejected.csv。` : `! ${rejected} rejections: rejected.csv.`);
  }
  out.push(...(folder === undefined ? [] : pagePlaces(folder, language)), '');
  return out.join('\n');
}
