/** The style sheet. Every pair of colours has a contrast of 4.5 or more; no colour says what a word does not. */
export const styles = `
:root {
  --page: #f6f7f9; --card: #ffffff; --line: #d5dae1; --text: #1c2128; --dim: #535c68; --code: #eef1f5; --link: #0b57b0;
  --pass: #17663a; --fail: #b3261e; --warn: #845100; --off: #535c68; --on-badge: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171b; --card: #1c2026; --line: #353c46; --text: #e4e8ed; --dim: #a3adb9; --code: #262c34; --link: #8ab8ff;
    --pass: #74d397; --fail: #ff9489; --warn: #f2bd5c; --off: #a3adb9; --on-badge: #14171b;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
header, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
footer { padding-bottom: 2rem; color: var(--dim); font-size: .875rem; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; }
h2 { margin: 2.25rem 0 .75rem; font-size: 1.2rem; }
h3 { margin: 0; font-size: 1.02rem; line-height: 1.4; }
p { margin: .5rem 0; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, input:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
h1, h2, h3, p, li, dt, dd, td, th, summary { overflow-wrap: anywhere; }
code, pre { font: .875rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { overflow-wrap: anywhere; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--code); border-radius: .35rem;
  padding: .35rem .6rem; max-height: 24rem; overflow: auto; }
.badge { display: inline-block; padding: .1em .6em; border-radius: 1em; background: var(--off); color: var(--on-badge);
  font-size: .8rem; font-weight: 700; white-space: nowrap; letter-spacing: .02em; }
h1 .badge { font-size: 1.15rem; }
.badge.pass { background: var(--pass); } .badge.fail { background: var(--fail); } .badge.warn { background: var(--warn); }
.lead { font-size: 1.05rem; } .dim { color: var(--dim); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.15rem;
  margin: .75rem 0; }
.check { border-left: .35rem solid var(--off); }
.check.fail { border-left-color: var(--fail); } .check.warn { border-left-color: var(--warn); }
.check.pass { border-left-color: var(--pass); }
.check > h3 { display: flex; flex-wrap: wrap; gap: .3rem .6rem; align-items: baseline; }
.check > h3 .dim, li > h3 .dim, summary .dim { font-weight: 400; font-size: .925rem; }
.contract { margin: .35rem 0 0; color: var(--dim); font-size: .925rem; }
.finding { margin-top: .9rem; padding-top: .9rem; border-top: 1px solid var(--line); }
.finding > p { margin: 0 0 .5rem; font-weight: 600; }
dl { margin: 0; display: grid; grid-template-columns: fit-content(14rem) minmax(0, 1fr); gap: .35rem 1rem; }
dt { color: var(--dim); } dd { margin: 0; }
.finding dt { padding-top: .2rem; }
details { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; margin: .75rem 0; }
summary { cursor: pointer; padding: .7rem 1.15rem; font-weight: 600; }
details > :not(summary) { margin-left: 1.15rem; margin-right: 1.15rem; }
details > ul { padding: 0; list-style: none; margin-top: 0; }
details > ul > li { padding: .5rem 0; border-top: 1px solid var(--line); }
details > pre { margin-bottom: 1rem; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--line); }
tr:last-child > * { border-bottom: 0; }
thead th { color: var(--dim); font-weight: 600; font-size: .875rem; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
.bar { width: 11rem; } .bar svg { display: block; width: 100%; height: .8rem; margin-top: .35rem; }
.bar rect { fill: var(--pass); } .bar .rail { fill: var(--code); }
.bar .failed, .bar .interrupted, .bar .running { fill: var(--fail); } .bar .skipped { fill: var(--off); }
form { margin: 1.75rem 0 0; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; }
input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--dim); border-radius: .4rem;
  padding: .35rem .6rem; width: min(24rem, 100%); }
[hidden] { display: none !important; }
@media (max-width: 40rem) {
  dl { grid-template-columns: minmax(0, 1fr); } dd { margin-bottom: .4rem; } .bar { display: none; }
}
@media print {
  body { background: none; font-size: 10pt; } form { display: none; } pre { max-height: none; }
  .card, details { break-inside: avoid-page; }
  details::details-content { content-visibility: visible; display: block; }
}
`
