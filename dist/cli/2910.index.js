export const id = 2910;
export const ids = [2910];
export const modules = {

/***/ 2910:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gitlab: () => (/* reexport safe */ _gitlab_js__WEBPACK_IMPORTED_MODULE_0__.t)
/* harmony export */ });
/* harmony import */ var _gitlab_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6038);


/***/ })

};
