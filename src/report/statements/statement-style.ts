import { CAVEAT } from '../report-model.js';

/** On every printed page, in both languages: pages get separated. */
const FOOT = `${CAVEAT.zh} · ${CAVEAT.en}`;

/** What a statement's page adds to the look of the report (html/page-style.ts). */
export const STATEMENT_STYLE = `
.sheet h1{font-size:24px}
.sheet .about{display:grid;grid-template-columns:repeat(auto-fill,minmax(440px,1fr));gap:2px 24px;margin-top:12px;font-size:13px}
.sheet .about div{display:flex;gap:8px}
.sheet .about dt{flex:none;min-width:6em;color:var(--muted)}
.sheet .about dd{overflow-wrap:anywhere}
.sheet .hash{color:var(--muted);font-size:12px;font-family:ui-monospace,"Cascadia Mono",Consolas,"Noto Sans Mono",monospace}
.sheet section{margin-top:24px}
.sheet section .scroll{background:var(--card)}
.sheet .aside-note{color:var(--muted);font-size:13px;margin-top:8px}
.ledger td:first-child,.ledger th:first-child{width:3em}
.ledger th:nth-child(2){width:19%}
.ledger th:nth-child(4),.ledger td:nth-child(4){width:10em}
.ledger th:nth-child(5){width:21%}
.ledger td:nth-child(3){overflow-wrap:anywhere}
.ledger .total>*{background:var(--wash)}
.ledger .total>:nth-child(3),.ledger .total>:nth-child(5),.ledger .total .path{font-weight:400}
.totals{table-layout:fixed}
.totals th:first-child{width:30%}
.sheet footer{margin-top:24px}
.totals tr>:last-child{font-weight:600}
:root[data-unit=yuan] .wan,:root[data-unit=wan] .yuan{display:none}
:root[data-zeros=hidden] .zero{display:none}
[hidden],.without-script{display:none!important}
@page{@bottom-left{content:"${FOOT}";font-size:8px;color:#4c555f}@bottom-right{content:counter(page) " / " counter(pages);font-size:8px;color:#4c555f}}
@media print{
.sheet .caveat{font-size:10px;margin-top:6px}
.sheet h1{font-size:18px}
.sheet section{margin-top:12px}
.sheet .about{font-size:10px;grid-template-columns:1fr 1fr;margin-top:6px}
.sheet .hash,.sheet .aside-note{font-size:9px}
.ledger td,.ledger th,.ledger thead th{padding:2px 5px!important}
.ledger tr{break-inside:avoid}
.ledger thead{display:table-header-group}
.ledger .path{font-size:8.5px}
.ledger td:nth-child(3){font-size:9.5px}
}
`.trim();
