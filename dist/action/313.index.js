export const id = 313;
export const ids = [313];
export const modules = {

/***/ 313:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   reviewIssueOf: () => (/* binding */ reviewIssueOf)
/* harmony export */ });
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(439);
/* harmony import */ var _gate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(648);
function reviewIssueOf({release:e,environment:t,at:n,reason:r,waivers:i,approvals:a},o){let s=[...new Set(a.requirements.flatMap(({approvedBy:e})=>e))].sort(),c=[(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.I)(`An emergency release was let through to`,(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.P)(t),`at ${(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.U)(n)}. Please look at it together, and close this issue when you have.`).markdown,(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.L)([(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.I)(`Release:`,(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.P)(e.head.sha)),(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.I)(`Reason given:`,r??`none`),(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.I)(`Approved by:`,s.length===0?`nobody that is named`:s.join(`, `)),(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.I)(`Policy (SHA-256):`,(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.P)(o))],{atMost:10}),`**What did not have to pass**`,(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.L)(i.map(({check:e,because:t})=>(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.I)((0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.P)(e),t)),{atMost:50})||(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.F)(`Nothing: everything passed.`)];return{title:(0,_start_js__WEBPACK_IMPORTED_MODULE_0__.v)(`Review the emergency release of ${(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.H)(e.head)} to ${t}`).replace(/[@#]/g,``),body:c.join(`

`)}}

/***/ })

};
