/** The actions that lines to paste and written workflows name. */

/** The commit of a release, with the version beside it: a tag can be moved. */
export const checkoutAction = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2";
export const gateAction = "acme/release-gate@v0.1.0";
