// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.report;

/** Style sheet and script of the page. */
final class Style {
  static final String SHEET =
"""
:root { --ink:#1d2430; --soft:#687285; --line:#e3e6ec; --good:#13795b; --bad:#b3392f; --ground:#f6f7f9; }
* { box-sizing:border-box }
body { margin:0; background:var(--ground); color:var(--ink); font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif }
main { max-width:1120px; margin:0 auto; padding:40px 24px 80px }
h1 { font-size:30px; letter-spacing:-.02em; margin:0 0 4px } h2 { font-size:19px; margin:44px 0 14px }
.lead { font-size:17px; color:var(--soft); margin:0 0 26px; max-width:60em }
.card { background:#fff; border:1px solid var(--line); border-radius:12px; padding:6px 20px; overflow-x:auto }
table { border-collapse:collapse; width:100% } th,td { padding:11px 10px; text-align:right; border-bottom:1px solid var(--line); white-space:nowrap }
tr:last-child td { border-bottom:0 } th { font-weight:600; color:var(--soft); font-size:13px } th:first-child,td:first-child { text-align:left }
td { font-variant-numeric:tabular-nums } td b { font-weight:650 }
.good { color:var(--good) } .bad { color:var(--bad) } small { color:var(--soft) }
.row { display:grid; grid-auto-flow:column; grid-auto-columns:minmax(0,1fr); gap:12px; background:#fff; border:1px solid var(--line); border-radius:12px; padding:14px; margin-bottom:14px }
figure { margin:0; max-width:300px } img { width:100%; border-radius:7px; display:block; background:#ddd } figcaption { font-size:13px; color:var(--soft); margin-top:7px; text-align:center }
.photographs figure { max-width:none } .photographs .row { grid-auto-flow:row; grid-template-columns:repeat(auto-fit,minmax(360px,1fr)) }
figure.adapted figcaption { color:var(--good); font-weight:650 } figure.adapted img { outline:2px solid var(--good); outline-offset:2px }
.name { font-size:12px; color:var(--soft); margin:20px 2px 6px; font-family:ui-monospace,monospace }
dl { display:grid; grid-template-columns:max-content 1fr; gap:6px 24px; margin:14px 0 } dt { color:var(--soft) } dd { margin:0; overflow-wrap:anywhere }
.mono dd { font-family:ui-monospace,monospace; font-size:13px }
.unclear { color:#9a6a00 }
.plots { display:grid; grid-template-columns:repeat(auto-fill,minmax(300px,1fr)); gap:14px } .plots figure { max-width:none; background:#fff; border:1px solid var(--line); border-radius:12px; padding:12px 16px }
.plots svg { width:100%; display:block; border-bottom:1px solid var(--line) } .plots figcaption { text-align:left; margin:0 0 6px } .plots line { stroke:var(--ink); stroke-dasharray:3 3 }
rect.better { fill:var(--good) } rect.worse { fill:var(--bad) } rect.same { fill:var(--soft) }
.slider { position:relative; --at:50% } .slider img { width:100% } .slider img+img { position:absolute; inset:0; clip-path:inset(0 0 0 var(--at)) } .slider input { position:absolute; inset:0; width:100%; height:100%; margin:0; opacity:0; cursor:ew-resize }
.slider i { position:absolute; top:0; bottom:0; left:var(--at); width:2px; background:#fff; box-shadow:0 0 4px #0008; pointer-events:none }
""";

  /**
   * Adds a slider to each row that compares input and adapted image; it uses the images of the row.
   */
  static final String SCRIPT =
"""
for (const row of document.querySelectorAll('.row')) {
  const input = row.querySelector('figure.input img'), adapted = row.querySelector('figure.adapted img');
  if (!input || !adapted) continue;
  const figure = document.createElement('figure');
  figure.innerHTML = '<div class="slider"><img alt="input"><img alt="adapted"><i></i><input type="range" aria-label="compare input and adapted" value="50"></div><figcaption>input | adapted: drag</figcaption>';
  const [left, right] = figure.querySelectorAll('img'), slider = figure.querySelector('.slider');
  left.src = input.src; right.src = adapted.src;
  figure.querySelector('input').addEventListener('input', e => slider.style.setProperty('--at', e.target.value + '%'));
  row.append(figure);
}
""";

  private Style() {}
}
