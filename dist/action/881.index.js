export const id = 881;
export const ids = [881];
export const modules = {

/***/ 881:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   answerOf: () => (/* binding */ answerOf),
/* harmony export */   publicationOf: () => (/* binding */ publicationOf)
/* harmony export */ });
/* harmony import */ var _gate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(648);
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(439);
function annotationsOf(e,t){if(e.decision===`allow`||e.mode===`evaluate`&&e.isSettledButForTime)return e.waivers.slice(0,5).map(({sentence:e})=>({level:`warning`,message:e}));let n=t?`warning`:`error`,r=e.reasons.map(({code:t,message:n})=>{let r=e.findings.find(e=>e.code===t&&e.summary===n)?.fix??null;return r===null?n:`${n} ${r}`}),i=r.slice(0,r.length>5?4:5),a=r.length-i.length;return[...i,...a===0?[]:[`${(0,_gate_js__WEBPACK_IMPORTED_MODULE_0__.F)(e)} There are ${a} more reasons: see the summary of this job.`]].map(e=>({level:n,message:e}))}const answerOf=(e,t)=>({outputs:(0,_start_js__WEBPACK_IMPORTED_MODULE_1__.p)({...e,recordPath:t}),annotations:annotationsOf(e.result,e.reportOnly),summary:(0,_gate_js__WEBPACK_IMPORTED_MODULE_0__.A)(`markdown`).report(e)}),outcomes={allow:`good`,block:`bad`,error:`bad`,wait:`open`};function publicationOf(e,t){let n=(0,_gate_js__WEBPACK_IMPORTED_MODULE_0__.A)(`markdown`).report({...e,mostBytes:6e4}),{result:r}=e;return{comment:t.comment?n:null,checkRun:t.checkRun?{title:(0,_gate_js__WEBPACK_IMPORTED_MODULE_0__.F)(r),body:n,outcome:outcomes[r.decision]}:null}}

/***/ })

};
