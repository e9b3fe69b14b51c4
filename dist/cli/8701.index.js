export const id = 8701;
export const ids = [8701];
export const modules = {

/***/ 8701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readElsewhere: () => (/* binding */ readElsewhere)
/* harmony export */ });
/* harmony import */ var _gate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6418);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9318);
/* harmony import */ var _which_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6552);
async function readElsewhere(e,t){let n=await (0,_which_js__WEBPACK_IMPORTED_MODULE_2__.n)(e),r=await (0,_github_js__WEBPACK_IMPORTED_MODULE_1__.a)({env:n,checkRunId:null}),i=(0,_which_js__WEBPACK_IMPORTED_MODULE_2__.t)(e,n);if(i===null)return t.map(()=>(0,_gate_js__WEBPACK_IMPORTED_MODULE_0__.tt)(`GitHub was not asked: there is no token.`,`Set GITHUB_TOKEN and look again.`));let a=(0,_github_js__WEBPACK_IMPORTED_MODULE_1__.y)(r,i),o=(e.secrets?.orgToken??``).trim(),s=o===``?a:(0,_github_js__WEBPACK_IMPORTED_MODULE_1__.y)(r,o);return Promise.all(t.map(async({repository:t,path:n,ref:i})=>{let[o=``,c=``]=(t??`${r.owner}/${r.name}`).split(`/`),l=`${n} of ${o}/${c}`,u={what:l,permission:`contents: read`};try{let r=(await(t===null?a:s).graph(`query File($owner: String!, $name: String!, $at: String!) {
  repository(owner: $owner, name: $name) { object(expression: $at) { ... on Blob { oid byteSize isBinary isTruncated text } } }
}`,{owner:o,name:c,at:`${i??`HEAD`}:${n}`},u)).part([`repository`,`object`],_github_js__WEBPACK_IMPORTED_MODULE_1__.p,u);return typeof r?.text==`string`&&r.isTruncated===!1?(0,_gate_js__WEBPACK_IMPORTED_MODULE_0__.et)(r.text,l,e.now):(0,_gate_js__WEBPACK_IMPORTED_MODULE_0__.tt)(`${l} is not there${i===null?``:` at ${i}`}, or is no text.`)}catch(e){if(!(e instanceof _github_js__WEBPACK_IMPORTED_MODULE_1__.b))throw e;let n=t!==null&&(0,_github_js__WEBPACK_IMPORTED_MODULE_1__.v)(e)?`Set RELEASE_GATE_GROUP_TOKEN to a token that may read ${o}/${c} (contents: read), and look again.`:e.fix;return (0,_gate_js__WEBPACK_IMPORTED_MODULE_0__.tt)(e.message,n??void 0)}}))}

/***/ }),

/***/ 6552:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ withRepository),
/* harmony export */   t: () => (/* binding */ secretIn)
/* harmony export */ });
/* harmony import */ var _gate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6418);
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6575);
const secretIn=(e,t)=>[e.secrets?.token,t.GITHUB_TOKEN,t.GH_TOKEN].map(e=>(e??``).trim()).find(e=>e!==``)??null;async function withRepository({env:e,repository:t}){if((e.GITHUB_REPOSITORY??``).trim()!==``)return e;let{origin:n}=await (0,_gate_js__WEBPACK_IMPORTED_MODULE_0__.at)(t,e),r=e.GITHUB_SERVER_URL??`https://github.com`,i=URL.canParse(r)?new URL(r).hostname:null;if(n!==null&&n.host===i&&n.name.split(`/`).length===2)return{...e,GITHUB_REPOSITORY:n.name};throw new _policy_js__WEBPACK_IMPORTED_MODULE_1__["in"](`usage`,`Which repository on GitHub is meant is not known: ${n===null?"the checkout has no remote `origin`":`the checkout did not come from ${i??`GITHUB_SERVER_URL`}`}.`,`Set GITHUB_REPOSITORY to owner/name (and GITHUB_SERVER_URL, GITHUB_API_URL and GITHUB_GRAPHQL_URL on a host of your own).`)}

/***/ })

};
