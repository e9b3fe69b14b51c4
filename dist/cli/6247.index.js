export const id = 6247;
export const ids = [6247];
export const modules = {

/***/ 6247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   chooseCalendar: () => (/* binding */ chooseCalendar)
/* harmony export */ });
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6575);
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5793);
const meant=e=>e===null?``:`Did you mean ${e}? `,known=(e,t)=>t.length===0?`The policy defines no ${e}.`:`The policy has ${t.join(`, `)}.`;function chooseCalendar(e,{kind:t,name:n}){let r=Object.keys(e.calendars).sort();if(t===`calendar`){let t=Object.hasOwn(e.calendars,n)?e.calendars[n]:void 0;if(t!==void 0)return t;throw new _start_js__WEBPACK_IMPORTED_MODULE_1__.c(`the policy has no calendar "${n}".`,`${meant((0,_start_js__WEBPACK_IMPORTED_MODULE_1__.o)(n,r))}${known(`calendars`,r)}`)}let{rules:i,suggestion:a}=(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Ot)(e,n);if(i===null)throw new _start_js__WEBPACK_IMPORTED_MODULE_1__.c(`the policy names no environment "${n}".`,`${meant(a)}${known(`environments`,e.environments.map(e=>e.name))}`);let o=i.checks[`change-window`];if(o!==void 0)return (0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.G)(o);throw new _start_js__WEBPACK_IMPORTED_MODULE_1__.c(`the policy asks for no change window in "${n}", so no calendar holds it back.`,r.length===0?`Add a calendar and the check change-window to the policy.`:`Add the check change-window to that environment, or ask a calendar by name: --calendar ${r[0]}`)}

/***/ })

};
