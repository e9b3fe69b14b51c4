export const id = 8191;
export const ids = [8191];
export const modules = {

/***/ 4211:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ permissionsTaken)
/* harmony export */ });
const contents=`contents: read`,actions=`actions: read`,pulls=`pull-requests: read`,permissionsTaken={always:[actions,contents,`deployments: read`],byKind:{changeTraits:[contents],changedFiles:[contents],ciRuns:[actions,`checks: read`,`statuses: read`],codeOwners:[contents],commits:[contents,pulls],dependencyDeployments:[`deployments: read`],deployJobs:[],deploymentApprovals:[actions],deploymentRequest:[pulls],deployments:[actions,`deployments: read`],documents:[contents],emergencyUses:[`issues: read`],environments:[actions],incidents:[`issues: read`],reviews:[pulls],securityAlerts:[`security-events: read`,`vulnerability-alerts: read`],testReports:[],triggerers:[actions]},byFeature:{comment:[`pull-requests: write`],"check-run":[`checks: write`],emergency:[`issues: write`]}};

/***/ }),

/***/ 1778:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ nothingSeen)
/* harmony export */ });
const evidenceKinds=[`changeTraits`,`changedFiles`,`ciRuns`,`codeOwners`,`commits`,`dependencyDeployments`,`deployJobs`,`deploymentApprovals`,`deploymentRequest`,`deployments`,`documents`,`emergencyUses`,`environments`,`incidents`,`reviews`,`securityAlerts`,`testReports`,`triggerers`];function nothingSeen(e,t){return{url:null,isInPipeline:!1,takes:{always:[],byKind:Object.fromEntries(evidenceKinds.map(e=>[e,[]])),byFeature:{}},...e,isPrivate:t,environments:t,teams:t,seenRuns:t,trustedBranch:t,refusals:[]}}

/***/ }),

