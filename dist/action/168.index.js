export const id = 168;
export const ids = [168];
export const modules = {

/***/ 168:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gitlab: () => (/* binding */ gitlab)
/* harmony export */ });
const gitlab={id:`gitlab`,open:async()=>{throw Error(`The platform gitlab is no part of this bundle.`)}};

/***/ })

};
