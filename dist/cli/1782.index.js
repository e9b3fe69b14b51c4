export const id = 1782;
export const ids = [1782];
export const modules = {

/***/ 1782:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   risk: () => (/* binding */ risk)
/* harmony export */ });
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5793);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
const risk={name:`risk`,summary:`Score the risk of a range, or of every commit or tag of a history.`,usage:[`risk [--base REF] [--head REF] [OPTIONS]`,`risk --each-commit [OPTIONS]`,`risk --each-tag [OPTIONS]`],options:[{name:`repo`,value:`DIR`,meaning:`The repository, or a folder inside it.`,default:`.`},{name:`base`,value:`REF`,meaning:`Where the range begins; without it the newest release tag before the head.`},{name:`head`,value:`REF`,meaning:`Where the range or the history ends.`,default:`HEAD`},{name:`each-commit`,value:null,meaning:`One row for each change merged by the first parents of the head, oldest first, as of the moment it was merged.`},{name:`each-tag`,value:null,meaning:`One row for each tag on that chain: the changes since the tag before it.`},{name:`traits`,value:null,meaning:`With --each-commit --format json: what was counted, too. No names, no text.`},{name:`model`,value:`FILE`,meaning:"Judge by another model, as `npm run fit-risk` writes it."},{name:`format`,value:`FORMAT`,meaning:`How the answer is written; rows are csv or json (one object per line), a range is text or json.`,choices:[`text`,`json`,`csv`]}],notes:[`Columns: id (full commit hash, or the tag's name), score, level, p_rollback (a change is reverted within 30 days), p_any (that, or rewritten by a bug fix within 7 days).`,"Levels are those of the default thresholds. Files that a policy puts under a floor, and weights, belong to `check`.",`The model ranks changes. It does not rate people, and must not be used to.`,`Examples
  release-gate risk --base v1.2.0
  release-gate risk --each-commit --format csv > history.csv`],async run(e,t){let{mode:n,format:r}=askedFor(e),i={base:e.text(`base`)??null,head:e.text(`head`)??null},a=(0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(t.cwd,e.text(`repo`)??`.`),{readModel:o}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(6920)]).then(__webpack_require__.bind(__webpack_require__, 9409)),s=e.text(`model`),c=await o(s===void 0?null:(0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(t.cwd,s));if(n===`range`){let{rangeRisk:e}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(8319)]).then(__webpack_require__.bind(__webpack_require__, 2592));return t.out(await e(a,i,c,r===`json`?`json`:`text`,t)),0}let{historyRows:l}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(942)]).then(__webpack_require__.bind(__webpack_require__, 3753)),u={eachTag:n===`tag`,format:r===`json`?`json`:`csv`,traits:e.flag(`traits`)};for await(let e of l(a,i,c,u,t))t.out(e);return 0}};function askedFor(e){let[t,n]=[e.flag(`each-commit`),e.flag(`each-tag`)];if(t&&n)throw new _start_js__WEBPACK_IMPORTED_MODULE_0__.c(`risk scores commits or tags: give --each-commit or --each-tag, not both.`);let r=t?`commit`:n?`tag`:`range`,i=e.text(`format`)??(r===`range`?`text`:`csv`);if(r===`range`?i===`csv`:i===`text`)throw new _start_js__WEBPACK_IMPORTED_MODULE_0__.c(`--format ${i} does not fit here.`,r===`range`?`A range is written as text or json.`:`Rows are written as csv or json.`);if(e.flag(`traits`)&&(r!==`commit`||i!==`json`))throw new _start_js__WEBPACK_IMPORTED_MODULE_0__.c(`--traits adds what was counted to the rows of --each-commit --format json.`);return{mode:r,format:i}}

/***/ })

};
