import { array, assert, asyncProperty, constantFrom, integer, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, splitAtNul } from "../../../src/platforms/checkout/bytes.ts";
import { parseIdentity } from "../../../src/platforms/checkout/identity.ts";
import { coAuthorsOf, titleOf, trailersOf } from "../../../src/platforms/checkout/message.ts";
import { parseOrigin } from "../../../src/platforms/checkout/origin.ts";
import { compareVersions, parseReleaseTag } from "../../../src/platforms/checkout/release-tag.ts";

const version = (tag: string) => parseReleaseTag(tag) ?? { numbers: [], isPreRelease: false };

describe("bytes as text", () => {
  it("are UTF-8 as it stands, and escaped where they are none", () => {
    expect(decode(Buffer.from("größe ✓ \\"))).toBe("größe ✓ \\");
    expect(decode(Buffer.from([0x61, 0xff, 0x5c, 0xc3, 0xa9, 0xe2, 0x82]))).toBe("a\\xff\\\\é\\xe2\\x82");
    expect(decode(Buffer.from("a\\xffb"))).toBe("a\\\\xffb");
  });

  it("give different text for different bytes", () => {
    const bytes = array(constantFrom(0x5c, 0x78, 0x66, 0x30, 0xff, 0xc3, 0xa9), { maxLength: 9 });
    assert(
      property(bytes, bytes, (a, b) => {
        const [left, right] = [Buffer.from(a), Buffer.from(b)];
        return (decode(left) === decode(right)) === left.equals(right);
      }),
      { numRuns: 3000 },
    );
  });

  it("are cut at NUL wherever the chunks end", async () => {
    const parts = array(string({ unit: constantFrom("a", "b", "é") }), { minLength: 1, maxLength: 8 });
    await assert(
      asyncProperty(parts, integer({ min: 1, max: 5 }), async (texts, size) => {
        const whole = Buffer.from(`${texts.join("\0")}\0`);
        async function* chunks() {
          for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
        }
        const pieces: string[] = [];
        for await (const some of splitAtNul(chunks())) pieces.push(...some.map(String));
        expect(pieces).toEqual(texts);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a release tag", () => {
  it.each([
    ["v1.2.3", [1, 2, 3], false],
    ["2.0", [2, 0], false],
    ["v4", [4], false],
    ["release-1.2", [1, 2], false],
    ["REL_9_6_1", [9, 6, 1], false],
    ["go1.21.3", [1, 21, 3], false],
    ["@scope/pkg@1.2.3", [1, 2, 3], false],
    ["app/v1.2.3", [1, 2, 3], false],
    ["2024-03-01", [2024, 3, 1], false],
    ["v1.2.3+build.5", [1, 2, 3], false],
    ["1.2.3.RELEASE", [1, 2, 3], false],
    ["v1.2.3-p1", [1, 2, 3], false],
    ["v2.0.0-rc.1", [2, 0, 0], true],
    ["3.0.0rc1", [3, 0, 0], true],
    ["v1.0.0.beta2", [1, 0, 0], true],
    ["nightly/1.4.0", [1, 4, 0], true],
    ["v1.2.3-unheard-of", [1, 2, 3], true],
  ])("%s names a version", (tag, numbers, isPreRelease) => {
    expect(parseReleaseTag(tag)).toEqual({ numbers, isPreRelease });
  });

  it.each(["deployed", "build-123", "20240115", "backup-2024-01-05", "latest", ""])("%s names none", (tag) => {
    expect(parseReleaseTag(tag)).toBeNull();
  });

  it("is newer by its numbers, not by its letters", () => {
    expect(compareVersions(version("v1.10.0"), version("v1.9.9"))).toBeGreaterThan(0);
    expect(compareVersions(version("v4"), version("v4.0.1"))).toBeLessThan(0);
  });
});

describe("the origin", () => {
  it.each([
    ["https://github.com/acme/shop.git", "github.com", "acme/shop"],
    ["https://user:token@gitlab.example.com:8443/group/sub/shop", "gitlab.example.com", "group/sub/shop"],
    ["git@github.com:acme/shop.git", "github.com", "acme/shop"],
    ["ssh://git@GitHub.com:22/acme/shop.git/", "github.com", "acme/shop"],
    ["/srv/git/shop.git", null, "shop"],
    ["file:///srv/git/shop.git", null, "shop"],
    ["../shop", null, "shop"],
  ])("%s is told by host and path", (address, host, name) => {
    expect(parseOrigin(address)).toEqual({ host, name });
  });

  it.each([
    "https://github.com/acme/shop%40secret@x",
    "ext::sh -c 'curl x'",
    "",
    "https://",
    "https://github.com/a b/c",
  ])("%s is no name", (address) => {
    expect(parseOrigin(address)).toBeNull();
  });
});

describe("a commit message", () => {
  it("has trailers by git's rule", () => {
    expect(trailersOf("Title\n\nBody.\n\nReviewed-by: Bea\n <bea@x>\nAcked-by : Cem <c@x>\n")).toEqual([
      { key: "Reviewed-by", value: "Bea <bea@x>" },
      { key: "Acked-by", value: "Cem <c@x>" },
    ]);
    expect(trailersOf("Reviewed-by: Bea <bea@x>")).toEqual([]);
    expect(trailersOf("Title\n\nReviewed-by: Bea <bea@x>\nand some prose")).toEqual([]);
    expect(trailersOf("Title\n\nReviewed-by: Bea\n\nProse at the end.")).toEqual([]);
    expect(trailersOf("T\n\nSigned-off-by: A <a@x>\n[b: mended a word]\nReviewed-by: B <b@x>\n")).toHaveLength(2);
  });

  it("has a title and co-authors", () => {
    expect(titleOf("\nOne\ntwo\n\nthree")).toBe("One two");
    expect(coAuthorsOf("T\r\n\r\nCo-authored-by: A <a@x>\r\n")).toEqual(["A <a@x>"]);
    expect(parseIdentity("a@x")).toMatchObject({ name: "", email: "a@x", login: null });
  });
});
