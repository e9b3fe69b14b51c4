export const id = 4176;
export const ids = [4176];
export const modules = {

/***/ 4176:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readPolicy: () => (/* binding */ readPolicy)
/* harmony export */ });
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6575);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
async function readPolicy(e,t,n){if(e!==null){let{policy:t,places:r}=await (0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.r)(e,n);return{policy:t,places:r,note:null}}let{loaded:r,note:i}=await (0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.a)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(n,t));return{policy:r.policy,places:r.places,note:i}}

/***/ })

};
