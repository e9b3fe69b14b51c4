export const id = 8418;
export const ids = [8418];
export const modules = {

/***/ 8418:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   resume: () => (/* binding */ resume)
/* harmony export */ });
const resume={name:`resume`,summary:`Let the newest run that waits for the change window go on, once it is open.`,usage:[`resume --environment NAME --pipeline NAME [--apply] [OPTIONS]`],options:[{name:`environment`,value:`NAME`,meaning:`The environment whose change window held the run back.`},{name:`pipeline`,value:`NAME`,meaning:`GitHub: the file of the workflow that releases, such as release.yml. GitLab: the branch of the pipelines.`},{name:`job`,value:`NAME`,meaning:`The job whose first step is the gate, and that deploys (on GitLab the manual job that deploys).`,default:`deploy`},{name:`apply`,value:null,meaning:`Do it. Without it the command only says what it would do.`},{name:`policy`,value:`FILE`,meaning:`The policy: a file, or builtin:NAME. Without it .release-gate.yml of the repository, else builtin:standard.`},{name:`repo`,value:`DIR`,meaning:`The repository, or a folder inside it.`,default:`.`},{name:`platform`,value:`PLATFORM`,meaning:`Where the runs are. auto: the platform whose pipeline this is.`,choices:[`auto`,`github`,`gitlab`],default:`auto`}],notes:[`The newest run that reached the deploy job decides: it goes on where nothing but the window held it back. On GitHub its failed
jobs run again, so its approvals and its receipt are kept (within 30 days; permission actions: write). The gate in the run asks
everything anew. Older runs that waited are told that they were overtaken, as a check run on their commit (checks: write).`,`Exit codes: 0 whether or not there was something to do; 2 wrong usage or policy; 3 something could not be read, or not started.`,`Example
  release-gate resume --environment production --pipeline release.yml --apply`],async run(e,t){let{resumeRun:n}=await Promise.all(/* import() */[__webpack_require__.e(6575), __webpack_require__.e(6418), __webpack_require__.e(5351)]).then(__webpack_require__.bind(__webpack_require__, 8938));return n(e,t)}};

/***/ })

};
