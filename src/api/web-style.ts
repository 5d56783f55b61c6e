/** What the page adds to the look of reports (report/html/page-style.ts). */
export const WEB_STYLE = `
.frame{display:grid;grid-template-columns:132px minmax(0,1fr);align-items:start}
.rail{position:sticky;top:46px;padding:20px 0 20px 12px;display:grid;gap:4px}
.rail a{display:block;padding:8px 12px;border-radius:4px 0 0 4px;text-decoration:none;color:var(--ink);border-left:3px solid transparent}
.rail a:hover{background:var(--wash)}
.rail a[aria-current=page]{background:var(--card);border-left-color:var(--accent);font-weight:600}
main.room{max-width:none;margin:0;padding:24px;display:block;min-height:calc(100vh - 46px)}
main.reform-room{display:grid;grid-template-columns:340px minmax(0,1fr);gap:24px;align-items:start}
.left{background:var(--card);border:1px solid var(--rule);border-radius:6px;padding:16px;position:sticky;top:62px;max-height:calc(100vh - 78px);overflow:auto}
.left h3{margin:16px 0 8px}
.right{display:grid;gap:16px;grid-template-columns:minmax(0,1fr)}
.right h1,.wide h1,.sheet h1{font-size:24px}
.right .lead,.wide .lead,.sheet .lead{margin-top:-8px;font-size:14px}
.wide,.sheet{display:grid;gap:16px;max-width:1180px;grid-template-columns:minmax(0,1fr)}
.lever-group{border-top:1px solid var(--rule)}
.lever-group>summary{font-weight:600;margin:8px 0}
.lever{padding:6px 0 6px 8px;border-left:3px solid transparent}
.lever.moved{border-left-color:var(--accent)}
.lever-head{display:flex;justify-content:space-between;gap:8px;align-items:baseline;font-size:13px}
.lever-set{display:grid;grid-template-columns:minmax(0,1fr) 92px;gap:12px;align-items:center}
.lever-set input[type=range]{width:100%;accent-color:var(--accent)}
.lever input[type=text]{font:inherit;font-size:13px;color:inherit;background:var(--card);border:1px solid var(--strong-rule);border-radius:4px;padding:2px 6px;text-align:right;width:100%;min-height:28px}
.lever select{width:100%}
.lever small{color:var(--muted);font-size:12px}
.lever-below{min-height:39px}
.lever-foot{display:flex;justify-content:space-between;align-items:flex-start;gap:8px;min-height:22px;font-size:12px;color:var(--muted)}
.lever-foot .undo{margin-left:auto;flex:none}
.undo{min-height:22px;padding:0 8px;font-size:12px}
.undo[hidden]{display:none}
.wrong{color:var(--loss);font-size:12px}
.wrong:empty{display:none}
.lever input[aria-invalid=true]{border-color:var(--loss)}
.quick{display:flex;flex-wrap:wrap;gap:4px;align-items:center;font-size:13px;margin-bottom:4px}
.quick span{width:100%;color:var(--muted)}
.quick button{padding:2px 8px}
.patches{padding-left:18px;font-size:13px;margin-bottom:12px}
.patches .note{list-style:none;margin-left:-18px}
button.primary{background:var(--accent);color:var(--on-accent);border-color:var(--accent);padding:4px 16px}
button:disabled{opacity:1;background:var(--wash);color:var(--muted);border-color:var(--rule);cursor:default}
.answer-head{display:flex;flex-wrap:wrap;gap:8px 16px;justify-content:space-between;align-items:center;min-height:44px}
.exactness{position:relative;flex:1 1 260px;color:var(--muted);font-size:13px;min-height:21px}
.exactness .failure{position:absolute;z-index:5;left:0;right:0;top:50%;transform:translateY(-50%);min-height:44px;padding:4px 12px;border:1px solid var(--rule);border-left:3px solid var(--loss);border-radius:4px;color:var(--ink);line-height:1.4}
.exactness .failure button{flex:none}
main>.failure{grid-column:1/-1;margin-bottom:16px}
.figures.not-final .number,.figures.not-final .change b{color:var(--muted)}
.charts .card{margin-bottom:16px}
.right .figures .figure{min-height:118px}
.progress{display:flex;gap:12px;align-items:center;background:var(--card);border:1px solid var(--rule);border-radius:6px;padding:12px 16px}
.progress progress{flex:1;accent-color:var(--accent)}
.failure{border-left:3px solid var(--loss);background:var(--card);padding:12px 16px;display:flex;gap:16px;justify-content:space-between;align-items:center;white-space:pre-line}
.empty{border:1px dashed var(--strong-rule);border-radius:6px;padding:16px;color:var(--muted);display:flex;gap:16px;align-items:center;flex-wrap:wrap}
.downloads{display:flex;flex-wrap:wrap;gap:16px;align-items:center;font-size:13px}
.downloads>span{color:var(--muted)}
#result{display:grid;gap:16px;grid-template-columns:minmax(0,1fr);margin-top:16px}
.intake{display:grid;gap:12px;justify-items:start}
.drop{display:grid;gap:4px;justify-items:center;width:100%;padding:28px;border:2px dashed var(--strong-rule);border-radius:6px;background:var(--card);cursor:pointer;text-align:center}
.drop.over,.only-read:focus-visible+.drop{border-color:var(--accent);background:var(--wash)}
.hospital-result,.cases{display:grid;gap:16px;grid-template-columns:minmax(0,1fr)}
.cases>table,.in-stay>.scroll{background:var(--card)}
.cases>table{border:1px solid var(--rule);border-radius:4px}
#worst-groups td,#worst-groups th,.cases td,.cases th{vertical-align:baseline}
.as-button{font-size:13px;border:1px solid var(--strong-rule);border-radius:4px;padding:3px 10px;min-height:28px;background:var(--card);cursor:pointer}
.as-button:hover{background:var(--wash)}
.only-read:focus-visible+.as-button{outline:2px solid var(--focus);outline-offset:2px}
.cases:empty,.full-run:empty{display:none}
.reading dl{display:flex;gap:32px}
.reading dl div{display:flex;gap:8px}
.reading dt{color:var(--muted)}
.reading dd{font-weight:600}
.reading ul{padding-left:18px}
.tree{background:var(--card);border:1px solid var(--rule);border-radius:6px;padding:12px 16px;font-size:13px}
.tree:empty{display:none}
.branch>div{margin-left:18px;border-left:1px solid var(--rule);padding-left:10px}
.branch>summary{margin:4px 0}
.leaf{margin:2px 0}
.foot-ok{font-weight:600}
.noscript{padding:24px}
.lever .source{font-size:12px;color:var(--muted);margin:0;line-height:1.4}
.weight-add{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:8px}
.weight-add input[type=text]{text-align:left}
.baseline{display:grid;gap:4px;font-size:13px;margin-bottom:8px}
.baseline select,.lever select,.baseline details select{width:100%;min-width:0}
.baseline button{margin-top:4px}
.baseline .full-run,.left .full-run{margin-top:8px}
.left .progress{flex-wrap:wrap;padding:8px}
.chart-tabs{min-width:0}
.chart-tabs .card{margin-bottom:0}
.chart-tabs .charts{display:grid;gap:16px;grid-template-columns:minmax(0,1fr)}
.chart-tabs .charts[hidden]{display:none}
.chart-tabs>.tabs{margin-bottom:8px}
.to-table{font:inherit;color:inherit;background:none;border:0;border-bottom:1px dotted currentColor;padding:0;min-height:0;cursor:pointer;border-radius:0}
.to-table:hover{color:var(--accent)}
.hint{display:flex;gap:16px;align-items:center;justify-content:space-between;background:var(--card);border:1px solid var(--accent);border-radius:6px;padding:12px 16px}
.hint ol{padding-left:20px;margin:0}
.hint button{flex:none}
.skeleton{display:grid;gap:12px;grid-column:1/-1;width:100%;max-width:1180px}
.skeleton>p{color:var(--muted)}
.bones{display:grid;gap:16px}
.bone{background:var(--wash);border:1px solid var(--rule);border-radius:6px}
.bone.line{height:28px;width:60%}.bone.numbers{height:118px}.bone.chart{height:320px}
.key-form{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.key-form input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--strong-rule);border-radius:4px;padding:4px 8px;min-width:240px}
dialog.over{width:min(1080px,94vw);max-height:88vh;overflow:auto;background:var(--card);color:var(--ink);border:1px solid var(--strong-rule);border-radius:6px;padding:20px 24px;margin:auto}
dialog.over .card-head{justify-content:space-between}
dialog.over::backdrop{background:rgba(0,0,0,.45)}
.sources{display:grid;gap:12px}
.steps{display:flex;flex-wrap:wrap;gap:4px 16px;background:var(--card);border:1px solid var(--rule);border-radius:6px;padding:8px 16px}
.steps a{padding:4px 0}
.price-steps{background:var(--card);border:1px solid var(--rule);border-radius:6px;padding:12px 16px}
.price-steps dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(260px,1fr));gap:4px 24px}
.price-steps dl div{display:flex;justify-content:space-between;gap:12px;border-bottom:1px solid var(--rule)}
.price-steps dt{color:var(--muted)}
.price-steps dd{font-variant-numeric:tabular-nums;font-weight:600}
.quality,.in-stay-part,.in-stay{display:grid;gap:12px;grid-template-columns:minmax(0,1fr)}
.used,.one-line{white-space:nowrap}
.used .track{display:inline-block;width:72px;height:8px;border:1px solid var(--strong-rule);border-radius:4px;overflow:hidden;margin-right:8px;vertical-align:middle}
.used .track span{display:block;height:100%;background:var(--accent)}
.used.yellow .track span{background:#c98a00}.used.red .track span{background:var(--loss)}
.used.red{color:var(--loss);font-weight:600}
@media screen and (max-width:1100px){.exactness{flex-basis:100%;min-height:62px;display:flex;align-items:center}.exactness .failure{font-size:12px;line-height:1.35}.frame{grid-template-columns:96px minmax(0,1fr)}main.reform-room{grid-template-columns:300px minmax(0,1fr);gap:16px}main.room{padding:16px}.figures{grid-template-columns:1fr 1fr}}
@media screen and (max-width:820px){.frame,main.reform-room{grid-template-columns:minmax(0,1fr)}.rail{position:static;display:flex;padding:8px 16px}.left{position:static;max-height:none}}
@media print{.panel[hidden],.left,.exactness .failure,.full-run,.key-form{display:none!important}.right>*,.wide>*,.hospital-result>*,#result>*{margin-bottom:14px}.right .lead,.wide .lead{margin-top:2px;font-size:11px}.used .track,.as-button{display:none}h1{break-after:avoid}.hint,.steps,.rail,.left,.downloads,.answer-head button,.intake,.progress,.sheet .lead{display:none!important}.frame,main.reform-room{display:block}main.room{padding:0}.sheet,.right,.wide{display:block}.sheet h1{font-size:16px}.sheet .scroll{overflow:visible}}
`.trim();
