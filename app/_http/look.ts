/** The colours of app/globals.css used by these pages; a test compares them. */
export const colours = {
  paper: '#fbfaf7',
  sheet: '#ffffff',
  line: '#dfdad0',
  'line-strong': '#8f887a',
  ink: '#1c2024',
  'ink-2': '#4a5058',
  indigo: '#1d4f7c',
  pine: '#1c6349',
  'pine-wash': '#e5f1eb',
  ochre: '#7d5700',
  'ochre-wash': '#f8efd9',
  cinnabar: '#a3281b',
  'cinnabar-wash': '#fbe9e5',
}

const roots = Object.entries(colours)
  .map(([name, value]) => `--${name}:${value}`)
  .join(';')

/** All styles of the check-in pages, for Chromium 86 and later. */
export const look = `:root{${roots}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei UI","Microsoft YaHei","Noto Sans CJK SC",sans-serif;font-variant-numeric:tabular-nums;line-break:strict;-webkit-text-size-adjust:100%}
main{max-width:28rem;margin:0 auto;padding:20px 16px 48px}
h1{margin:0 0 4px;font:600 24px/1.35 "Songti SC","Source Han Serif SC","Noto Serif CJK SC",STSong,SimSun,serif}
h2{margin:0 0 8px;font-size:17px;line-height:1.4}
p{margin:0 0 12px}
.quiet{color:var(--ink-2)}
.small{font-size:14px}
.who{margin:24px 0 12px;font-size:20px}
.who b{font-size:26px}
.card{margin:24px 0;padding:16px;border:1px solid var(--line);border-radius:8px;background:var(--sheet)}
.said{margin:20px 0;padding:14px 16px;border-left:4px solid;border-radius:6px}
.said b{display:block;font-size:26px;line-height:1.3}
.said p{margin:4px 0 0}
.button+p{margin-top:8px}
.good{border-color:var(--pine);background:var(--pine-wash)}.good b{color:var(--pine)}
.late{border-color:var(--ochre);background:var(--ochre-wash)}.late b{color:var(--ochre)}
.bad{border-color:var(--cinnabar);background:var(--cinnabar-wash)}.bad b{color:var(--cinnabar);font-size:20px}
label{display:block;margin-bottom:12px;font-weight:600}
input{display:block;width:100%;min-height:48px;margin-top:4px;padding:8px 12px;border:1px solid var(--line-strong);border-radius:6px;background:var(--sheet);color:var(--ink);font:inherit;font-weight:400}
input[aria-invalid]{border:2px solid var(--cinnabar)}
.digits{font-size:28px;letter-spacing:.3em}
.error{display:block;color:var(--cinnabar);font-size:14px;font-weight:400}
button,.button{display:flex;align-items:center;justify-content:center;width:100%;min-height:52px;padding:0 16px;border:1px solid var(--line-strong);border-radius:6px;background:var(--sheet);color:var(--ink);font:inherit;text-decoration:none;cursor:pointer}
.main{border-color:var(--indigo);background:var(--indigo);color:var(--sheet);font-size:20px;font-weight:600}
.press{min-height:88px;font-size:28px}
.link{width:auto;min-height:44px;padding:0;border:0;background:none;color:var(--ink-2);font-size:14px;text-decoration:underline}
a{color:var(--indigo)}
.row{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:0 20px;margin-top:16px}
.row a{display:inline-flex;min-height:44px;align-items:center;font-size:14px}
:focus-visible{outline:3px solid var(--indigo);outline-offset:2px}`
