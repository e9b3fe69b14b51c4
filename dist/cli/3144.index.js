export const id = 3144;
export const ids = [3144];
export const modules = {

/***/ 4287:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ publicationOf),
/* harmony export */   t: () => (/* binding */ answerOf)
/* harmony export */ });
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6575);
/* harmony import */ var _gate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6418);
function annotationsOf(e,t){if(e.decision===`allow`||e.mode===`evaluate`&&e.isSettledButForTime)return e.waivers.slice(0,5).map(({sentence:e})=>({level:`warning`,message:e}));let n=t?`warning`:`error`,r=e.reasons.map(({code:t,message:n})=>{let r=e.findings.find(e=>e.code===t&&e.summary===n)?.fix??null;return r===null?n:`${n} ${r}`}),i=r.slice(0,r.length>5?4:5),a=r.length-i.length,o=[...i,...a===0?[]:[`${(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.Ct)(e)} There are ${a} more reasons: see the summary of this job.`]].map(e=>({level:n,message:e})),s=e.decision===`wait`?e.window?.comeBackAt??null:null;return s===null?o:[...o,{level:`notice`,message:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.on)(e.environment,s)}]}const answerOf=(e,t)=>({outputs:(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.St)({...e,recordPath:t}),annotations:annotationsOf(e.result,e.reportOnly),summary:(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.ct)(`markdown`).report(e)}),outcomes={allow:`good`,block:`bad`,error:`bad`,wait:`open`};function publicationOf(e,t){let n=(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.ct)(`markdown`).report({...e,mostBytes:6e4}),{result:r}=e;return{comment:t.comment?n:null,checkRun:t.checkRun?{title:(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.Ct)(r),body:n,outcome:outcomes[r.decision]}:null}}

/***/ }),

/***/ 3144:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   clearJobFiles: () => (/* binding */ clearJobFiles),
/* harmony export */   leaveJobFiles: () => (/* binding */ leaveJobFiles),
/* harmony export */   leaveNoAnswer: () => (/* binding */ leaveNoAnswer)
/* harmony export */ });
/* harmony import */ var _answer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4287);
/* harmony import */ var _gate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6418);
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5793);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
const names={report:`report.md`,dotenv:`outputs.env`,outputs:`outputs.json`,junit:`junit.xml`,receipt:`receipt.txt`},put=(e,t,n)=>(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.k)(e.cwd,(0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(e.path,names[t]),n,`file`),clearJobFiles=async({cwd:e,path:t},n)=>{for(let r of Object.values(names))(0,node_path__WEBPACK_IMPORTED_MODULE_3__.resolve)(e,t,r)!==n&&await (0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.O)(e,(0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(t,r),`file`)},outputsText=e=>{let t=/* @__PURE__ */ new Set([`reasons`,`approval-environments`,`missing-approvals`,`conditions`]),n=Object.entries(e).map(([e,n])=>[e,t.has(e)?JSON.parse(n):n]);return`${JSON.stringify(Object.fromEntries(n),null,2)}\n`};async function leaveJobFiles(e,t){let{outputs:n,summary:r}=(0,_answer_js__WEBPACK_IMPORTED_MODULE_0__.t)(t,t.recordPath??null);await put(e,`report`,r),await put(e,`outputs`,outputsText(n)),await put(e,`dotenv`,(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.bt)(n)),await put(e,`junit`,_gate_js__WEBPACK_IMPORTED_MODULE_1__.pt.report(t));let i=t.receipt?.line??null;i!==null&&await put(e,`receipt`,`${i}\n`)}async function leaveNoAnswer(e,t){let n=(0,_start_js__WEBPACK_IMPORTED_MODULE_2__.m)(t).trim(),r=n.replace(/[&<>@]/g,e=>`&#${e.codePointAt(0)};`);await put(e,`report`,`## ❔ NOT DETERMINED: nothing could be judged, so nothing is allowed\n\n<pre>${r}</pre>\n`),await put(e,`outputs`,outputsText(_gate_js__WEBPACK_IMPORTED_MODULE_1__.xt)),await put(e,`dotenv`,(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.bt)(_gate_js__WEBPACK_IMPORTED_MODULE_1__.xt)),await put(e,`junit`,(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.mt)(e.environment,n))}

/***/ })

};
