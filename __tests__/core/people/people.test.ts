import { describe, expect, it } from "vitest";
import type { Identity } from "../../../src/core/evidence/identity.ts";
import { acquaint, displayName, isBot, isPlatformItself, samePerson } from "../../../src/core/people/people.ts";

const who = (over: Partial<Identity>): Identity => ({ name: "Ann", email: null, login: null, kind: "person", ...over });

describe("displayName", () => {
  it("shows the account, else the name, else the address", () => {
    expect(displayName(who({ login: "ann" }))).toBe("@ann");
    expect(displayName(who({}))).toBe("Ann");
    expect(displayName(who({ name: " ", email: "ann@example.com" }))).toBe("ann@example.com");
    expect(displayName(who({ name: "", login: "" }))).toBe("somebody without a name");
  });
});

describe("samePerson", () => {
  it("compares logins and addresses without case", () => {
    expect(samePerson(who({ login: "Ann" }), who({ login: "ann", name: "other" }))).toBe(true);
    expect(samePerson(who({ email: "ANN@example.com" }), who({ email: "ann@example.com", name: "x" }))).toBe(true);
    expect(samePerson(who({ login: "ann" }), who({ login: "bob" }))).toBe(false);
  });

  it("does not take an address for a login that looks like it", () => {
    expect(samePerson(who({ login: "ann" }), who({ email: "ann@example.com" }))).toBe(false);
  });

  it("meets an address and a login where one of the two carries both", () => {
    expect(samePerson(who({ login: "ann", email: "a@example.com" }), who({ email: "A@example.com" }))).toBe(true);
  });

  it("reads the account out of an address that the platform hands out itself", () => {
    expect(samePerson(who({ login: "ann" }), who({ email: "123+Ann@users.noreply.github.com" }))).toBe(true);
    expect(samePerson(who({ login: "ann" }), who({ email: "ann@users.noreply.github.com" }))).toBe(true);
    expect(samePerson(who({ login: "ann" }), who({ email: "77-ann@users.noreply.gitlab.com" }))).toBe(true);
    expect(samePerson(who({ login: "ann" }), who({ email: "ann@users.noreply.example.com" }))).toBe(false);
  });

  it("compares names only where there is nothing else", () => {
    expect(samePerson(who({ name: "Ann B" }), who({ name: "ann b ", email: "x@example.com" }))).toBe(true);
    expect(samePerson(who({ email: "a@example.com" }), who({ email: "b@example.com" }))).toBe(false);
  });
});

describe("acquaint", () => {
  it("joins an address to an account that another name shows it belongs to, whatever the order", () => {
    const names = [
      who({ email: "a@example.com" }),
      who({ login: "ann", email: "a@example.com" }),
      who({ login: "ANN" }),
    ];
    for (const list of [names, names.toReversed()]) {
      const { personOf } = acquaint(list);
      expect(new Set(list.map(personOf))).toEqual(new Set(["@ann"]));
    }
  });

  it("knows who has an account", () => {
    const { hasAccount } = acquaint([who({ login: "ann", email: "a@example.com" })]);
    expect(hasAccount(who({ email: "a@example.com" }))).toBe(true);
    expect(hasAccount(who({ email: "b@example.com" }))).toBe(false);
    expect(hasAccount(who({ email: "ann@users.noreply.github.com" }))).toBe(true);
    expect(hasAccount(who({ email: "eve@users.noreply.github.com" }))).toBe(false);
  });

  it("keeps strangers apart", () => {
    const { personOf } = acquaint([who({ login: "ann" }), who({ login: "bob" }), who({ name: "Cy" })]);
    expect(new Set([who({ login: "ann" }), who({ login: "bob" }), who({ name: "Cy" })].map(personOf)).size).toBe(3);
  });
});

describe("isBot", () => {
  it("believes the platform, the suffix and the well-known names", () => {
    expect(isBot(who({ kind: "bot" }))).toBe(true);
    expect(isBot(who({ login: "acme-release[bot]" }))).toBe(true);
    expect(isBot(who({ name: "Renovate[bot]" }))).toBe(true);
    expect(isBot(who({ login: "Dependabot" }))).toBe(true);
    expect(isBot(who({ login: "robot" }))).toBe(false);
  });
});

describe("isPlatformItself", () => {
  it("takes the account for the platform, never an address that anybody can write", () => {
    expect(isPlatformItself(who({ name: "GitHub", email: "noreply@github.com", login: "web-flow" }))).toBe(true);
    expect(isPlatformItself(who({ name: "GitHub", email: "noreply@github.com" }))).toBe(false);
  });
});
