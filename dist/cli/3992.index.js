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
const calibrate={name:`calibrate`,summary:`Hold the risk model against this repository's past, and propose its own rates and weights.`,usage:[`calibrate [--repo DIR] [--head REF] [OPTIONS]`],options:[{name:`repo`,value:`DIR`,meaning:`The repository, or a folder inside it.`,default:`.`},{name:`head`,value:`REF`,meaning:`Where the history ends.`,default:`HEAD`},{name:`last`,value:`N`,meaning:`Look at so many of the newest changes (first parents of the head).`,default:`20000`},{name:`failed`,value:`FILE`,meaning:`Commits that failed in production as you know it (failed deployments, incidents): one hash per line. Each counts as reverted.`},{name:`environment`,value:`NAME`,meaning:`Ask the platform for its newest deployments to NAME: a change that went out alone and failed, or was rolled back, counts as reverted.`},{name:`platform`,value:`PLATFORM`,meaning:`Where the deployments are. auto: the platform whose pipeline this is.`,choices:[`auto`,`github`,`gitlab`],default:`auto`},{name:`format`,value:`FORMAT`,meaning:`How the answer is written.`,choices:[`text`,`json`],default:`text`}],notes:[`What went wrong is read from the history: a change is reverted when a later one says so within 30 days, hot-fixed when a bug fix rewrites its code within 7. Fitted on the first 70 % and judged on the rest; only what is clearly better there is proposed, else the answer is to keep the defaults.`,`It rates changes. It does not rate people, and must not be used to.`,`Examples
  release-gate calibrate
  release-gate calibrate --environment production --last 5000`],async run(e,t){let n=Number(e.text(`last`)??2e4);if(!Number.isInteger(n)||n<1)throw new _start_js__WEBPACK_IMPORTED_MODULE_0__.c(`--last takes a whole number from 1 on.`,`For example --last 5000.`);let{readPast:r}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(3953)]).then(__webpack_require__.bind(__webpack_require__, 3874)),{readFailed:i}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(5284)]).then(__webpack_require__.bind(__webpack_require__, 3423)),a=e.text(`failed`),o=a===void 0?[]:await i((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(t.cwd,a)),s=(0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(t.cwd,e.text(`repo`)??`.`),c=e.text(`environment`),{readDeployments:l}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(5797)]).then(__webpack_require__.bind(__webpack_require__, 1512)),u={platform:e.text(`platform`)??`auto`,environment:c??``},d=c===void 0?null:await l(u,s,t),f=await r(s,e.text(`head`)??null,n,{failed:o,deployments:d},t);t.progress(`resampling`);let{calibrate:p}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(3110), __webpack_require__.e(3135)]).then(__webpack_require__.bind(__webpack_require__, 3135)),{model:m}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(4056)]).then(__webpack_require__.bind(__webpack_require__, 7597)),{policyLines:h,renderCalibration:g}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(3110), __webpack_require__.e(5093)]).then(__webpack_require__.bind(__webpack_require__, 5093)),_=p(f.changes,m),{changes:v,...y}=f;return t.out(e.text(`format`)===`json`?`${JSON.stringify({...y,model:m.version,..._,policy:h(_).join(`
`)},null,2)}\n`:g(_,f)),0}};

/***/ })

};
