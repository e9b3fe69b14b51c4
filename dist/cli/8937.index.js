export const id = 8937;
export const ids = [8937];
export const modules = {

/***/ 8937:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   permissionsTaken: () => (/* reexport safe */ _permissions2_js__WEBPACK_IMPORTED_MODULE_0__.t)
/* harmony export */ });
/* harmony import */ var _permissions2_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4211);


/***/ }),

/***/ 4211:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ permissionsTaken)
/* harmony export */ });
const contents=`contents: read`,actions=`actions: read`,pulls=`pull-requests: read`,permissionsTaken={always:[actions,contents,`deployments: read`],byKind:{changeTraits:[contents],changedFiles:[contents],ciRuns:[actions,`checks: read`,`statuses: read`],codeOwners:[contents],commits:[contents,pulls],dependencyDeployments:[`deployments: read`],deployJobs:[],deploymentApprovals:[actions],deploymentRequest:[pulls],deployments:[actions,`deployments: read`],documents:[contents],emergencyUses:[`issues: read`],environments:[actions],incidents:[`issues: read`],reviews:[pulls],securityAlerts:[`security-events: read`,`vulnerability-alerts: read`],testReports:[],triggerers:[actions]},byFeature:{comment:[`pull-requests: write`],"check-run":[`checks: write`],emergency:[`issues: write`]}};

/***/ })

};
