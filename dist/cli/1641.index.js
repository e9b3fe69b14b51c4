export const id = 1641;
export const ids = [1641];
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

/***/ 1641:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   publicationOf: () => (/* reexport safe */ _answer_js__WEBPACK_IMPORTED_MODULE_0__.n)
/* harmony export */ });
/* harmony import */ var _answer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4287);


/***/ })

};
