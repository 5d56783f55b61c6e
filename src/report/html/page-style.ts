/** The look of report and page: one accent, no gradients, no shadows but one for overlays, tabular figures. */
export const PAGE_STYLE = `
:root{color-scheme:light;--bg:#f6f7f9;--card:#ffffff;--ink:#1c2127;--muted:#59626d;--rule:#dfe4ea;--strong-rule:#aab3bd;--accent:#0f5ea8;--on-accent:#ffffff;--gain:#0f5ea8;--loss:#9a4300;--wash:#eef2f7;--focus:#0f5ea8}
:root[data-theme=dark]{color-scheme:dark;--bg:#12161b;--card:#1a1f26;--ink:#e7eaee;--muted:#a3adb8;--rule:#313944;--strong-rule:#5b6672;--accent:#7db8f5;--on-accent:#10151a;--gain:#8fc3f7;--loss:#f3ad6a;--wash:#232a33;--focus:#9cc9f5}
*{box-sizing:border-box}
/* What is gone to stands below the bar, not under it. */
html{scroll-padding-top:64px}
body{margin:0;background:var(--bg);color:var(--ink);font:14px/1.5 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;font-variant-numeric:tabular-nums}
:lang(en) body{font-family:"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
h1,h2,h3,p,dl,dd,ul{margin:0}
h1{font-size:28px;line-height:1.3;font-weight:600;text-wrap:balance}
h2{font-size:18px;font-weight:600;margin:0 0 12px}
h3{font-size:15px;font-weight:600}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:3px}
.only-read{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-9999px}
.skip:focus{left:16px;top:8px;z-index:20;background:var(--card);padding:4px 12px}
.bar{position:sticky;top:0;z-index:10;display:flex;flex-wrap:wrap;align-items:center;gap:4px 20px;background:var(--card);border-bottom:1px solid var(--rule);padding:8px 24px}
.bar .product{font-weight:600}
.bar .place{color:var(--muted);margin-right:auto}
.group{display:flex;align-items:center;gap:8px}
.group>span{color:var(--muted);font-size:13px}
.choices{display:inline-flex;border:1px solid var(--strong-rule);border-radius:4px;overflow:hidden}
.choices button{border:0;border-right:1px solid var(--strong-rule);border-radius:0;background:none}
.choices button:last-child{border-right:0}
.choices button:focus-visible{outline-offset:-3px}
button,select,input[type=search]{font:inherit;font-size:13px;color:inherit;background:var(--card);border:1px solid var(--strong-rule);border-radius:4px;padding:3px 10px;min-height:28px}
button{cursor:pointer}
button:hover{background:var(--wash)}
button[aria-pressed=true],[role=tab][aria-selected=true]{background:var(--accent);color:var(--on-accent)}
main{max-width:1180px;margin:0 auto;padding:32px 24px 48px;display:grid;grid-template-columns:minmax(0,1fr);gap:32px}
.kicker{color:var(--muted);margin-bottom:4px}
.lead{font-size:16px;color:var(--muted);margin-top:8px;max-width:60em}
.caveat{font-size:13px;color:var(--muted);margin-top:12px}
.caveat::before{content:"";display:inline-block;width:8px;height:8px;margin-right:8px;border:1.5px solid var(--loss);transform:rotate(45deg)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:1px;border:1px solid var(--rule);border-radius:6px;background:var(--rule);overflow:hidden}
.figure{padding:16px 20px;background:var(--card);min-width:0;container-type:inline-size}
.figure h3{font-weight:400;font-size:14px;color:var(--muted)}
.number{font-size:clamp(20px,15cqi,30px);line-height:1.35;min-height:40px;font-weight:600;letter-spacing:-.01em}
.number.long{font-size:clamp(18px,9.8cqi,30px)}
@container (max-width:180px){.figure h3{min-height:42px}}
.number .unit{font-size:14px;font-weight:400;color:var(--muted);letter-spacing:0}
.change{color:var(--muted)}
.change b{white-space:nowrap}
.change b{font-weight:600}
.change.gain b{color:var(--gain)}
.change.loss b{color:var(--loss)}
.change.neutral b{color:var(--ink)}
.note{color:var(--muted);font-size:13px}
.notices ul{padding-left:20px}
.notices{border-left:3px solid var(--strong-rule);padding-left:16px}
.notices h2{font-size:15px;margin-bottom:4px}
.card{background:var(--card);border:1px solid var(--rule);border-radius:6px;padding:20px 24px;margin-bottom:16px}
.card-head{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:flex-start;margin-bottom:12px}
.card-head>div:first-child{flex:1 1 420px}
.card-head p{color:var(--muted);font-size:13px;margin-top:4px}
.tools{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.chart{width:100%}
.tabs{display:flex;flex-wrap:wrap;gap:4px;margin-bottom:12px}
.tabs button{border-radius:4px}
.panel{background:var(--card);border:1px solid var(--rule);border-radius:6px;padding:16px 20px 20px}
.panel h3{margin-bottom:8px}
.panel .tools{margin-bottom:12px}
.panel .count{color:var(--muted);font-size:13px;margin-left:auto}
.chooser{position:relative}
.chooser summary{list-style:none;cursor:pointer;font-size:13px;border:1px solid var(--strong-rule);border-radius:4px;padding:3px 10px;min-height:28px}
.chooser summary::-webkit-details-marker{display:none}
.chooser fieldset{position:absolute;z-index:6;top:32px;left:0;width:max-content;max-width:min(640px,80vw);max-height:360px;overflow:auto;background:var(--card);border:1px solid var(--strong-rule);border-radius:6px;padding:12px 16px;margin:0;box-shadow:0 4px 16px rgb(0 0 0/.18);columns:2}
.chooser label{display:flex;gap:8px;align-items:flex-start;font-size:13px;padding:2px 0;break-inside:avoid}
.scroll{overflow:auto;border:1px solid var(--rule);border-radius:4px}
.window{max-height:480px;contain:content}
table{border-collapse:separate;border-spacing:0;width:100%}
.plain th,.plain td{padding:7px 12px;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
.plain tbody tr:last-child>*{border-bottom:0}
.plain thead th{color:var(--muted);font-weight:600;font-size:13px;background:var(--card);border-bottom:1px solid var(--strong-rule)}
.plain tbody th{font-weight:400}
.plain .num{text-align:right;white-space:nowrap}
.plain .strong,.plain .total>*{font-weight:600}
.plain .total>*{border-top:1px solid var(--strong-rule)}
.plain .aside>*{color:var(--muted)}
.path{display:block;color:var(--muted);font-size:12px;font-family:ui-monospace,"Cascadia Mono",Consolas,"Noto Sans Mono",monospace;overflow-wrap:anywhere}
td.path{display:table-cell}
.grid{table-layout:fixed}
.grid th,.grid td{height:32px;padding:0 10px;border-bottom:1px solid var(--rule);overflow:hidden;text-overflow:ellipsis;white-space:nowrap;text-align:left;font-weight:400}
.grid .num{text-align:right}
.grid thead th{position:sticky;top:0;z-index:3;height:auto;background:var(--wash);border-bottom:1px solid var(--strong-rule);padding:0;white-space:normal;vertical-align:bottom}
.grid thead button{display:flex;align-items:flex-end;gap:4px;width:100%;height:100%;min-height:48px;border:0;border-radius:0;background:none;padding:6px 10px;text-align:inherit;font-weight:600;line-height:1.35}
.grid thead .num button{flex-direction:row-reverse;justify-content:flex-start}
.grid thead button:hover{background:var(--rule)}
.grid thead button:focus-visible{outline-offset:-2px}
.grid thead span{text-wrap:balance}
.grid thead small{display:block;font-weight:400;color:var(--muted);font-size:12px}
.grid tbody th,.grid thead th:first-child{position:sticky;left:0;z-index:2;background:var(--card)}
.grid thead th:first-child{z-index:4;background:var(--wash)}
.grid tbody tr:hover>*{background:var(--wash)}
.grid .spacer td{height:0;padding:0;border:0}
.arrow{width:10px;flex:none;color:var(--accent)}
.gain{color:var(--gain)}
.loss{color:var(--loss)}
.mark{display:inline-block;font-size:12px;line-height:18px;padding:0 6px;border:1px solid var(--strong-rule);border-radius:3px;white-space:nowrap}
.mark.document{border-color:var(--accent);color:var(--accent)}
.mark.preset{border-style:dashed}
.mark.custom{background:var(--wash);font-weight:600}
details>summary{cursor:pointer;margin:12px 0 8px}
.chooser>summary{margin:0}
section>h3{margin:4px 0 8px}
footer{border-top:1px solid var(--rule);padding-top:20px;color:var(--muted);font-size:12px}
footer h2{font-size:14px;margin-bottom:4px}
.identity{display:grid;grid-template-columns:repeat(auto-fill,minmax(340px,1fr));gap:4px 24px;margin-top:12px}
.identity div{display:flex;gap:8px}
.identity dt{flex:none;min-width:7em}
.identity dd{overflow-wrap:anywhere;font-family:ui-monospace,"Cascadia Mono",Consolas,"Noto Sans Mono","Noto Sans CJK SC",monospace}
.printed-rows{display:none}
@media (max-width:760px){main{padding:20px 16px}.bar{padding:8px 16px}.bar .place{width:100%}}
@page{size:A4;margin:14mm 12mm}
@media print{
:root,:root[data-theme=dark]{color-scheme:light;--bg:#fff;--card:#fff;--ink:#1c2127;--muted:#4c555f;--rule:#d3d9e0;--strong-rule:#8d97a2;--accent:#0f5ea8;--gain:#0f4c8a;--loss:#9a4300;--wash:#f1f4f7}
body{font-size:11px}
.bar,.tools,.tabs,.skip{display:none!important}
main{max-width:none;padding:0;gap:18px;display:block}
main>*{margin-bottom:18px}
h1{font-size:21px}h2{font-size:15px;break-after:avoid}h3{break-after:avoid}
.lead{font-size:13px}
.number{font-size:20px}
.figure{padding:10px 12px}
.figures{grid-template-columns:repeat(4,1fr)}
.card{break-inside:avoid;padding:12px;border-color:var(--rule)}
.panel{padding:0;border:0;margin-bottom:14px;display:block!important}
.scroll{overflow:visible;border:0;max-height:none}
.grid thead th,.grid tbody th{position:static}
.grid thead{display:table-header-group}
.grid tr{break-inside:avoid}
.grid th,.grid td{height:20px;padding:0 5px;font-size:10px}
.grid thead button{min-height:0;padding:3px 5px;font-size:10px}
.grid thead span{text-wrap:balance}
.grid thead small{font-size:9px}
.arrow{display:none}
.plain th,.plain td,.plain thead th{padding:3px 6px;font-size:10px}
.path,.mark,.note,.change,.card-head p{font-size:10px}
.mark{line-height:14px;padding:0 4px}
h3{font-size:12px}
.printed-rows{display:block;color:var(--muted);font-size:10px;margin-top:3px}
.identity{grid-template-columns:1fr 1fr}
}
`.trim();