/***/ 8191:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   survey: () => (/* binding */ survey)
/* harmony export */ });
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6575);
/* harmony import */ var _gate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6418);
/* harmony import */ var _setup_facts_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1778);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9318);
/* harmony import */ var _permissions2_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4211);
/* harmony import */ var _which_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6552);
const repository=(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({private:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Ht)(),default_branch:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Yt)(),html_url:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Yt)()}),branch$1=(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({protected:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Ht)()}),rules=(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Vt)((0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({type:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Yt)(),parameters:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({required_approving_review_count:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Gt)().nullish()}).nullish()}));async function readRepository(e,{owner:t,name:n}){let r={what:`the repository ${t}/${n}`,permission:null},{value:i}=await e.get(`/repos/${t}/${n}`,repository,r);return{isPrivate:i.private,defaultBranch:i.default_branch,url:i.html_url}}async function readBranch(e,{owner:t,name:n},r){let i=encodeURIComponent(r),a={what:`the branch ${r}`,permission:`contents: read`},[o,s]=await Promise.all([orNull(e.get(`/repos/${t}/${n}/branches/${i}`,branch$1,a).then(({value:e})=>e.protected)),orNull(e.get(`/repos/${t}/${n}/rules/branches/${i}`,rules,{...a,what:`the rules of ${r}`}).then(({value:e})=>e.some(({type:e,parameters:t})=>e===`pull_request`&&(t?.required_approving_review_count??0)>0)))]);return{name:r,isProtected:s===!0||o,takesReviews:s===!1&&o===!0?null:s}}async function orNull(e){try{return await e}catch(e){if(e instanceof _github_js__WEBPACK_IMPORTED_MODULE_2__.b)return null;throw e}}const anything=(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Qt)(),probes=[{what:`the deployments of the repository`,permission:`deployments: read`,path:`deployments`},{what:`the pull requests of the repository`,permission:`pull-requests: read`,path:`pulls`},{what:`the issues of the repository`,permission:`issues: read`,path:`issues`},{what:`the commits of the repository`,permission:`contents: read`,path:`commits`}];async function probe(e,{owner:t,name:n},r){return(await Promise.all(probes.filter(({permission:e})=>r.has(e)).map(async({what:r,permission:i,path:a})=>{try{return await e.get(`/repos/${t}/${n}/${a}`,anything,{what:r,permission:i},{per_page:`1`}),null}catch(e){if(e instanceof _github_js__WEBPACK_IMPORTED_MODULE_2__.b)return refusalOf(e,r,i);throw e}}))).filter(e=>e!==null)}const refusalOf=(e,t,n)=>({what:t,permission:n??/`([\w-]+: (?:read|write))`/.exec(e.fix??``)?.[1]??null,because:e.message,fix:e.fix}),onCommit=`
  oid
  status { contexts { context } }
  checkSuites(first: 20) {
    nodes { app { slug } workflowRun { workflow { name } } checkRuns(first: 50) { nodes { name } } }
  }`,query$1=`query RecentRuns($owner: String!, $name: String!, $commits: Int!) {
  repository(owner: $owner, name: $name) {
    defaultBranchRef { target { ... on Commit { history(first: $commits) { nodes { ${onCommit} } } } } }
    pullRequests(first: 5, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { commits(last: 1) { nodes { commit { ${onCommit} } } } }
    }
  }
}`,commit=(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({oid:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Yt)(),status:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({contexts:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Vt)((0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({context:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Yt)()}))}).nullable(),checkSuites:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({nodes:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Vt)((0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({app:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({slug:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Yt)()}).nullable(),workflowRun:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({workflow:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({name:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Yt)()})}).nullable(),checkRuns:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({nodes:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Vt)((0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({name:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Yt)()}))}).nullable()}))}).nullable()}),branch=(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({target:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({history:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({nodes:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Vt)(commit)})}).nullable()}).nullable(),pulls=(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({nodes:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Vt)((0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({commits:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({nodes:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Vt)((0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({commit}))})}))}),checks={what:`the checks on recent commits`,permission:`checks: read`},requests={what:`the newest pull requests`,permission:`pull-requests: read`};async function readRecentRuns(e,{owner:t,name:n}){let r=await (0,_github_js__WEBPACK_IMPORTED_MODULE_2__._)([20,5],r=>e.graph(query$1,{owner:t,name:n,commits:r},checks)),i=r.part([`repository`,`defaultBranchRef`],branch,checks)?.target?.history.nodes??[],a=r.part([`repository`,`pullRequests`],pulls,requests).nodes.flatMap(({commits:e})=>e.nodes),o=new Map([...i,...a.map(e=>e.commit)].map(e=>[e.oid,e])),s=new Map([...o.values()].flatMap(runsOn).map(e=>[JSON.stringify(e),e]));return{commits:o.size,runs:[...s].sort(([e],[t])=>e<t?-1:1).map(([,e])=>e)}}const runsOn=({status:e,checkSuites:t})=>[...(e?.contexts??[]).map(({context:e})=>({name:e,workflow:null,app:null})),...(t?.nodes??[]).flatMap(({app:e,workflowRun:t,checkRuns:n})=>(n?.nodes??[]).map(n=>({name:n.name,workflow:t?.workflow.name??null,app:e?.slug??null})))],team=(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Kt)({slug:(0,_policy_js__WEBPACK_IMPORTED_MODULE_0__.Yt)()}).nullable();async function readTeams(e,t,n){return Promise.all([...t].sort().map(async t=>{let[r=``,i=``]=t.split(`/`),a={what:`the team ${t}`,permission:null};try{return{name:t,state:(await e.graph(`query Team($organisation: String!, $team: String!) {
  organization(login: $organisation) { team(slug: $team) { slug } }
}`,{organisation:r,team:i},a)).part([`organization`,`team`],team,a)===null?n?`absent`:`unknown`:`there`}}catch(e){if(e instanceof _github_js__WEBPACK_IMPORTED_MODULE_2__.b)return{name:t,state:`unknown`};throw e}}))}async function survey(e,t={}){let n=await (0,_which_js__WEBPACK_IMPORTED_MODULE_4__.n)(e),r=await (0,_github_js__WEBPACK_IMPORTED_MODULE_2__.a)({env:n,checkRunId:null}),i=(0,_which_js__WEBPACK_IMPORTED_MODULE_4__.t)(e,n),a={platform:`github`,repository:`${r.owner}/${r.name}`,url:`${r.serverUrl}/${r.owner}/${r.name}`,isInPipeline:(n.GITHUB_ACTIONS??``)!==``,takes:_permissions2_js__WEBPACK_IMPORTED_MODULE_3__.t};if(i===null)return (0,_setup_facts_js__WEBPACK_IMPORTED_MODULE_5__.t)(a,(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.tt)(`GitHub was not asked: there is no token.`,"Set GITHUB_TOKEN (`gh auth token` prints one) and look again."));let{progress:o}=e,s=(0,_github_js__WEBPACK_IMPORTED_MODULE_2__.y)(r,i,{progress:o,...t}),c=(e.secrets?.orgToken??``).trim(),l=c===``?null:(0,_github_js__WEBPACK_IMPORTED_MODULE_2__.y)(r,c,{progress:o,...t});return o(`looking at the repository on GitHub`),{...a,...await look(e,r,s,l)}}async function look(e,t,n,r){let i=[];async function fact(t,n,r){try{return (0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.et)(await r(),t,e.now)}catch(e){if(!(e instanceof _github_js__WEBPACK_IMPORTED_MODULE_2__.b))throw e;return i.push(refusalOf(e,t,n)),(0,_gate_js__WEBPACK_IMPORTED_MODULE_1__.tt)(e.message,e.fix??void 0)}}let a=/* @__PURE__ */ new Set([..._permissions2_js__WEBPACK_IMPORTED_MODULE_3__.t.always,...e.kinds.flatMap(e=>_permissions2_js__WEBPACK_IMPORTED_MODULE_3__.t.byKind[e])]),o=await fact(`the repository`,null,()=>readRepository(n,t)),[s,c,l,u,d]=await Promise.all([fact(`the environments`,`actions: read`,async()=>(await (0,_github_js__WEBPACK_IMPORTED_MODULE_2__.d)(n,t)).map(e=>environmentOf(e,t))),fact(`the checks on recent commits`,null,()=>readRecentRuns(n,t)),fact(`the teams`,null,()=>readTeams(r??n,e.teams,r!==null)),o.status===`observed`?fact(`the default branch`,null,()=>readBranch(n,t,o.value.defaultBranch)):o,o.status===`observed`?probe(n,t,a):[]]);return{isPrivate:o.status===`observed`?{...o,value:o.value.isPrivate}:o,environments:s,seenRuns:c,teams:l,trustedBranch:u,refusals:[...i,...d].sort((e,t)=>e.because<t.because?-1:1)}}function environmentOf(e,t){let n=e.deployment_branch_policy;return{...(0,_github_js__WEBPACK_IMPORTED_MODULE_2__.u)(e.name,[e],t),branches:n===void 0?null:n===null?`any`:`some`}}

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
