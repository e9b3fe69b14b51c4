export const id = 8091;
export const ids = [8091];
export const modules = {

/***/ 8091:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   init: () => (/* binding */ init)
/* harmony export */ });
const init={name:`init`,summary:`Look at the repository, and write a policy and the pipeline file that asks the gate.`,usage:[`init [--environment NAME] [OPTIONS]`],options:[{name:`environment`,value:`NAME`,meaning:`Where releases go. Left out: the environment that a job or the platform names, else production.`},{name:`repo`,value:`DIR`,meaning:`The checkout to look at, or a folder inside it.`,default:`.`},{name:`platform`,value:`PLATFORM`,meaning:`Where the repository lives. auto: by the pipeline, else by where the checkout came from and what stands in it.`,choices:[`auto`,`github`,`gitlab`],default:`auto`},{name:`force`,value:null,meaning:`Write over files that are there.`},{name:`dry-run`,value:null,meaning:`Show what would be written, and write nothing.`}],notes:[`It looks at the files of the checkout, and where a token is at hand (GITHUB_TOKEN or GH_TOKEN; RELEASE_GATE_TOKEN on GitLab) at the environments on the platform. Without a token it uses no network.`,`Exit codes: 0 the files are written, or shown; 1 a file was there and was left as it is; 2 wrong usage; 3 something could not be read or written.`,`Examples
  release-gate init --dry-run
  release-gate init --environment production`],async run(e,t){let{lookAt:n}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(1210), __webpack_require__.e(4518)]).then(__webpack_require__.bind(__webpack_require__, 4518)),{draft:r}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(7777)]).then(__webpack_require__.bind(__webpack_require__, 1934)),{write:i}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(8873)]).then(__webpack_require__.bind(__webpack_require__, 1458)),{shown:a,summary:o}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(9851)]).then(__webpack_require__.bind(__webpack_require__, 1190)),s=await n({environment:e.text(`environment`)??null,repository:e.text(`repo`)??`.`,platform:e.text(`platform`)??`auto`},t),c=await r(s);if(e.flag(`dry-run`))return t.out(a(c)),0;let l=await i(s.root,c,e.flag(`force`));return t.out(o(s,l,t)),+!!l.some(({status:e})=>e===`left`)}};

/***/ })

};
