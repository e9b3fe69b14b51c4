import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 24:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 67:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 995:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");

/***/ }),

/***/ 760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 535:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(439);
process.exitCode=3;const end=e=>{process.exitCode=e,process.stdout.write(``,()=>process.exit(e))},cancelled=new AbortController;for(let e of[`SIGINT`,`SIGTERM`])process.on(e,()=>{cancelled.abort(),setTimeout(()=>end(1),1500).unref()});for(let e of[`uncaughtException`,`unhandledRejection`])process.on(e,e=>{let{text:t}=(0,_start_js__WEBPACK_IMPORTED_MODULE_0__.l)(e,process.env.RUNNER_DEBUG===`1`,`action`);process.stdout.write(`${(0,_start_js__WEBPACK_IMPORTED_MODULE_0__.r)(t)}${(0,_start_js__WEBPACK_IMPORTED_MODULE_0__.n)(`error`,{title:`Release Gate`},t.trim())}`),end(3)});end(await (0,_start_js__WEBPACK_IMPORTED_MODULE_0__.t)({write:e=>void process.stdout.write(e),env:process.env,cwd:process.cwd(),now:(/* @__PURE__ */ new Date()).toISOString(),cancelled:cancelled.signal}));
__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 439:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ plainJson),
/* harmony export */   a: () => (/* binding */ addYears),
/* harmony export */   b: () => (/* binding */ sealLine),
/* harmony export */   c: () => (/* binding */ nearest),
/* harmony export */   d: () => (/* binding */ cut),
/* harmony export */   f: () => (/* binding */ wrap),
/* harmony export */   g: () => (/* binding */ markdownText),
/* harmony export */   h: () => (/* binding */ markdownCode),
/* harmony export */   i: () => (/* binding */ PlatformError),
/* harmony export */   l: () => (/* binding */ explain),
/* harmony export */   m: () => (/* binding */ outputsOf),
/* harmony export */   n: () => (/* binding */ commandLine),
/* harmony export */   o: () => (/* binding */ formatInstant),
/* harmony export */   r: () => (/* binding */ pausedLines),
/* harmony export */   s: () => (/* binding */ parseInstant),
/* harmony export */   t: () => (/* binding */ runAction),
/* harmony export */   u: () => (/* binding */ columns),
/* harmony export */   v: () => (/* binding */ plainLine)
/* harmony export */ });
/* unused harmony exports p, y */
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(975);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(760);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(455);
const unseen=/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u{ad}\u{61c}\u{180e}\u{200b}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e0fff}]/gu,runnerCommand=/##(?=[a-z]*\[)/gi,hex=e=>{let t=e.codePointAt(0)??0;return t<256?`\\x${t.toString(16).padStart(2,`0`)}`:t<65536?`\\u${t.toString(16).padStart(4,`0`)}`:`\\u{${t.toString(16)}}`},plainLine=e=>e.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g,` `).replace(unseen,hex).replace(runnerCommand,`#\\x23`),plainLines=e=>e.split(/\r?\n/).map(e=>sealLine(plainLine(e.replaceAll(`	`,`  `)))).join(`
`),commandLine$1=/^((?:\s|\p{Cc}\[[\d;]*m)*):(?=:)/u,sealLine=e=>e.replace(commandLine$1,`$1\\x3a`),markup=/[&<>`*_~[\]{}|\\#!$@^]/g,entity=e=>`&#${e.codePointAt(0)};`,apart=`&#8203;`,markdownText=e=>plainLine(e).trim().replace(markup,entity).replace(/^[-+=:]/,entity).replace(/^(\d+)([.)])/,(e,t,n)=>t+entity(n)).replace(/&#64;(?=[\p{L}\p{N}_-])/gu,e=>e+apart).replace(/(?:&#(?:33|35|36|38|94|126);|%|\bGH-|\bGL-)(?=[\p{L}\p{N}_"])/giu,e=>e+apart).replace(/:(?=[\w+-]*[a-z+-][\w+-]*:)/gi,e=>e+apart).replace(/:(?=\/\/)/g,e=>e+apart).replace(/(mailto|xmpp):/gi,e=>e+apart).replace(/www(?=\.)/gi,e=>e+apart),markdownCode=e=>`<code>${markdownText(e)}</code>`,plainJson=e=>e.replace(new RegExp(unseen.source,`gu`),e=>e===`
`?e:Array.from({length:e.length},(t,n)=>`\\u${e.charCodeAt(n).toString(16).padStart(4,`0`)}`).join(``)).replace(runnerCommand,`#\\u0023`),noOutputs={decision:`error`,allowed:`false`,reasons:`[]`,"risk-level":``,"risk-score":``,"approval-environments":`[]`,"missing-approvals":`[]`,receipt:``,"next-window":``,"authorized-until":``,conditions:`[]`,"decision-digest":``,"record-path":``},json=e=>plainJson(JSON.stringify(e.slice(0,100)));function outputsOf({result:e,digests:t,receipt:n,recordPath:r}){let{approvals:i,window:a,risk:o}=e,s=i.requirements.filter(e=>e.missing>0);return{decision:e.decision,allowed:String(e.allowed),reasons:json([...new Set(e.reasons.map(({code:e})=>e))]),"risk-level":o.level,"risk-score":String(o.score),"approval-environments":json(e.approvalEnvironments),"missing-approvals":json(s.map(({anyOf:e,count:t,missing:n,couldApprove:r,impossible:i})=>({"any-of":e,count:t,missing:n,"could-approve":r?.slice(0,100)??null,impossible:i}))),receipt:n?.line??``,"next-window":a?.comeBackAt??``,"authorized-until":e.authorizedUntil??``,conditions:json(e.conditions.map(({name:e,value:t})=>({name:e,value:t}))),"decision-digest":t.decision,"record-path":r??``}}const wide=/[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u,marks=/\p{Mn}|\p{Me}|\p{Join_Control}|\p{Variation_Selector}/u;function columns(e){let t=0;for(let n of e)t+=n<`̀`?1:marks.test(n)?0:wide.test(n)?2:1;return t}function beginning(e,t){let n=``,r=0;for(let i of e){if(r+=columns(i),r>t&&n!==``)break;n+=i}return n}function wrap(e,t){let n=[],r=``;for(let i of e.split(` `))if(i!==``){if(r!==``&&columns(r)+1+columns(i)<=t)r+=` ${i}`;else{for(r!==``&&n.push(r);columns(i)>t;){let e=beginning(i,t);if(n.push(e),i=i.slice(e.length),i===``)break}r=i}}return(r!==``||n.length===0)&&n.push(r),n}const cut=(e,t)=>{let n=e.length<=t?[]:Array.from(e);return n.length<=t?e:`${n.slice(0,t-1).join(``)}…`},exits={allow:0,block:1,wait:1,error:3};function exitCode({decision:e,isSettledButForTime:t},n,r){return r||n===`evaluate`&&e===`wait`&&t?0:exits[e]}var UsageError=class extends Error{hint;constructor(e,t=null){super(e),this.name=`UsageError`,this.hint=t}};function rendered(e){if(e instanceof UsageError)return{message:`release-gate: ${e.message}`,fix:e.hint,exitCode:2};if(e.name===`PolicyError`)return{message:e.message,fix:null,exitCode:2};if(e.name===`PlatformError`){let{kind:t,fix:n}=e;return{message:`release-gate: ${e.message}`,fix:typeof n==`string`?n:null,exitCode:t===`usage`?2:3}}return null}const moreToSee={cli:`Please run again with --debug`,action:`Please re-run the job with debug logging`};function explain(e,t,n=`cli`){let r=e instanceof Error?e:Error(String(e)),i=rendered(r),a=i===null?[`release-gate: something broke inside the gate itself, so nothing was decided (${plainLine(r.message).slice(0,300)}).`,...t?[]:[`${moreToSee[n]} and report what it shows.`]]:[i.message.trimEnd(),...i.fix===null?[]:[i.fix]],o=t?[``,r.stack??`(no trace)`,...r.cause===void 0?[]:[`Cause: ${(0,node_util__WEBPACK_IMPORTED_MODULE_0__.inspect)(r.cause)}`]]:[];return{text:`${plainLines([...a,...o].join(`
`))}\n`,exitCode:i?.exitCode??3}}const normal=e=>e.replace(/([a-z0-9])([A-Z])/gu,`$1-$2`).toLowerCase().replace(/[_\s]+/gu,`-`);function distance(e,t){let n=[],r=Array.from({length:t.length+1},(e,t)=>t);for(let i=1;i<=e.length;i++){let a=[i];for(let o=1;o<=t.length;o++){let s=e[i-1]===t[o-1],c=Math.min((r[o]??0)+1,(a[o-1]??0)+1,(r[o-1]??0)+ +!s);i>1&&o>1&&e[i-1]===t[o-2]&&e[i-2]===t[o-1]&&(c=Math.min(c,(n[o-2]??0)+1)),a.push(c)}n=r,r=a}return r[t.length]??0}function cost(e,t){let[n,r]=[normal(e),normal(t)],[i,a]=n.length<r.length?[n,r]:[r,n],o=distance(n,r);return o<=Math.max(1,Math.floor(a.length/3))?o:i.length>=4&&a.startsWith(i)?o+a.length:1/0}function nearest(e,t){if(e.length===0||e.length>100)return null;let n=null;for(let r of[...t].sort()){let t=cost(e,r);t<(n?.cost??1/0)&&(n={candidate:r,cost:t})}return n?.candidate??null}const text=(e,t)=>({kind:`text`,placeholder:e,choices:[],default:null,required:!1,...t}),list=(e,t)=>({...text(e,t),kind:`list`}),flag=e=>({...text(``,e),kind:`flag`,placeholder:null}),choice=(e,t,n)=>({...text(e,n),kind:`choice`,choices:t}),everywhere=e=>({cli:e,action:e,component:e}),cliOnly=e=>({cli:e}),expression=e=>`\${{ ${e} }}`,actionOnly=e=>({action:e}),cliAndComponent=e=>({cli:e,component:e}),inputs={environment:text(`NAME`,{required:!0,names:everywhere(`environment`),meaning:`The environment that the release would go to, as the policy names it.`}),platform:choice(`PLATFORM`,[`auto`,`github`,`gitlab`,`local`],{default:`auto`,names:cliOnly(`platform`),meaning:`Where the facts come from. auto: GitHub inside GitHub Actions, GitLab inside GitLab CI, else local. github: GitHub, with the token in GITHUB_TOKEN. gitlab: GitLab, of the server in CI_SERVER_URL. local: a git checkout alone, with no network.`}),project:text(`PROJECT`,{names:cliOnly(`project`),meaning:`The project on that platform, for pipelines of another system: owner/name on GitHub, group/project or a number on GitLab.`}),"token-variable":text(`NAME`,{default:`RELEASE_GATE_TOKEN`,names:cliAndComponent(`token-variable`),meaning:`The variable that holds an access token for what the job's own token may not read (GitLab: scope read_api, or api to write notes and issues).`}),"org-token-variable":text(`NAME`,{default:`RELEASE_GATE_GROUP_TOKEN`,names:cliAndComponent(`org-token-variable`),meaning:`The variable that holds a token that may read the members of teams or groups, where the other one may not.`}),repo:text(`DIR`,{default:`.`,names:cliOnly(`repo`),meaning:`The checkout to judge, or any folder inside it.`}),base:text(`REF`,{names:everywhere(`base`),meaning:`Where the release begins. Left out: what was last deployed there, where the platform knows it, else the newest release tag before the head, else the whole history.`}),head:text(`REF`,{names:everywhere(`head`),meaning:`The commit that would be deployed. Left out: the commit that the pipeline runs for, or else that is checked out.`}),policy:text(`FILE`,{names:everywhere(`policy`),meaning:`The policy: a file, or builtin:standard, builtin:regulated, builtin:lightweight. Left out: .release-gate.yml, else builtin:standard.`}),"policy-ref":text(`REF`,{names:everywhere(`policy-ref`),meaning:`The branch, tag or commit whose policy is trusted, with all that it rests on. Left out: the default branch.`}),at:text(`INSTANT`,{names:cliOnly(`at`),meaning:`Ask what the answer would be at another moment, such as 2026-03-02T09:30:00Z. The answer then allows nothing.`}),"change-type":choice(`TYPE`,[`standard`,`normal`,`emergency`,`rollback`],{default:`normal`,names:everywhere(`change-type`),meaning:`What sort of change this is. A policy may have rules of its own for emergency and rollback.`}),reason:text(`TEXT`,{names:everywhere(`reason`),meaning:`Why this is deployed, for the record.`}),junit:list(`GLOB`,{names:everywhere(`junit`),meaning:`JUnit XML reports that a test run of this commit left on disk.`}),coverage:list(`GLOB`,{names:everywhere(`coverage`),meaning:`Coverage reports (lcov or Cobertura) that a test run of this commit left on disk.`}),approvals:text(`FILE`,{names:cliOnly(`approvals`),meaning:`A file with the approvals of this deployment, for a checkout that no platform keeps them for.`}),receipt:text(`TEXT`,{names:(e=>({cli:e,action:e}))(`receipt`),meaning:`The receipt that an earlier evaluation of this release put out.`}),"receipt-file":text(`FILE`,{names:{cli:`receipt-file`,component:`receipt`},meaning:`The file with the receipt that an earlier evaluation of this release left (receipt.txt).`}),evidence:text(`FILE`,{names:cliOnly(`evidence`),meaning:`Judge a saved evidence file instead of looking at a repository. The answer then allows nothing.`}),"save-evidence":text(`FILE`,{names:cliOnly(`save-evidence`),meaning:`Write what was seen to a file, to be judged again with --evidence.`}),record:text(`FILE`,{names:{cli:`record`,action:`record-path`,component:`record-path`},meaning:"Write the record of this decision to a file; `release-gate replay` judges it again."}),previous:text(`FILE`,{names:cliOnly(`previous`),meaning:`The record before this one: its digest goes into the new record, so that a missing or edited one shows.`}),format:choice(`FORMAT`,[`text`,`json`,`markdown`,`job-log`,`junit`,`dotenv`],{default:`text`,names:cliOnly(`format`),meaning:`How the answer is written. job-log: text with the sections of a GitLab job. junit: findings as JUnit XML. dotenv: the plain outputs as variables.`}),artifacts:text(`DIR`,{names:cliAndComponent(`artifacts`),meaning:`A folder for what a job leaves: the report (report.md), the outputs (outputs.json, and without lists outputs.env), the findings as JUnit XML (junit.xml), and an evaluation's receipt (receipt.txt).`}),mode:choice(`MODE`,[`enforce`,`evaluate`,`wait`],{default:`enforce`,names:everywhere(`mode`),meaning:`enforce: may it be deployed at this very moment? evaluate: is anything wrong with it, and who must approve? wait: enforce, asked again until it is settled, where somebody is being asked.`}),"wait-timeout":text(`DURATION`,{default:`1h`,names:everywhere(`wait-timeout`),meaning:`How long mode wait goes on asking, such as 30m or 2h; at most 24h. A runner is held all the while.`}),"poll-interval":text(`DURATION`,{default:`60s`,names:everywhere(`poll-interval`),meaning:`The longest pause between two looks of mode wait, from 10s to 10m. It begins with 10s and becomes longer; less than 60s may cost more requests than an hour allows.`}),"report-only":flag({names:everywhere(`report-only`),meaning:`Say what would be decided, and let the pipeline go on whatever it is.`}),token:text(`TOKEN`,{default:expression(`github.token`),names:actionOnly(`token`),meaning:`The token that reads this repository. Left out: the job's own, with the permissions that the job gives it.`}),"org-token":text(`TOKEN`,{names:actionOnly(`org-token`),meaning:`A token that may read the members of the organisation's teams, which the job's own never can. Left out: who is in a team is told by the environments' reviewers alone.`}),comment:flag({names:everywhere(`comment`),meaning:`Keep one comment with the answer on the pull or merge request. On GitHub it takes pull-requests: write, on GitLab a token with the scope api.`}),"check-run":flag({names:actionOnly(`check-run`),meaning:`Show the answer as a check run on the commit. It takes checks: write.`}),"check-run-id":text(`ID`,{default:expression(`job.check_run_id`),names:actionOnly(`check-run-id`),meaning:`The job that runs the gate, so that it is not taken for a check of its own. The default fits.`})};function inputsOf(e){return Object.values(inputs).flatMap(t=>{let n=t.names[e];return n===void 0?[]:[{name:n,input:t}]})}inputsOf(`cli`).map(({name:e,input:t})=>({name:e,value:t.placeholder,meaning:t.meaning,...t.kind===`list`?{many:!0}:{},...t.choices.length===0?{}:{choices:t.choices},...t.default===null?{}:{default:t.default}}));const prefix=`INPUT_`,variableOf=e=>`${prefix}${e.toUpperCase()}`,yes=/* @__PURE__ */ new Set([`true`,`True`,`TRUE`]),no=/* @__PURE__ */ new Set([`false`,`False`,`FALSE`,``]);function readInputs(e){let t=inputsOf(`action`).map(({name:e})=>e),n=new Set(t.map(variableOf));for(let r of Object.keys(e).sort())if(r.startsWith(prefix)&&!n.has(r))throw unknownInput(r,t);let r=/* @__PURE__ */ new Map;for(let[t,n]of Object.entries(inputs)){let i=n.names.action,a=i===void 0?``:(e[variableOf(i)]??``).trim();i!==void 0&&a!==``&&r.set(t,valuesIn(i,n,a))}let i=new Map(Object.entries(inputs).map(([e,t])=>[e,plainDefault(t)]));return{positionals:[],text:e=>r.get(e)?.[0]??i.get(e),texts:e=>r.get(e)??[],flag:e=>r.get(e)?.[0]===`true`}}function unknownInput(e,t){let n=e.slice(6).toLowerCase(),r=nearest(n,t);return new UsageError(`there is no input "${n}".`,`${r===null?``:`Did you mean ${r}? `}The inputs are ${t.join(`, `)}.`)}const plainDefault=({default:e})=>e===null||e.startsWith("${")?void 0:e;function valuesIn(e,{kind:t,choices:n},r){if(t===`list`)return r.split(`
`).map(e=>e.trim()).filter(e=>e!==``);if(t===`flag`){if(yes.has(r))return[`true`];if(no.has(r))return[`false`];throw new UsageError(`the input ${e} cannot be "${r}".`,`Write true or false.`)}if(t===`choice`&&!n.includes(r)){let t=nearest(r,n);throw new UsageError(`the input ${e} cannot be "${r}".`,`${t===null?``:`Did you mean ${t}? `}It takes one of ${n.join(`, `)}.`)}return[r]}const shape=/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/,digit=(e,t)=>e.charCodeAt(t)-48,twoDigits=(e,t)=>10*digit(e,t)+digit(e,t+1),daysOfMonths=[31,28,31,30,31,30,31,31,30,31,30,31],daysIn=(e,t)=>t===2&&e%4==0&&(e%100!=0||e%400==0)?29:daysOfMonths[t-1]??0;function daysUntil(e,t,n){let r=t>2?e:e-1,i=Math.floor(r/100),a=Math.floor((153*((t+9)%12)+2)/5)+n-1;return 365*r+Math.floor(r/4)-i+Math.floor(i/4)+a-719468}function parseInstant(e){if(!shape.test(e))return null;let t=100*twoDigits(e,0)+twoDigits(e,2),n=twoDigits(e,5),r=twoDigits(e,8),i=twoDigits(e,11),a=twoDigits(e,14),o=e.endsWith(`Z`)?e.length-1:e.length-6,s=o>16?twoDigits(e,17):0;if(r<1||r>daysIn(t,n)||i>23||a>59||s>59)return null;let c=o>20?Math.floor(Number(`0${e.slice(19,o)}`)*1e3):0,l=((daysUntil(t,n,r)*24+i)*60+a)*6e4+s*1e3+c;if(o===e.length-1)return l;let u=twoDigits(e,o+1),d=twoDigits(e,o+4);return u>23||d>59?null:l-(e[o]===`-`?-1:1)*(u*60+d)*6e4}const formatInstant=e=>`${(/* @__PURE__ */ new Date(Math.floor(e/1e3)*1e3)).toISOString().slice(0,-5)}Z`;function addYears(e,t){let n=new Date(e),r=n.getUTCMonth();return n.setUTCFullYear(n.getUTCFullYear()+t),n.getUTCMonth()!==r&&n.setUTCDate(0),n.getTime()}const second=1e3,minute=60*second,hour=60*minute,units={s:second,m:minute,h:hour},timeoutBounds={least:second,most:24*hour,words:`from 1s to 24h`},intervalBounds={least:10*second,most:10*minute,words:`from 10s to 10m`};function readDuration(e,t,{least:n,most:r,words:i}){let[,a=``,o=``]=/^(\d{1,6})([smh])$/.exec(t)??[],s=Number(a)*(units[o]??NaN);if(!(s>=n&&s<=r))throw new UsageError(`${e} cannot be "${t}".`,`Write a number and its unit, such as 90s, 30m or 2h, ${i}.`);return s}const readWaiting=(e,t)=>({timeout:readDuration(`wait-timeout`,e,timeoutBounds),interval:readDuration(`poll-interval`,t,intervalBounds)}),pipelines=[`GITHUB_ACTIONS`,`GITLAB_CI`,`JENKINS_URL`];function requestFrom(e,t){let text=t=>e.text(t)??null,n=text(`environment`);if(n===null)throw new UsageError(`check needs to know the environment that the release would go to.`,`For example: release-gate check --environment production`);let r=instant(text(`at`)),i=text(`mode`),a=text(`evidence`);return refuseWhatIf(t,i,r===null?a===null?null:`evidence`:`at`),{environment:n,platform:text(`platform`),repository:text(`repo`)??`.`,base:text(`base`),head:text(`head`),policy:text(`policy`),at:r,changeType:text(`change-type`),reason:text(`reason`),junit:e.texts(`junit`),coverage:e.texts(`coverage`),approvalsFile:text(`approvals`),receipt:text(`receipt`),evidenceFile:a,saveEvidence:text(`save-evidence`),record:text(`record`),previous:text(`previous`),format:text(`format`),mode:i,reportOnly:e.flag(`report-only`),waiting:readWaiting(text(`wait-timeout`)??inputs[`wait-timeout`].default??``,text(`poll-interval`)??inputs[`poll-interval`].default??``)}}function instant(e){if(e===null)return null;let t=parseInstant(e);if(t===null)throw new UsageError(`--at "${e}" is not a moment.`,`Write date, time and zone, with Z for UTC or an offset: 2026-03-02T09:30:00Z or 2026-03-02T10:30:00+01:00.`);return formatInstant(t)}function refuseWhatIf(e,t,n){if(n===null||t===`evaluate`)return;let r=pipelines.find(t=>(e[t]??``)!==``);if(r!==void 0)throw new UsageError(`--${n} asks "what if", and with --mode ${t} inside a pipeline (${r} is set) only the real release at this moment may be judged.`,`Leave --${n} out, or ask with --mode evaluate.`)}function actionRequest(e,t){let text=t=>e.text(t)??null;if(text(`environment`)===null)throw new UsageError(`the input environment is missing.`,"Name the environment that the release would go to, under `with:`.");return{...requestFrom(e,t),platform:`github`,repository:t.GITHUB_WORKSPACE??`.`,record:text(`record`)??(0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(t.RUNNER_TEMP??`.`,`release-gate-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.randomBytes)(6).toString(`hex`)}`,`record.json`),policyRef:text(`policy-ref`),secrets:{token:text(`token`),orgToken:text(`org-token`)},checkRunId:text(`check-run-id`)}}var PlatformError=class extends Error{kind;fix;constructor(e,t,n=null){super(t),this.name=`PlatformError`,this.kind=e,this.fix=n}};const escapeData=e=>e.replaceAll(`%`,`%25`).replaceAll(`\r`,`%0D`).replaceAll(`
`,`%0A`),escapeProperty=e=>escapeData(e).replaceAll(`:`,`%3A`).replaceAll(`,`,`%2C`);function commandLine(e,t,n){let r=Object.entries(t).map(([e,t])=>`${e}=${escapeProperty(t)}`);return`::${e}${r.length===0?``:` ${r.join(`,`)}`}::${escapeData(n)}\n`}function outputLines(e){return Object.entries(e).map(([e,t])=>{let n=`ghadelimiter_${(0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.randomUUID)()}`;return`${e}<<${n}\n${t}\n${n}\n`}).join(``)}function pausedLines(e){let t=(0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.randomUUID)();return`::stop-commands::${t}\n${e.endsWith(`
`)?e:`${e}\n`}::${t}::\n`}async function appendTo(e,t,n){let r=e[t]??``;if(r===``)throw new PlatformError(`unreadable`,`The runner named no file in ${t}.`,`Run this as a step of GitHub Actions.`);try{await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_3__.appendFile)(r,n)}catch(e){throw new PlatformError(`unreadable`,`The file that the runner named in ${t} cannot be written: ${e instanceof Error?e.message:String(e)}.`)}}async function runAction(e){mask(e);try{return await decide(e)}catch(t){return fail(e,t)}}function mask({env:e,write:t}){for(let n of[`INPUT_TOKEN`,`INPUT_ORG-TOKEN`])for(let r of(e[n]??``).split(/[\r\n]+/))r.trim()!==``&&t(commandLine(`add-mask`,{},r.trim()))}async function decide(e){let{env:t,cwd:n,cancelled:r}=e,i=readInputs(t),a=actionRequest(i,t),{removeWhole:o}=await Promise.all(/* import() */[__nccwpck_require__.e(648), __nccwpck_require__.e(200)]).then(__nccwpck_require__.bind(__nccwpck_require__, 200));await o(n,a.record,`record`);let[{runCheck:s},{answerOf:c,publicationOf:l}]=await Promise.all([Promise.all(/* import() */[__nccwpck_require__.e(648), __nccwpck_require__.e(402)]).then(__nccwpck_require__.bind(__nccwpck_require__, 402)),Promise.all(/* import() */[__nccwpck_require__.e(648), __nccwpck_require__.e(495)]).then(__nccwpck_require__.bind(__nccwpck_require__, 495))]),{result:u,report:d,reporting:f,publish:p}=await s(a,terminalOf(e),{cancelled:r,say:t=>say(e,t)});e.write(pausedLines(d));let{outputs:m,annotations:h,summary:g}=c(f,a.record);await appendTo(t,`GITHUB_OUTPUT`,outputLines(m)),await summarise(e,g);for(let{level:t,message:n}of h)annotate(e,t,n);let _={comment:i.flag(`comment`),checkRun:i.flag(`check-run`)};if((_.comment||_.checkRun)&&!r.aborted)for(let{message:t,fix:n}of await p(l(f,_)))n===null?say(e,t):annotate(e,`warning`,`${t} ${n}`);return exitCode(u,a.mode,a.reportOnly)}async function fail(e,t){let{text:n,exitCode:r}=explain(t,e.env.RUNNER_DEBUG===`1`,`action`);e.write(pausedLines(n)),annotate(e,`error`,n.trim().replaceAll(`
`,` `));try{return await appendTo(e.env,`GITHUB_OUTPUT`,outputLines(noOutputs)),await summarise(e,`## ❔ NOT DETERMINED: nothing could be judged, so nothing is allowed\n\n<pre>${inPre(n.trim())}</pre>\n`),r}catch(t){return e.write(pausedLines(explain(t,!1,`action`).text)),3}}const inPre=e=>plainLines(e).replace(/[&<>@]/g,e=>`&#${e.codePointAt(0)};`);async function summarise(e,t){try{await appendTo(e.env,`GITHUB_STEP_SUMMARY`,t)}catch(t){annotate(e,`warning`,t instanceof Error?t.message:String(t))}}const annotate=({write:e},t,n)=>e(commandLine(t,{title:`Release Gate`},cut(plainLine(n),3e3))),say=({write:e},t)=>e(`${plainLines(t)}\n`),terminalOf=e=>({out:e.write,err:e.write,env:e.env,cwd:e.cwd,color:!1,width:100,now:e.now,progress:()=>{}});

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
/******/ 		792: 0
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
/******/ var __webpack_exports__ = __nccwpck_require__(535);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
