export const id = 3992;
export const ids = [3992];
export const modules = {

/***/ 3992:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   calibrate: () => (/* binding */ calibrate)
/* harmony export */ });
/* harmony import */ var _start_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5793);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
const calibrate={name:`calibrate`,summary:`Hold the risk model against this repository's past, and propose its own rates and weights.`,usage:[`calibrate [--repo DIR] [--head REF] [OPTIONS]`],options:[{name:`repo`,value:`DIR`,meaning:`The repository, or a folder inside it.`,default:`.`},{name:`head`,value:`REF`,meaning:`Where the history ends.`,default:`HEAD`},{name:`last`,value:`N`,meaning:`Look at so many of the newest changes (first parents of the head).`,default:`20000`},{name:`failed`,value:`FILE`,meaning:`Commits that failed in production as you know it (failed deployments, incidents): one hash per line. Each counts as reverted.`},{name:`format`,value:`FORMAT`,meaning:`How the answer is written.`,choices:[`text`,`json`],default:`text`}],notes:[`What went wrong is read from the history: a change is reverted when a later one says so within 30 days, hot-fixed when a bug fix rewrites its code within 7. Fitted on the first 70 % and judged on the rest; only what is clearly better there is proposed, else the answer is to keep the defaults.`,`It rates changes. It does not rate people, and must not be used to.`,`Examples
  release-gate calibrate
  release-gate calibrate --last 5000 --format json`],async run(e,t){let n=Number(e.text(`last`)??2e4);if(!Number.isInteger(n)||n<1)throw new _start_js__WEBPACK_IMPORTED_MODULE_0__.c(`--last takes a whole number from 1 on.`,`For example --last 5000.`);let{readPast:r}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(3953)]).then(__webpack_require__.bind(__webpack_require__, 3874)),{readFailed:i}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(5284)]).then(__webpack_require__.bind(__webpack_require__, 3423)),a=e.text(`failed`),o=a===void 0?[]:await i((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(t.cwd,a)),s=await r((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(t.cwd,e.text(`repo`)??`.`),e.text(`head`)??null,n,o,t);t.progress(`resampling`);let{calibrate:c}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(3110), __webpack_require__.e(3135)]).then(__webpack_require__.bind(__webpack_require__, 3135)),{model:l}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(4056)]).then(__webpack_require__.bind(__webpack_require__, 7597)),{policyLines:u,renderCalibration:d}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(3110), __webpack_require__.e(5093)]).then(__webpack_require__.bind(__webpack_require__, 5093)),f=c(s.changes,l),{changes:p,...m}=s;return t.out(e.text(`format`)===`json`?`${JSON.stringify({...m,model:l.version,...f,policy:u(f).join(`
`)},null,2)}\n`:d(f,s)),0}};

/***/ })

};
