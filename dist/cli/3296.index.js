export const id = 3296;
export const ids = [3296];
export const modules = {

/***/ 3296:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   render: () => (/* binding */ render)
/* harmony export */ });
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6575);
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5793);
/* harmony import */ var _ask_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4656);
const upcoming=(e,t,n,r)=>({...(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Q)(e,t,{},r),openings:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.tt)(e,t,n)}),between=(e,t)=>Date.parse(t)-Date.parse(e);function aligned(e){let t=(e[0]??[]).map((t,n)=>Math.max(...e.map(e=>(0,_start_js__WEBPACK_IMPORTED_MODULE_1__.n)(e[n]??``))));return e.map(e=>e.map((e,n)=>e+` `.repeat((t[n]??0)-(0,_start_js__WEBPACK_IMPORTED_MODULE_1__.n)(e))).join(`  `).trimEnd())}function turn({at:e,open:t,closesAt:n,opensAt:r,timeZone:i},a){let o=t?n:r;return o===null&&t?`It never closes within two years.`:o===null?`It never opens within two years${a===null?`.`:`; the first time after that: ${(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.sn)(a.from,i)}.`}`:`${t?`Closes`:`Opens`} ${(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.sn)(o,i)}, in ${(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.ut)(between(e,o))}.`}function table({openings:e,timeZone:t}){return aligned([[`Open from`,`to`,`for`,`in UTC`],...e.map(({from:e,to:n})=>[(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.an)(e,t),n===null?`does not end within two years`:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.an)(n,t),n===null?``:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.ut)(between(e,n)),`${e} - ${n??`...`}`])]).map(e=>`  ${e}`)}function inWords(e,{strip:t,later:n,warnings:r}){let{calendar:i,timeZone:a,at:o,because:s,openings:c}=e;return[`${(0,_start_js__WEBPACK_IMPORTED_MODULE_1__.p)(i)} at ${(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.sn)(o,a)}`,`${(0,_start_js__WEBPACK_IMPORTED_MODULE_1__.p)(s)}.`,turn(e,n),...r.map(e=>`Warning: ${(0,_start_js__WEBPACK_IMPORTED_MODULE_1__.p)(e)}`),...c.length===0?[]:[``,...table(e)],``,...t,``].join(`
`)}const names=`January February March April May June July August September October November December`.split(` `),clock=e=>`${String(Math.floor(e)).padStart(2,`0`)}:${String(Math.round(e%1*60)).padStart(2,`0`)}`;function monthOf(e,t,n,r={}){let i=(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.cn)(e[`time-zone`]),[a=0,o=1]=(n??(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.dn)(i.toWall(Date.parse(t))).slice(0,7)).split(`-`).map(Number),s=Date.UTC(a,o-1,1),c=Math.round((Date.UTC(a,o,1)-s)/_policy_js__WEBPACK_IMPORTED_MODULE_0__.un),[l,u]=[i.toInstant(s),i.toInstant(s+c*_policy_js__WEBPACK_IMPORTED_MODULE_0__.un)],d=(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.tt)(e,(0,_ask_js__WEBPACK_IMPORTED_MODULE_2__.i)(l),1e4).map(({from:e,to:t})=>({from:Date.parse(e),to:t===null?u:Date.parse(t),title:null})),f=(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.$)(e,(0,_ask_js__WEBPACK_IMPORTED_MODULE_2__.i)(l),(0,_ask_js__WEBPACK_IMPORTED_MODULE_2__.i)(u),r).map(({reason:e,place:t,...n})=>({from:Date.parse(n.from),to:Date.parse(n.to),title:`${e}${(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.yn)([t])}`})),partsOn=(e,t)=>{let[n,r]=[i.toInstant(e),i.toInstant(e+_policy_js__WEBPACK_IMPORTED_MODULE_0__.un)],hoursAt=t=>(i.toWall(t)-e)/36e5;return t.filter(e=>e.from<r&&e.to>n).map(e=>{let t=Math.max(0,hoursAt(Math.max(e.from,n))),i=Math.min(24,hoursAt(Math.min(e.to,r)-1e3)+1/3600);return{from:t,to:Math.max(t,i),title:e.title??`${clock(t)}-${clock(i)}`}})};return{calendar:e.name,timeZone:e[`time-zone`],title:`${names[o-1]} ${a}`,days:Array.from({length:c},(e,t)=>{let n=s+t*_policy_js__WEBPACK_IMPORTED_MODULE_0__.un,r=(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.gn)(n);return{label:`${(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__._n)(r)} ${t+1}`,isWeekend:r>4,open:partsOn(n,d),frozen:partsOn(n,f)}}),reasons:[...new Set(f.map(({title:e})=>e))].sort()}}const entities={"&":`&amp;`,"<":`&lt;`,">":`&gt;`,'"':`&quot;`,"'":`&#39;`},text$1=e=>(0,_start_js__WEBPACK_IMPORTED_MODULE_1__.p)(e).replace(/[&<>"']/g,e=>entities[e]??``),round=e=>Math.round(e*100)/100,colours={light:`--paper:#ffffff;--ink:#1f2328;--faint:#59636e;--closed:#eaeef2;--line:#d1d9e0;--open:#1a7f37;--frozen:#cf222e`,dark:`--paper:#0d1117;--ink:#e6edf3;--faint:#9198a1;--closed:#21262d;--line:#3d444d;--open:#3fb950;--frozen:#f85149`},style=`
  .month { ${colours.light}; background: var(--paper); font: 12px system-ui, sans-serif; }
  @media (prefers-color-scheme: dark) { .month { ${colours.dark}; } }
  .month text { fill: var(--ink); }
  .month .faint { fill: var(--faint); }
  .month .paper { fill: var(--paper); }
  .month .closed { fill: var(--closed); }
  .month .open { fill: var(--open); }
  .month .line { stroke: var(--line); }
  .month .stripe { stroke: var(--frozen); stroke-width: 3; }
  .month .frozen { fill: url(#frozen); stroke: var(--frozen); }`,bar=(e,t,{from:n,to:r,title:i})=>`<rect class="${e}" x="${round(64+n*26)}" y="${t+2}" width="${round((r-n)*26)}" height="14" rx="2"><title>${text$1(i)}</title></rect>`;function row({label:e,isWeekend:t,open:n,frozen:r},i){let a=62+i*18;return[`<text${t?` class="faint"`:``} x="56" y="${a+13}" text-anchor="end">${e}</text>`,`<rect class="closed" x="64" y="${a+2}" width="624" height="14" rx="2"/>`,...n.map(e=>bar(`open`,a,e)),...r.map(e=>bar(`frozen`,a,e))].join(``)}const key=(e,t,n,r)=>`<rect class="${n}" x="${e}" y="${t-11}" width="22" height="13" rx="2"/><text x="${e+28}" y="${t}">${r}</text>`;function svgOf({calendar:e,timeZone:t,title:n,days:r}){let i=62+r.length*18,a=Array.from({length:9},(e,t)=>t*3);return`<svg xmlns="http://www.w3.org/2000/svg" class="month" role="img" viewBox="0 0 704 ${i+44}" width="704" height="${i+44}" aria-labelledby="month-title">
<title id="month-title">${text$1(`${e}: open and frozen hours in ${n}, ${t}`)}</title>
<style>${style}</style>
<defs><pattern id="frozen" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="paper" width="7" height="7"/><line class="stripe" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>
<rect class="paper" width="100%" height="100%"/>
<text x="64" y="24" font-size="16" font-weight="600">${text$1(n)}</text>
<text class="faint" x="688" y="24" text-anchor="end">${text$1(`${e} · ${t}`)}</text>
${a.map(e=>`<text class="faint" x="${64+e*26}" y="54" text-anchor="middle">${String(e).padStart(2,`0`)}</text>`).join(``)}
${r.map(row).join(`
`)}
${a.map(e=>`<line class="line" x1="${64+e*26}" x2="${64+e*26}" y1="62" y2="${i}" stroke-opacity="0.6"/>`).join(``)}
${key(64,i+28,`open`,`open`)}${key(174,i+28,`closed`,`closed`)}${key(294,i+28,`frozen`,`frozen`)}
</svg>
`}function pageOf(e,{calendar:t,timeZone:n,at:r,because:i,openings:a}){let o=a.map(({from:e,to:t})=>{let r=t===null?`does not end within two years`:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.an)(t,n);return`<tr><td>${text$1((0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.an)(e,n))}</td><td>${text$1(r)}</td><td>${e}<br>${t??`...`}</td></tr>`}),s=e.reasons.map(e=>`<li>${text$1(e)}</li>`);return`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text$1(`${t}, ${e.title}`)}</title>
<style>
  :root { ${colours.light}; }
  @media (prefers-color-scheme: dark) { :root { ${colours.dark}; } }
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 704px; margin: 2rem auto; padding: 0 1rem; background: var(--paper); color: var(--ink); }
  h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
  svg { max-width: 100%; height: auto; }
  .wide { overflow-x: auto; }
  table { border-collapse: collapse; }
  th, td { text-align: left; padding: 0.3rem 1.5rem 0.3rem 0; white-space: nowrap; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
</style>
<h1>${text$1(t)}</h1>
<p><strong>${text$1(i)}.</strong><br>Asked for ${text$1((0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.sn)(r,n))}.</p>
${svgOf(e)}${s.length===0?``:`<h2>Freezes and holidays this month</h2>\n<ul>${s.join(``)}</ul>\n`}<h2>Next openings</h2>
<div class="wide"><table><thead><tr><th>Open from</th><th>to (${text$1(n)})</th><th>in UTC</th></tr></thead><tbody>
${o.join(`
`)}
</tbody></table></div>
</html>
`}const has=(e,t)=>e.some(({from:e,to:n})=>e<(t+1)/2&&n>t/2);function line({label:e,open:t,frozen:n}){let r=Array.from({length:48},(e,r)=>has(t,r)?`#`:has(n,r)?`x`:`.`);return`  ${e.padEnd(6)} ${r.join(``)}`}function stripOf(e,t){let n=(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.cn)(e[`time-zone`]).toWall(Date.parse(t)),r=Array.from({length:7},(e,t)=>(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.dn)(n+t*_policy_js__WEBPACK_IMPORTED_MODULE_0__.un).slice(0,10)),i=[...new Set(r.map(e=>e.slice(0,7)))].flatMap(n=>monthOf(e,(0,_ask_js__WEBPACK_IMPORTED_MODULE_2__.i)(Date.parse(t)),n).days.map((e,t)=>({each:e,date:`${n}-${String(t+1).padStart(2,`0`)}`}))),a=[`00`,`06`,`12`,`18`].map(e=>e.padEnd(12)).join(``).trimEnd(),o=i.filter(({date:e})=>r.includes(e)).map(({each:e})=>line(e)),s=o.some(e=>e.slice(8).includes(`x`));return[`  ${` `.repeat(6)} ${a}`,...o,`  ${` `.repeat(6)} # open  . closed${s?`  x frozen`:``}`]}const stamp=e=>e.replace(/[-:]/g,``),text=e=>(0,_start_js__WEBPACK_IMPORTED_MODULE_1__.p)(e).replace(/[\\;,]/g,e=>`\\${e}`);function folded(e){let t=[],n=``,r=0;for(let i of e){let e=new TextEncoder().encode(i).length;r+e>75&&(t.push(n),n=` `,r=1),n+=i,r+=e}return[...t,n].join(`\r
`)}function icsOf({calendar:e,timeZone:t,at:n,openings:r}){let i=r.flatMap(({from:t,to:r})=>[`BEGIN:VEVENT`,`UID:${stamp(t)}-${encodeURIComponent(e)}@release-gate`,`DTSTAMP:${stamp(n)}`,`DTSTART:${stamp(t)}`,`DTEND:${stamp(r??(0,_ask_js__WEBPACK_IMPORTED_MODULE_2__.i)((0,_ask_js__WEBPACK_IMPORTED_MODULE_2__.r)(Date.parse(t),2)))}`,`SUMMARY:${text(`Releases may go out: ${e}`)}`,`TRANSP:TRANSPARENT`,`END:VEVENT`]);return[`BEGIN:VCALENDAR`,`VERSION:2.0`,`PRODID:-//Release Gate//windows//EN`,`CALSCALE:GREGORIAN`,`METHOD:PUBLISH`,`X-WR-CALNAME:${text(`Release windows: ${e}`)}`,`X-WR-TIMEZONE:${t}`,`REFRESH-INTERVAL;VALUE=DURATION:PT12H`,...i,`END:VCALENDAR`,``].map(folded).join(`\r
`)}function render(e,{format:t,at:n,count:r,month:i,places:a}){let o=upcoming(e,n,r,a);switch(t){case`json`:return`${(0,_start_js__WEBPACK_IMPORTED_MODULE_1__.f)(JSON.stringify(o,null,2))}\n`;case`ics`:return icsOf(o);case`svg`:return svgOf(monthOf(e,o.at,i));case`html`:return pageOf(monthOf(e,o.at,i,a),o);default:return inWords(o,{strip:stripOf(e,o.at),later:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.et)(e,o.at,0),warnings:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Z)(e,o.at)})}}

/***/ })

};
