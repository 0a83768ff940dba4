package publication

import "html/template"

// style is the look of an edition: print-like, one accent, legible in black and
// white. On a narrow screen the annex turns from a table into entries.
const style template.CSS = `
:root{--paper:#fff;--ink:#1b1b1b;--soft:#5a5a5a;--rule:#d4d1ca;--wash:#f4f2ee;--accent:#1a4f7a}
@media (prefers-color-scheme:dark){:root{--paper:#15171a;--ink:#e4e2dd;--soft:#a3a19b;--rule:#3a3d42;--wash:#1e2125;--accent:#8fbde6}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;-webkit-text-size-adjust:100%}
body{max-width:72rem;margin:0 auto;padding:1.5rem 1.25rem 4rem;overflow-wrap:break-word}
h1,h2,h3{font-family:Georgia,"Noto Serif","DejaVu Serif",serif;line-height:1.2;font-weight:600}
h1{font-size:1.9rem;margin:.1em 0 .3em}
h2{font-size:1.3rem;margin:2.2rem 0 .6rem;padding-top:.5rem;border-top:2px solid var(--ink)}
h3{font-size:1.05rem;margin:1.2rem 0 .2rem}
p{margin:.4rem 0;max-width:46rem}
ul,ol{padding-left:1.3rem;max-width:56rem}
small{font-size:.82em;color:var(--soft)}
a{color:var(--accent);text-underline-offset:.15em;text-decoration-thickness:1px}
.kicker{text-transform:uppercase;letter-spacing:.06em;font-size:.8rem;color:var(--soft)}
.known{padding:.45rem .7rem;background:var(--wash);border-left:4px solid var(--accent)}
.facts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:1rem 0}
.facts dt{font-size:.75rem;color:var(--soft)}
.facts dd{margin:0;max-width:46rem}
.hash{font-family:ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.note,figcaption,.rule{font-size:.87rem;color:var(--soft)}
.rule{border-left:4px solid var(--rule);padding-left:.7rem}
nav{display:flex;flex-wrap:wrap;gap:.2rem 1rem;padding:.5rem 0;border-block:1px solid var(--rule);font-size:.9rem}
figure{margin:1.2rem 0}
svg{width:100%;height:auto;max-height:16rem;display:block}
svg text{font-size:9px;fill:var(--soft)}
.ink{fill:var(--accent)}
.hatch{fill:url(#hatch);stroke:var(--accent);stroke-width:.6}
.line{stroke:var(--rule);stroke-width:.6}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
th,td{padding:.35rem .6rem .35rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule);font-weight:400}
thead th{font-weight:600;border-bottom:1px solid var(--ink);vertical-align:bottom}
th small{display:block}
tbody th{min-width:11rem}
.sum th,.sum td{background:var(--wash);font-weight:600}
.sum small{font-weight:400}
td{min-width:4.5rem}
.annex{font-size:.85rem;line-height:1.4}
.annex td{min-width:0}
.annex td:first-child{color:var(--soft)}
.annex td:nth-child(2){width:15%}.annex td:nth-child(3){width:22%}.annex td:nth-child(4){width:26%}
.annex tr{break-inside:avoid}
.v{font-weight:600}
.violation,.alleged_violation{border-bottom:2px solid currentColor}
.alleged_violation{border-bottom-style:dashed}
.excepted,.outside{font-weight:400;color:var(--soft)}
[id]{scroll-margin-top:1rem}
:target:not(section){background:color-mix(in srgb,var(--accent) 18%,transparent)}
details{margin:.3rem 0}
summary{cursor:pointer}
section>details>summary{font-family:Georgia,"Noto Serif",serif;font-weight:600;margin-top:1rem}
.index{columns:20rem;list-style:none;padding:0;max-width:none;font-size:.8rem;overflow-wrap:anywhere}
.sets details:not([open]){display:inline-block;min-width:11rem;font-size:.85rem}
.set{font-size:.85rem;max-width:none;scroll-margin-top:5rem}
@media screen and (max-width:44rem){
html{font-size:14px}
body{padding:1rem .8rem 3rem}
h1{font-size:1.5rem}
.facts{display:block}.facts div{margin:.4rem 0}
th,td{padding-right:.4rem}
tbody th{min-width:8rem}
svg text{font-size:15px}
.annex,.annex tbody,.annex tr,.annex td{display:block;width:auto}
.annex thead{display:none}
.annex td,.annex td:nth-child(n){border:0;padding:.05rem 0;width:auto}
.annex td:first-child{float:left;margin-right:.6rem}
.annex tr{border-bottom:1px solid var(--rule);padding:.5rem 0}
}
@page{size:A4;margin:16mm 14mm}
@media print{
:root{--paper:#fff;--ink:#000;--soft:#444;--rule:#bbb;--wash:#f2f2f2;--accent:#123}
html{font-size:9.5pt}
body{max-width:none;padding:0}
nav{display:none}
a{color:inherit;text-decoration:none}
.wide{overflow:visible}
thead{display:table-header-group}
h2,h3{break-after:avoid}
tr,figure{break-inside:avoid}
}
`
