export const id = 8234;
export const ids = [8234];
export const modules = {

/***/ 8234:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   doctor: () => (/* binding */ doctor)
/* harmony export */ });
const doctor={name:`doctor`,summary:`Say what is missing for the gate to work in this repository.`,usage:[`doctor [--environment NAME ...] [OPTIONS]`],options:[{name:`environment`,value:`NAME`,many:!0,meaning:`Look at this environment only. Left out: every one that the policy names or a workflow deploys to.`},{name:`policy`,value:`FILE`,meaning:`The policy: a file, or builtin:NAME. Left out: .release-gate.yml of the working tree, else builtin:standard.`},{name:`repo`,value:`DIR`,meaning:`The checkout to look at, or a folder inside it.`,default:`.`},{name:`platform`,value:`PLATFORM`,meaning:`Where the repository lives. auto: by the pipeline, else by where the checkout came from.`,choices:[`auto`,`github`,`gitlab`,`local`],default:`auto`},{name:`token-variable`,value:`NAME`,meaning:`The variable that holds the token to look with. On GitHub also GITHUB_TOKEN or GH_TOKEN.`,default:`RELEASE_GATE_TOKEN`},{name:`org-token-variable`,value:`NAME`,meaning:`The variable that holds a token that may read the members of teams or groups, where the other one may not.`,default:`RELEASE_GATE_GROUP_TOKEN`},{name:`format`,value:`FORMAT`,meaning:`How the answer is written.`,choices:[`text`,`json`,`markdown`],default:`text`}],notes:[`It reads, and changes nothing: the policy and the pipeline files of the checkout, and with a token how the platform is set up.`,`Exit codes: 0 nothing is wrong; 1 something is to mend; 2 wrong usage or policy; 3 nothing wrong was found, but not everything could be looked at.`,`Examples
  release-gate doctor
  release-gate doctor --environment production --format markdown`],async run(e,t){let tokenIn=(e=``)=>t.env[e]?.trim()||null,{lookAround:n}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(1210), __webpack_require__.e(5950)]).then(__webpack_require__.bind(__webpack_require__, 5950)),{render:r}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(7644)]).then(__webpack_require__.bind(__webpack_require__, 4599)),i=await n({environments:e.texts(`environment`),policy:e.text(`policy`)??null,repository:e.text(`repo`)??`.`,platform:e.text(`platform`)??`auto`,token:tokenIn(e.text(`token-variable`)),orgToken:tokenIn(e.text(`org-token-variable`))},t);return t.out(r(i,e.text(`format`)??`text`,t)),exitOf(i.rules.map(({status:e})=>e))}};function exitOf(e){return e.includes(`problem`)?1:e.includes(`unseen`)?3:0}

/***/ })

};
