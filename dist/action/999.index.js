export const id = 999;
export const ids = [999];
export const modules = {

/***/ 999:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ReportError: () => (/* reexport safe */ _report_xml_js__WEBPACK_IMPORTED_MODULE_0__.t)
/* harmony export */ });
/* harmony import */ var _report_xml_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(821);


/***/ })

};
