"""The style sheet of all pages, put into each of them: a page needs nothing but itself."""

from typing import Final

CSS: Final = """\
:root{color-scheme:light dark;--paper:#fcfbf8;--ink:#1f1d1a;--soft:#6a645b;--line:#e4dfd6;--panel:#f4f1ea;\
--accent:#8f2d1d;--serif:"Iowan Old Style","Palatino Linotype",Palatino,Charter,"Noto Serif",Georgia,serif;\
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
@media(prefers-color-scheme:dark){:root{--paper:#171614;--ink:#e9e5dd;--soft:#a39c90;--line:#35322d;\
--panel:#211f1c;--accent:#f0a48f}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.65 var(--serif);overflow-wrap:break-word}
header,main,footer{max-width:41rem;margin-inline:auto;padding-inline:1.25rem}
a{color:inherit;text-decoration-color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.2em}
a:hover,a:focus-visible{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:2px}
h1,h2,h3{line-height:1.2;font-weight:600;text-wrap:balance;margin:0}
.site{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;justify-content:space-between;align-items:baseline;\
padding-block:1.25rem;font:.9375rem/1.5 var(--sans)}
.site a{text-decoration:none}
.site .name{font-weight:600}
.site .feeds,.meta,.subscribe,.about,.earlier,footer{font-family:var(--sans)}
.site .feeds{color:var(--soft)}
.masthead{padding-block:3.5rem 1.5rem}
.masthead h1{font-size:clamp(2rem,1.5rem + 2.5vw,2.75rem);letter-spacing:-.015em}
.masthead p{margin:.75rem 0 0;color:var(--soft);max-width:34rem}
.subscribe{background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:1.1rem 1.25rem 1.25rem;\
font-size:.9375rem;line-height:1.55}
.subscribe h2{font-size:1rem}
.subscribe p{margin:.4rem 0 0;color:var(--soft)}
.subscribe dl{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.5rem 1rem;margin:1rem 0;align-items:center}
.subscribe dt{font-weight:600}
.subscribe dd{margin:0}
.subscribe code{display:block;font:.8125rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;\
background:var(--paper);border:1px solid var(--line);border-radius:.25rem;padding:.35rem .6rem;\
overflow-wrap:anywhere;-webkit-user-select:all;user-select:all}
.list{list-style:none;margin:2.5rem 0 0;padding:0}
.list>li{padding-block:1.75rem;border-top:1px solid var(--line)}
.list h2{font-size:1.4375rem}
.list h2 a{text-decoration:none}
.list h2 a:hover{text-decoration:underline;text-decoration-thickness:1px}
.list p{margin:.5rem 0 0;font-size:1.0625rem;line-height:1.6}
.meta{color:var(--soft);font-size:.875rem;line-height:1.5}
.list .meta{margin:0 0 .4rem;font-size:.875rem}
.earlier{border-top:1px solid var(--line);padding-top:1.5rem;font-size:.9375rem}
.earlier h2{font-size:1rem}
.earlier ul{list-style:none;margin:.75rem 0 0;padding:0}
.earlier li{padding-block:.3rem}
.earlier a{text-decoration:none}
.earlier a:hover{text-decoration:underline}
article{padding-block:2rem 1rem}
article>h1{font-size:clamp(1.875rem,1.45rem + 2.2vw,2.625rem);letter-spacing:-.012em}
article>.meta{margin:1rem 0 2rem;padding-bottom:1rem;border-bottom:1px solid var(--line)}
.standfirst{font-size:1.25rem;line-height:1.5;color:var(--soft);margin:1rem 0 0}
.body>:first-child{margin-top:0}
.body p,.body ul,.body ol,.body blockquote,.body pre,.body table{margin:1.15rem 0 0}
.body h2,.body h3{margin:2.25rem 0 -.1rem;font-size:1.0625rem;font-family:var(--sans);letter-spacing:.02em}
.body blockquote{margin-inline:0;padding-inline-start:1.1rem;border-inline-start:3px solid var(--line);\
color:var(--soft)}
.body pre,.body table{display:block;max-width:100%;overflow-x:auto}
img,video,audio{max-width:100%;height:auto;border-radius:.25rem}
figure{margin:0 0 1.75rem}
figcaption{font:.875rem/1.5 var(--sans);color:var(--soft)}
img+figcaption{margin-top:.5rem}
figure.words{border-inline-start:3px solid var(--accent);padding-inline-start:1rem}
figure.words figcaption b{display:block;font-weight:600;color:var(--ink)}
.about{margin-top:3rem;padding-top:1.25rem;border-top:1px solid var(--line);font-size:.875rem;line-height:1.55;\
color:var(--soft)}
.about h2{font-size:.875rem;color:var(--ink)}
.about dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.3rem 1.25rem;margin:.6rem 0 0}
.about dd{margin:0}
.tags{font-family:var(--sans);font-size:.875rem;color:var(--soft);margin:2rem 0 0}
footer{padding-block:2rem 3rem;font-size:.875rem;color:var(--soft);line-height:1.6}
@media(max-width:30rem){body{font-size:1.0625rem}.masthead{padding-top:2rem}\
.list p{font-size:1rem}.subscribe code{font-size:.75rem}\
.subscribe dl{grid-template-columns:minmax(0,1fr);gap:.2rem}.subscribe dd+dt{margin-top:.5rem}\
.about dl{grid-template-columns:minmax(0,1fr);gap:0}.about dd{margin-bottom:.5rem}}
@media print{.site .feeds,.subscribe,footer{display:none}body{background:#fff;color:#000}}
"""
