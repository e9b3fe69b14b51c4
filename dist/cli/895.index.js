export const id = 895;
export const ids = [895];
export const modules = {

/***/ 895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readApprovalsFile: () => (/* binding */ readApprovalsFile)
/* harmony export */ });
/* harmony import */ var _policy2_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(668);
/* harmony import */ var _iso_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(217);
/* harmony import */ var _gate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(760);
var import_dist=(0,_policy2_js__WEBPACK_IMPORTED_MODULE_0__.K)();const text=(0,_policy2_js__WEBPACK_IMPORTED_MODULE_0__.Kt)().trim().min(1),person=(0,_policy2_js__WEBPACK_IMPORTED_MODULE_0__.Jt)([text,(0,_policy2_js__WEBPACK_IMPORTED_MODULE_0__.Gt)({name:text.optional(),email:text.optional(),login:text.optional()}).refine(e=>Object.values(e).some(e=>e!==void 0),`needs a name, an email or a login`)]),approval=(0,_policy2_js__WEBPACK_IMPORTED_MODULE_0__.Gt)({person,state:(0,_policy2_js__WEBPACK_IMPORTED_MODULE_0__.Rt)([`approved`,`rejected`]).default(`approved`),at:(0,_iso_js__WEBPACK_IMPORTED_MODULE_1__.t)({offset:!0,error:`must be an instant such as 2026-03-29T14:00:00Z`}),commit:(0,_policy2_js__WEBPACK_IMPORTED_MODULE_0__.Kt)().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i,`must be the full hash of the commit (git rev-parse HEAD)`),environment:text,comment:(0,_policy2_js__WEBPACK_IMPORTED_MODULE_0__.Kt)().default(``)}),wrong=(e,t=`Each item looks like { "person": "octocat", "at": "2026-03-29T14:00:00Z", "commit": "...", "environment": "production" }.`)=>new _policy2_js__WEBPACK_IMPORTED_MODULE_0__.H(`usage`,e,t);async function readApprovalsFile(e,t,{head:n}){let r=await readText(e);await refuseTracked(e,t,n.sha);let i=parse(e,r);if(!Array.isArray(i))throw wrong(`${e}: expected a list of approvals.`);let a=[],o=i.flatMap((t,n)=>{let r=approval.safeParse(t,{error:describe});if(r.success)return[toApproval(r.data)];for(let{path:t,message:i}of r.error.issues)a.push(`${e}: item ${n+1}: ${[t.join(`.`),i].filter(e=>e!==``).join(` `)}`);return[]});if(a.length>0)throw wrong(a.join(`
`));return o}const describe=e=>{if(e.code===`unrecognized_keys`)return`has the unknown key ${e.keys.join(`, `)}`;if(e.code===`invalid_type`&&e.input===void 0)return`is missing`;if(e.code===`invalid_value`)return`must be ${e.values.join(` or `)}`;if(e.code===`invalid_union`)return`must be a login, or { name, email, login } with at least one of them`;if(e.code===`invalid_type`)return`must be ${e.expected===`object`?`a map`:`a ${e.expected}`}`;if(e.code===`too_small`)return`must not be empty`};async function readText(e){try{let t=await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_3__.open)(e,`r`);try{let n=await t.stat();if(!n.isFile())throw wrong(`${e} is no file.`);if(n.size>1048576)throw wrong(`${e} has more than 1 MiB.`);return new TextDecoder(`utf-8`,{fatal:!0}).decode(await t.readFile())}finally{await t.close()}}catch(t){if(t instanceof _policy2_js__WEBPACK_IMPORTED_MODULE_0__.H)throw t;if(t instanceof TypeError)throw wrong(`${e} is no UTF-8 text.`);let{code:n,message:r}=t;throw wrong(n===`ENOENT`?`There is no file ${e} with approvals.`:`${e} cannot be read: ${r}`,`Check the path given with --approvals.`)}}async function refuseTracked(e,{objects:t,root:n},r){if(n===null)return;let i=(0,node_path__WEBPACK_IMPORTED_MODULE_4__.relative)(n,await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_3__.realpath)(e));if(i.startsWith(`..`)||i===``||i.startsWith(node_path__WEBPACK_IMPORTED_MODULE_4__.sep))return;let a=await (0,_gate_js__WEBPACK_IMPORTED_MODULE_2__.o)(t,r,i.split(node_path__WEBPACK_IMPORTED_MODULE_4__.sep).join(`/`));if(a.status===`absent`)return;let o=a.status===`found`?`git tracks it at the head, so whoever may push could write approvals`:a.because;throw wrong(`${e} cannot be taken: ${o}.`,`Give a file that is no part of the repository.`)}function parse(e,t){try{return JSON.parse(t)}catch{}let n=(0,import_dist.parseDocument)(t,{uniqueKeys:!0,prettyErrors:!0}),[r]=n.errors;if(r!==void 0)throw wrong(`${e}: ${r.message.split(`
`)[0]}`);try{return n.toJS({maxAliasCount:0})}catch{throw wrong(`${e}: aliases are not taken here.`)}}function toApproval({person:e,at:t,commit:n,...r}){return{...r,person:toIdentity(e),at:new Date(t).toISOString(),commit:n.toLowerCase(),memberOf:[],edited:null,url:null}}function toIdentity(e){let t=typeof e==`string`?fromText(e):e,n=t.login?.replace(/^@/,``)??null,r=t.name??n??t.email??``;return{name:r,email:t.email??null,login:n,kind:r.endsWith(`[bot]`)?`bot`:`person`}}const fromText=e=>/^[^@\s]+@[^@\s]+$/.test(e)?{email:e}:{login:e};

/***/ }),

/***/ 217:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ datetime)
/* harmony export */ });
/* harmony import */ var _policy2_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(668);
function datetime(e){return (0,_policy2_js__WEBPACK_IMPORTED_MODULE_0__.Xt)(_policy2_js__WEBPACK_IMPORTED_MODULE_0__.Lt,e)}

/***/ })

};
