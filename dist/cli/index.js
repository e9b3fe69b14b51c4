#!/usr/bin/env node
import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 8995:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 7066:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tty");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3445:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5793);
/* harmony import */ var node_tty__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7066);
process.exitCode=3;let unwritten=!1;function fail(e){unwritten=!0,process.exitCode=3,process.stderr.write(e)}process.stdout.on(`error`,e=>{e.code!==`EPIPE`&&fail(`release-gate: the answer could not be written (${(0,_start_js__WEBPACK_IMPORTED_MODULE_0__.p)(e.message)}).\n`)}),process.stderr.on(`error`,()=>{}),process.on(`uncaughtException`,e=>{fail((0,_start_js__WEBPACK_IMPORTED_MODULE_0__.s)(e,process.argv.includes(`--debug`)).text),process.exit()});const stream=e=>({write:t=>void e.write(t),isTerminal:(0,node_tty__WEBPACK_IMPORTED_MODULE_1__.isatty)(e.fd),columns:(0,node_tty__WEBPACK_IMPORTED_MODULE_1__.isatty)(e.fd)?e.columns:void 0});let isAnswered=!1;function cancellation(){let e=new AbortController;for(let t of[`SIGINT`,`SIGTERM`])process.on(t,()=>{e.abort(),setTimeout(()=>{isAnswered&&process.exit(),process.exitCode=1,process.stderr.write(`release-gate: cancelled before there was an answer.
`,()=>process.exit())},1500)});return e.signal}const exitCode=await (0,_start_js__WEBPACK_IMPORTED_MODULE_0__.t)(process.argv.slice(2),{stdout:stream(process.stdout),stderr:stream(process.stderr),env:process.env,cwd:process.cwd(),now:(/* @__PURE__ */ new Date()).toISOString(),cancellation});isAnswered=!0,unwritten||(process.exitCode=exitCode);
__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 5793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ version),
/* harmony export */   c: () => (/* binding */ UsageError),
/* harmony export */   d: () => (/* binding */ markdownText),
/* harmony export */   f: () => (/* binding */ plainJson),
/* harmony export */   h: () => (/* binding */ sealLine),
/* harmony export */   i: () => (/* binding */ wrap),
/* harmony export */   l: () => (/* binding */ exitCode),
/* harmony export */   m: () => (/* binding */ plainLines),
/* harmony export */   n: () => (/* binding */ columns),
/* harmony export */   o: () => (/* binding */ nearest),
/* harmony export */   p: () => (/* binding */ plainLine),
/* harmony export */   r: () => (/* binding */ cut),
/* harmony export */   s: () => (/* binding */ explain),
/* harmony export */   t: () => (/* binding */ main),
/* harmony export */   u: () => (/* binding */ markdownCode)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);
const unseen=/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u{ad}\u{61c}\u{180e}\u{200b}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e0fff}]/gu,runnerCommand=/##(?=[a-z]*\[)/gi,hex=e=>{let t=e.codePointAt(0)??0;return t<256?`\\x${t.toString(16).padStart(2,`0`)}`:t<65536?`\\u${t.toString(16).padStart(4,`0`)}`:`\\u{${t.toString(16)}}`},plainLine=e=>e.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g,` `).replace(unseen,hex).replace(runnerCommand,`#\\x23`),plainLines=e=>e.split(/\r?\n/).map(e=>sealLine(plainLine(e.replaceAll(`	`,`  `)))).join(`
`),commandLine=/^((?:\s|\p{Cc}\[[\d;]*m)*):(?=:)/u,sealLine=e=>e.replace(commandLine,`$1\\x3a`),markup=/[&<>`*_~[\]{}|\\#!$@^]/g,entity=e=>`&#${e.codePointAt(0)};`,apart=`&#8203;`,markdownText=e=>plainLine(e).trim().replace(markup,entity).replace(/^[-+=:]/,entity).replace(/^(\d+)([.)])/,(e,t,n)=>t+entity(n)).replace(/&#64;(?=[\p{L}\p{N}_-])/gu,e=>e+apart).replace(/(?:&#(?:33|35|36|38|94|126);|%|\bGH-|\bGL-)(?=[\p{L}\p{N}_"])/giu,e=>e+apart).replace(/:(?=[\w+-]*[a-z+-][\w+-]*:)/gi,e=>e+apart).replace(/:(?=\/\/)/g,e=>e+apart).replace(/(mailto|xmpp):/gi,e=>e+apart).replace(/www(?=\.)/gi,e=>e+apart),markdownCode=e=>`<code>${markdownText(e)}</code>`,plainJson=e=>e.replace(new RegExp(unseen.source,`gu`),e=>e===`
`?e:Array.from({length:e.length},(t,n)=>`\\u${e.charCodeAt(n).toString(16).padStart(4,`0`)}`).join(``)).replace(runnerCommand,`#\\u0023`),exits={allow:0,block:1,wait:1,error:3};function exitCode({decision:e,isSettledButForTime:t},n,r){return r||n===`evaluate`&&e===`wait`&&t?0:exits[e]}var UsageError=class extends Error{hint;constructor(e,t=null){super(e),this.name=`UsageError`,this.hint=t}};function rendered(e){if(e instanceof UsageError)return{message:`release-gate: ${e.message}`,fix:e.hint,exitCode:2};if(e.name===`PolicyError`)return{message:e.message,fix:null,exitCode:2};if(e.name===`PlatformError`){let{kind:t,fix:n}=e;return{message:`release-gate: ${e.message}`,fix:typeof n==`string`?n:null,exitCode:t===`usage`?2:3}}return null}const moreToSee={cli:`Please run again with --debug`,action:`Please re-run the job with debug logging`};function explain(e,t,n=`cli`){let r=e instanceof Error?e:Error(String(e)),i=rendered(r),a=i===null?[`release-gate: something broke inside the gate itself, so nothing was decided (${plainLine(r.message).slice(0,300)}).`,...t?[]:[`${moreToSee[n]} and report what it shows.`]]:[i.message.trimEnd(),...i.fix===null?[]:[i.fix]],o=t?[``,r.stack??`(no trace)`,...r.cause===void 0?[]:[`Cause: ${(0,node_util__WEBPACK_IMPORTED_MODULE_0__.inspect)(r.cause)}`]]:[];return{text:`${plainLines([...a,...o].join(`
`))}\n`,exitCode:i?.exitCode??3}}const commands$1=[{name:`init`,summary:`Look at the repository, and write a policy and the pipeline file that asks the gate.`,load:async()=>(await __nccwpck_require__.e(/* import() */ 8091).then(__nccwpck_require__.bind(__nccwpck_require__, 8091))).init},{name:`doctor`,summary:`Say what is missing for the gate to work in this repository.`,load:async()=>(await __nccwpck_require__.e(/* import() */ 8234).then(__nccwpck_require__.bind(__nccwpck_require__, 8234))).doctor},{name:`windows`,summary:`Say whether a calendar is open at a moment, and when it opens next.`,load:async()=>(await __nccwpck_require__.e(/* import() */ 6872).then(__nccwpck_require__.bind(__nccwpck_require__, 6872))).windows},{name:`resume`,summary:`Let the newest run that waits for the change window go on, once it is open.`,load:async()=>(await __nccwpck_require__.e(/* import() */ 8418).then(__nccwpck_require__.bind(__nccwpck_require__, 8418))).resume},{name:`policy`,summary:`Check a policy file, say in plain words what it asks, or print its JSON Schema.`,load:async()=>(await __nccwpck_require__.e(/* import() */ 7450).then(__nccwpck_require__.bind(__nccwpck_require__, 7450))).policy},{name:`risk`,summary:`Score the risk of a range, or of every commit or tag of a history.`,load:async()=>(await __nccwpck_require__.e(/* import() */ 1782).then(__nccwpck_require__.bind(__nccwpck_require__, 1782))).risk},{name:`calibrate`,summary:`Hold the risk model against this repository's past, and propose its own rates and weights.`,load:async()=>(await __nccwpck_require__.e(/* import() */ 3992).then(__nccwpck_require__.bind(__nccwpck_require__, 3992))).calibrate},{name:`replay`,summary:`Judge a record again and say whether it holds.`,load:async()=>(await __nccwpck_require__.e(/* import() */ 7106).then(__nccwpck_require__.bind(__nccwpck_require__, 7106))).replay}],normal=e=>e.replace(/([a-z0-9])([A-Z])/gu,`$1-$2`).toLowerCase().replace(/[_\s]+/gu,`-`);function distance(e,t){let n=[],r=Array.from({length:t.length+1},(e,t)=>t);for(let i=1;i<=e.length;i++){let a=[i];for(let o=1;o<=t.length;o++){let s=e[i-1]===t[o-1],c=Math.min((r[o]??0)+1,(a[o-1]??0)+1,(r[o-1]??0)+ +!s);i>1&&o>1&&e[i-1]===t[o-2]&&e[i-2]===t[o-1]&&(c=Math.min(c,(n[o-2]??0)+1)),a.push(c)}n=r,r=a}return r[t.length]??0}function cost(e,t){let[n,r]=[normal(e),normal(t)],[i,a]=n.length<r.length?[n,r]:[r,n],o=distance(n,r);return o<=Math.max(1,Math.floor(a.length/3))?o:i.length>=4&&a.startsWith(i)?o+a.length:1/0}function nearest(e,t){if(e.length===0||e.length>100)return null;let n=null;for(let r of[...t].sort()){let t=cost(e,r);t<(n?.cost??1/0)&&(n={candidate:r,cost:t})}return n?.candidate??null}const version=`0.1.0`,commonOptions=[{name:`help`,value:null,meaning:`Show this help.`},{name:`no-color`,value:null,meaning:`Write without colours, as the variable NO_COLOR does; FORCE_COLOR asks for them.`},{name:`debug`,value:null,meaning:`Show where in the program an error arose.`}],written=({name:e,value:t,choices:n})=>n===void 0?`--${e} ${t}`:`--${e} ${n.join(`|`)}`;function meantOption(e,t){let n=e.length<2?[]:t.filter(t=>t.startsWith(e));return n.length===1?n[0]??null:nearest(e,t)}function readArguments(e,t){let n=[...e.options,...commonOptions],r=new Map(n.map(e=>[e.name,e])),i=e.name===``?`Options of a command stand behind its name. See release-gate --help.`:`release-gate ${e.name} --help lists the options.`,{tokens:a}=(0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseArgs)({args:[...t],options:{...Object.fromEntries(n.map(({name:e,value:t})=>[e,{type:t===null?`boolean`:`string`}])),help:{type:`boolean`,short:`h`}},strict:!1,allowPositionals:!0,tokens:!0}),o=/* @__PURE__ */ new Map,s=[];for(let e of a){if(e.kind===`positional`&&s.push(e.value),e.kind!==`option`)continue;let n=r.get(e.name);if(n===void 0){let n=(t[e.index]??e.rawName).split(`=`)[0]??``,a=meantOption(n.replace(/^-+/,``),[...r.keys()]);throw new UsageError(`there is no option ${n}.`,a===null?i:`Did you mean --${a}? ${i}`)}let a=o.get(n.name)??[];if(n.value===null){if(e.value!==void 0)throw new UsageError(`--${n.name} is on or off and takes no value.`,`Write --${n.name} alone, or leave it out.`);o.set(n.name,[`true`]);continue}let c=e.value;if(c===void 0||!e.inlineValue&&c.length>1&&c.startsWith(`-`))throw new UsageError(`--${n.name} needs a value.`,c===void 0?`Write ${written(n)}.`:`Write ${written(n)}; a value that begins with a dash is written --${n.name}=${c}.`);if(c===``)throw new UsageError(`the value of --${n.name} is empty.`,`Write ${written(n)}, or leave the option out.`);if(n.choices!==void 0&&!n.choices.includes(c)){let e=nearest(c,n.choices);throw new UsageError(`--${n.name} cannot be "${c}".`,`${e===null?``:`Did you mean ${e}? `}It takes one of ${n.choices.join(`, `)}.`)}if(a.length>0&&n.many!==!0)throw new UsageError(`--${n.name} is given more than once.`,`Give it once; which of the values should hold is not clear.`);o.set(n.name,[...a,c])}o.has(`help`)||checkOperands(e,s,i);let c=new Map(n.map(e=>[e.name,e.default]));return{positionals:s,text:e=>o.get(e)?.[0]??c.get(e),texts:e=>o.get(e)??[],flag:e=>o.has(e)}}function checkOperands({name:e,operands:t,options:n},r,i){let{atLeast:a,atMost:o}=t??{atLeast:0,atMost:0},s=r[o];if(s!==void 0){let t=n.find(e=>e.name===nearest(s,n.map(e=>e.name)));throw new UsageError(o===0?`${e} takes options only, and "${s}" is none.`:`"${s}" is one word too many.`,t===void 0?`A value stands behind its option, such as --environment production. ${i}`:`Did you mean --${t.name}? ${i}`)}if(r.length<a)throw new UsageError(`${e} needs to be told what to read.`,i)}const wide=/[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u,marks=/\p{Mn}|\p{Me}|\p{Join_Control}|\p{Variation_Selector}/u;function columns(e){let t=0;for(let n of e)t+=n<`̀`?1:marks.test(n)?0:wide.test(n)?2:1;return t}function beginning(e,t){let n=``,r=0;for(let i of e){if(r+=columns(i),r>t&&n!==``)break;n+=i}return n}function wrap(e,t){let n=[],r=``;for(let i of e.split(` `))if(i!==``){if(r!==``&&columns(r)+1+columns(i)<=t)r+=` ${i}`;else{for(r!==``&&n.push(r);columns(i)>t;){let e=beginning(i,t);if(n.push(e),i=i.slice(e.length),i===``)break}r=i}}return(r!==``||n.length===0)&&n.push(r),n}const cut=(e,t)=>{let n=e.length<=t?[]:Array.from(e);return n.length<=t?e:`${n.slice(0,t-1).join(``)}…`},purpose=`Decides whether a release may go to an environment now, and says why.`,head=({name:e,value:t,many:n})=>t===null?`--${e}`:`--${e} ${t}${n===!0?` ...`:``}`;function tail({meaning:e,choices:t,many:n,default:r}){let i=[...t===void 0?[]:[`one of ${t.join(`, `)}`],...n===!0?[`may be given more than once`]:[],...r===void 0?[]:[`default ${r}`]];return i.length===0?e:`${e} (${i.join(`; `)})`}function table(e,t){let n=Math.min(26,Math.max(...e.map(([e])=>e.length))+2);return e.flatMap(([e,r])=>{let i=wrap(r,Math.max(24,t-n-2)),a=e.length<n-1;return[...a?[]:[`  ${e}`],...i.map((t,r)=>`  ${(a&&r===0?e:``).padEnd(n)}${t}`)]})}const options=(e,t)=>table(e.map(e=>[head(e),tail(e)]),t),page=e=>`${e.join(`
`)}\n`;function mainHelp(e,t,n){return page([...wrap(`release-gate: ${purpose}`,n),``,`Usage`,`  release-gate COMMAND [OPTIONS]`,`  release-gate check --environment production`,``,`Commands`,...table(e.map(({name:e,summary:t})=>[e,t]),n),``,`Options`,...options(t,n),``,...wrap(`Exit codes: 0 go on; 1 blocked or still waiting; 2 wrong usage or policy; 3 could not be determined.`,n),`release-gate COMMAND --help says more about one command.`])}function shortHelp(e){return page([`release-gate: ${purpose}`,``,`  release-gate check --environment production`,``,`Commands: ${e.map(({name:e})=>e).join(`, `)}. release-gate --help says more.`])}function commandHelp(e,t){return page([...wrap(`release-gate ${e.name}: ${e.summary}`,t),``,`Usage`,...e.usage.flatMap(e=>wrap(`release-gate ${e}`,Math.max(40,t-6)).map((e,t)=>`${t===0?`  `:`      `}${e}`)),``,...e.options.length===0?[]:[`Options`,...options(e.options,t),``],`Common options`,...options(commonOptions,t),...(e.notes??[]).flatMap(e=>[``,...e.split(`
`).flatMap(e=>e.startsWith(` `)?[e]:wrap(e,t))])])}const widthOf=({columns:e})=>e===void 0||e<10?80:e,eraseLine=`\r\x1B[2K`;function wantsColor({env:e,stdout:t},n){if(n||(e.NO_COLOR??``)!==``)return!1;let r=e.FORCE_COLOR;return r===void 0?t.isTerminal&&e.TERM!==`dumb`:r!==`0`&&r!==`false`}function openScreen(e,t){let n=e.stderr.isTerminal&&e.env.TERM!==`dumb`,r=!1,end=()=>{r&&e.stderr.write(eraseLine),r=!1},say=e=>t=>{end(),e.write(t)};return{end,terminal:{out:say(e.stdout),err:say(e.stderr),env:e.env,cwd:e.cwd,now:e.now,...e.cancellation===void 0?{}:{cancellation:e.cancellation},color:wantsColor(e,t),width:Math.min(120,Math.max(40,widthOf(e.stdout))),progress(t){n&&(e.stderr.write(`${eraseLine}${cut(`${plainLine(t)} ...`,widthOf(e.stderr)-1)}`),r=!0)}}}}const commands=[{name:`check`,summary:`Decide whether a release may go to an environment now.`,load:async()=>(await __nccwpck_require__.e(/* import() */ 2521).then(__nccwpck_require__.bind(__nccwpck_require__, 2521))).check},...commands$1],versionOption={name:`version`,value:null,meaning:`Print the version.`};async function main(e,t){let n=e.indexOf(`--`),r=n<0?e:e.slice(0,n),i=openScreen(t,r.includes(`--no-color`));try{return await dispatch(e,i.terminal)}catch(e){let{text:t,exitCode:n}=explain(e,r.includes(`--debug`));return i.terminal.err(t),n}finally{i.end()}}async function dispatch(e,t){let n=e.findIndex(e=>!e.startsWith(`-`)),r=e.slice(0,n<0?e.length:n),i=readArguments({name:``,options:[versionOption]},r);if(i.flag(`version`))return t.out(`${version}\n`),0;let[a,...o]=n<0?[]:e.slice(n),s=i.flag(`help`)||a===`help`,c=a===`help`?o[0]:a;if(c===void 0)return s?t.out(mainHelp(commands,[...commonOptions,versionOption],t.width)):t.err(shortHelp(commands)),s?0:2;let l=commands.find(e=>e.name===c);if(l===void 0){let e=commands.map(e=>e.name),t=nearest(c,e);throw new UsageError(`there is no command "${c}".`,`${t===null?``:`Did you mean ${t}? `}The commands are ${e.join(`, `)}.`)}let u=await l.load(),d=readArguments(u,s?[`--help`]:o);return d.flag(`help`)?(t.out(commandHelp(u,t.width)),0):u.run(d,t)}

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		8792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(3445);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
