export const id = 176;
export const ids = [176];
export const modules = {

/***/ 176:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readPolicy: () => (/* binding */ readPolicy)
/* harmony export */ });
/* harmony import */ var _policy2_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(505);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(760);
async function readPolicy(e,t,n){if(e!==null)return{policy:(await (0,_policy2_js__WEBPACK_IMPORTED_MODULE_0__.r)(e,n)).policy,note:null};let{loaded:r,note:i}=await (0,_policy2_js__WEBPACK_IMPORTED_MODULE_0__.i)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(n,t));return{policy:r.policy,note:i}}

/***/ })

};
