export const id = 2227;
export const ids = [2227];
export const modules = {

/***/ 2227:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   reviewIssueOf: () => (/* binding */ reviewIssueOf)
/* harmony export */ });
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5793);
/* harmony import */ var _gate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6418);
function reviewIssueOf({release:e,environment:t,at:n,reason:r,waivers:i,approvals:a},o){let s=[...new Set(a.requirements.flatMap(({approvedBy:e})=>e))].sort(),c=[(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.dt)(`An emergency release was let through to`,(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.lt)(t),`at ${(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.Dt)(n)}. Please look at it together, and close this issue when you have.`).markdown,(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.ft)([(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.dt)(`Release:`,(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.lt)(e.head.sha)),(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.dt)(`Reason given:`,r??`none`),(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.dt)(`Approved by:`,s.length===0?`nobody that is named`:s.join(`, `)),(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.dt)(`Policy (SHA-256):`,(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.lt)(o))],{atMost:10}),`**What did not have to pass**`,(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.ft)(i.map(({check:e,because:t})=>(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.dt)((0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.lt)(e),t)),{atMost:50})||(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.ut)(`Nothing: everything passed.`)];return{title:(0,_start_js__WEBPACK_IMPORTED_MODULE_0__.p)(`Review the emergency release of ${(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.wt)(e.head)} to ${t}`).replace(/[@#]/g,``),body:c.join(`

`)}}

/***/ })

};
