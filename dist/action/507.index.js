export const id = 507;
export const ids = [507];
export const modules = {

/***/ 507:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readJunit: () => (/* binding */ readJunit)
/* harmony export */ });
/* harmony import */ var _report_xml_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(821);
const gravity=[`passed`,`skipped`,`failed`,`broken`],outcomeOf={skipped:`skipped`,failure:`failed`,error:`broken`},isSuite=e=>e===`testsuite`||e===`testsuites`,number=e=>/^\d+$/.test(e??``)?Number(e):0;async function readJunit(e){let[t,n,r,i]=[0,0,0,0],a=[],o=[],s=[],c=null,name=e=>{a.length<10&&a.push(e.slice(0,200))};return await (0,_report_xml_js__WEBPACK_IMPORTED_MODULE_0__.r)(e,{open(e,t){let i=s.at(-1);if(s.push(e),i===void 0&&!isSuite(e))throw new _report_xml_js__WEBPACK_IMPORTED_MODULE_0__.t(`is no JUnit report: its root is <${e}>, not <testsuites> or <testsuite>`);if(isSuite(e)){let i=number(t.failures)+number(t.errors);o.push({name:t.name??e,claimed:i,before:n+r})}else if(e===`testcase`&&c===null){let e=t.status===`notrun`||t.result===`suppressed`;c={name:[t.classname,t.name].filter(e=>e).join(`.`)||`a test case without a name`,outcome:e?`skipped`:`passed`}}else{let t=outcomeOf[e];if(t===void 0)return;c!==null&&i===`testcase`?gravity.indexOf(t)>gravity.indexOf(c.outcome)&&(c.outcome=t):i!==void 0&&isSuite(i)&&t!==`skipped`&&(r+=1,name(`${o.at(-1)?.name}: the suite itself`))}},close(e){if(s.pop(),e===`testcase`&&c!==null&&!s.includes(`testcase`))t+=1,c.outcome===`skipped`&&(i+=1),c.outcome===`failed`&&(n+=1),c.outcome===`broken`&&(r+=1),(c.outcome===`failed`||c.outcome===`broken`)&&name(c.name),c=null;else if(isSuite(e)){let e=o.pop(),t=(e?.claimed??0)-(n+r-(e?.before??0));if(e===void 0||t<=0)return;r+=t,name(`${e.name}: ${t} more than its test cases show`)}}}),{tests:t,failures:n,errors:r,skipped:i,failed:a}}

/***/ })

};
