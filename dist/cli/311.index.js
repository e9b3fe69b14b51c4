export const id = 311;
export const ids = [311];
export const modules = {

/***/ 311:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openResuming: () => (/* binding */ openResuming)
/* harmony export */ });
/* harmony import */ var _gitlab_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6038);
async function openResuming(e,t,n={}){let r=(0,_gitlab_js__WEBPACK_IMPORTED_MODULE_0__.r)(e),i=n.transport??await (0,_gitlab_js__WEBPACK_IMPORTED_MODULE_0__.v)(r),a=(0,_gitlab_js__WEBPACK_IMPORTED_MODULE_0__._)(r,{progress:e.progress,...n,transport:i}),{environment:o,now:s}=e;return{runs:()=>readRuns(a,{...t,environment:o,now:s}),async resume({id:e,name:t}){let n={route:_gitlab_js__WEBPACK_IMPORTED_MODULE_0__.y.playJob,at:{job:e},what:`the start of the manual job of pipeline ${t}`};await a.write(_gitlab_js__WEBPACK_IMPORTED_MODULE_0__.h,{},n)},async tell(){}}}async function readRuns(e,t){let{environment:n,pipeline:r,job:i}=t,a=await e.firstPage(_gitlab_js__WEBPACK_IMPORTED_MODULE_0__.u,{route:_gitlab_js__WEBPACK_IMPORTED_MODULE_0__.y.deployments,what:`the deployments to ${n}`,query:{environment:n,order_by:`id`,sort:`desc`}}),o=[];for(let n of a){let a=n.deployable;if(a==null||a.name!==i||a.ref!==r)continue;let s=await progressOf(e,n,a.status,t.now);if(o.push({id:String(a.id),name:`#${a.pipeline.id}`,url:a.web_url??``,commit:n.sha,createdAt:n.created_at,job:s}),s.state===`deployed`)break}return o}const ends={success:`deployed`,failed:`failed`,canceled:`failed`,running:`going`};async function progressOf(e,t,n,r){let i=ends[t.status]??([`pending`,`running`,`preparing`,`waiting_for_resource`].includes(n)?`going`:null);if(i===`deployed`||i===`failed`||i===`going`)return{state:i};if(t.status!==`created`||n!==`manual`)return{state:`not-reached`};let{approvals:a,pending_approval_count:o}=await e.get(_gitlab_js__WEBPACK_IMPORTED_MODULE_0__.p,{route:_gitlab_js__WEBPACK_IMPORTED_MODULE_0__.y.deployment,at:{deployment:t.id},what:`the approvals of deployment ${t.id}`});return o===0&&(a??[]).some(({status:e})=>e===`approved`)?{state:`held`,until:r}:{state:`not-reached`}}

/***/ })

};
