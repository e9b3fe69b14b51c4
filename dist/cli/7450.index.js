export const id = 7450;
export const ids = [7450];
export const modules = {

/***/ 7450:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   policy: () => (/* binding */ policy)
/* harmony export */ });
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5793);
const subcommands=[`lint`,`explain`,`schema`],policy={name:`policy`,summary:`Check a policy file, say in plain words what it asks, or print its JSON Schema.`,usage:[`policy lint FILE...`,`policy explain FILE|builtin:NAME`,`policy schema`],options:[],operands:{atLeast:1,atMost:1/0},notes:[`Exit codes: 0 the policy is valid; 2 it is not, or there is no such file; 3 it cannot be read.`],async run({positionals:e},t){let[n,...r]=e;switch(n){case`lint`:{if(r.length===0)throw new _start_js__WEBPACK_IMPORTED_MODULE_0__.c(`policy lint needs at least one file.`,`policy lint .release-gate.yml`);let{lint:e}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(4449)]).then(__webpack_require__.bind(__webpack_require__, 3180));return e(r,t)}case`explain`:{let[e]=r;if(e===void 0||r.length>1)throw new _start_js__WEBPACK_IMPORTED_MODULE_0__.c(`policy explain needs one file.`,`policy explain .release-gate.yml, or policy explain builtin:standard`);let{explainFile:n}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(9013)]).then(__webpack_require__.bind(__webpack_require__, 7326));return n(e,t)}case`schema`:{if(r.length>0)throw new _start_js__WEBPACK_IMPORTED_MODULE_0__.c(`policy schema takes no file.`);let{printSchema:e}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(2291)]).then(__webpack_require__.bind(__webpack_require__, 3266));return e(t)}default:throw new _start_js__WEBPACK_IMPORTED_MODULE_0__.c(n===void 0?`policy needs a subcommand.`:`policy has no subcommand ${JSON.stringify(n)}.`,`Choose one of ${subcommands.join(`, `)}.`)}}};

/***/ })

};
