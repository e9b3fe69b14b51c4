export const id = 495;
export const ids = [495];
export const modules = {

/***/ 495:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  answerOf: () => (/* reexport */ answerOf),
  publicationOf: () => (/* reexport */ publicationOf)
});

// EXTERNAL MODULE: ./action/policy.js
var policy = __webpack_require__(49);
// EXTERNAL MODULE: ./action/gate.js
var gate = __webpack_require__(648);
// EXTERNAL MODULE: ./action/start.js
var start = __webpack_require__(439);
;// CONCATENATED MODULE: ./action/answer.js
function annotationsOf(e,t){if(e.decision===`allow`||e.mode===`evaluate`&&e.isSettledButForTime)return e.waivers.slice(0,5).map(({sentence:e})=>({level:`warning`,message:e}));let n=t?`warning`:`error`,r=e.reasons.map(({code:t,message:n})=>{let r=e.findings.find(e=>e.code===t&&e.summary===n)?.fix??null;return r===null?n:`${n} ${r}`}),i=r.slice(0,r.length>5?4:5),a=r.length-i.length,o=[...i,...a===0?[]:[`${(0,gate.V)(e)} There are ${a} more reasons: see the summary of this job.`]].map(e=>({level:n,message:e})),s=e.decision===`wait`?e.window?.comeBackAt??null:null;return s===null?o:[...o,{level:`notice`,message:(0,policy.At)(e.environment,s)}]}const answerOf=(e,t)=>({outputs:(0,start.m)({...e,recordPath:t}),annotations:annotationsOf(e.result,e.reportOnly),summary:(0,gate.N)(`markdown`).report(e)}),outcomes={allow:`good`,block:`bad`,error:`bad`,wait:`open`};function publicationOf(e,t){let n=(0,gate.N)(`markdown`).report({...e,mostBytes:6e4}),{result:r}=e;return{comment:t.comment?n:null,checkRun:t.checkRun?{title:(0,gate.V)(r),body:n,outcome:outcomes[r.decision]}:null}}
;// CONCATENATED MODULE: ./action/answer2.js


/***/ })

};
