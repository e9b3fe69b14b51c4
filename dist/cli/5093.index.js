export const id = 5093;
export const ids = [5093];
export const modules = {

/***/ 5093:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   policyLines: () => (/* binding */ policyLines),
/* harmony export */   renderCalibration: () => (/* binding */ renderCalibration)
/* harmony export */ });
/* harmony import */ var _calibration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(141);
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6575);
const area=({value:e,low:t,high:n})=>`${e.toFixed(2)} (95 % range ${t.toFixed(2)} to ${n.toFixed(2)})`,verdict=({low:e,value:t})=>e<=.5?`not clearly better than chance`:t>=.65?`it ranks well here`:`it ranks here, weakly`;function policyLines({rates:e,weights:t}){let n=(0,_calibration_js__WEBPACK_IMPORTED_MODULE_0__.n)(e);if(n===void 0&&t.proposed.length===0)return[];let map=e=>`{ ${e.map(([e,t])=>`${e}: ${t}`).join(`, `)} }`;return[`defaults:`,`  risk:`,...n===void 0?[]:[`    own-rate: ${map(Object.entries(n))}`],...t.proposed.length===0?[]:[`    weights: ${map(t.proposed.map(({factor:e,weight:t})=>[e,t]))}`]]}function renderCalibration(e,t){let{changes:n,judged:r,reverted:i,either:a,rates:o,weights:s,typicalScore:c,caughtInRiskiestFifth:l}=e,ranking=(e,{area:t,hits:n})=>t===null?`  ${e}: not enough data (${n} of them).`:`  ${e}: area under the curve ${area(t)}, ${(0,_policy_js__WEBPACK_IMPORTED_MODULE_1__.Mt)(n)} of them: ${verdict(t)}.`,rate=(e,{perHundred:t,inTheData:n,proposed:r,because:i})=>[`  Here ${t.value.toFixed(1)} of 100 changes are ${e} (95 % range ${t.low.toFixed(1)} to ${t.high.toFixed(1)}); ${n} in the data behind the model.`,`    ${r===null?`Nothing is proposed`:`Proposed: ${r}`}. ${i}`],u=policyLines(e);return[`${(0,_policy_js__WEBPACK_IMPORTED_MODULE_1__.Mt)(n)} changes up to ${t.head.slice(0,10)}, fitted on the first ${(0,_policy_js__WEBPACK_IMPORTED_MODULE_1__.Mt)(n-r)} and judged on the last ${(0,_policy_js__WEBPACK_IMPORTED_MODULE_1__.Mt)(r)}.`,`Left out: ${(0,_policy_js__WEBPACK_IMPORTED_MODULE_1__.Mt)(t.reverts)} reverts, ${(0,_policy_js__WEBPACK_IMPORTED_MODULE_1__.Mt)(t.tooYoung)} changes younger than 30 days.`,...t.isBlobless?[`This clone has no file contents: hotfixes cannot be seen.`]:[],...t.isShallow?[`This clone is shallow: only what it holds was looked at, and without history.`]:[],...t.notFound.map(e=>`Not among the changes: ${e}.`),``,`How well the default ranks here (0.5 is chance, 1 is perfect)`,ranking(`reverted within 30 days`,i),ranking(`that, or mended within 7 days`,a),...l===null?[]:[`  The riskiest fifth holds ${Math.round(100*l)} % of what went wrong.`],``,`How often changes go wrong`,...rate(`reverted within 30 days`,o.reverted),...rate(`hot-fixed within 7 days`,o.hotFixed),``,`Weights`,...s.gain===null?[]:[`  Gain on the later changes: ${s.gain.value.toFixed(3)} (95 % range ${s.gain.low.toFixed(3)} to ${s.gain.high.toFixed(3)}).`],`  ${s.because}`,``,...u.length===0?[`Keep the defaults: nothing is clearly better for this repository.`]:[`For the policy (a typical change then scores ${c.proposed} instead of ${c.now}):`,``,...u],``].join(`
`)}

/***/ })

};
