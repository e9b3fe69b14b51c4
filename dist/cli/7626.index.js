export const id = 7626;
export const ids = [7626];
export const modules = {

/***/ 7626:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readNamedFile: () => (/* reexport safe */ _gate_js__WEBPACK_IMPORTED_MODULE_0__.D),
/* harmony export */   removeWhole: () => (/* reexport safe */ _gate_js__WEBPACK_IMPORTED_MODULE_0__.O)
/* harmony export */ });
/* harmony import */ var _gate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6418);


/***/ })

};
