export const id = 7106;
export const ids = [7106];
export const modules = {

/***/ 7106:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   replay: () => (/* binding */ replay)
/* harmony export */ });
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5793);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
const replay={name:`replay`,summary:`Judge a record again and say whether it holds.`,usage:[`replay RECORD`],options:[],operands:{atLeast:1,atMost:1},notes:[`Exit codes: 0 the record holds; 1 it does not, with what differs; 2 it cannot be read.`],async run({positionals:e},t){let n=e[0]??``;t.progress(`judging the record again`);let{replayRecord:r}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(9318), __webpack_require__.e(357)]).then(__webpack_require__.bind(__webpack_require__, 5482)),{holds:i,record:a,differences:o}=await r((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(t.cwd,n));if(!i)return t.out([`${n} does not hold.`,...o.map(e=>`  ${e}`),``].map(_start_js__WEBPACK_IMPORTED_MODULE_0__.p).join(`
`)),1;let{decision:s,environment:c,at:l}=a.result,u=`${n} holds: ${s} for ${c} at ${l}, decided by version ${a.tool.version}.`;return t.out([u,`Decision digest ${a.digests.decision}`,``].map(_start_js__WEBPACK_IMPORTED_MODULE_0__.p).join(`
`)),0}};

/***/ })

};
