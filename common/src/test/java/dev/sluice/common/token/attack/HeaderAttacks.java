package dev.sluice.common.token.attack;

import static dev.sluice.common.token.attack.AttackRow.passes;
import static dev.sluice.common.token.attack.AttackRow.refused;
import static dev.sluice.common.token.jws.TokenError.EXTENSION;
import static dev.sluice.common.token.jws.TokenError.TYPE;

import java.util.List;
import java.util.Map;

/** The attacks by the header: unsupported extensions, and tokens for another purpose. */
final class HeaderAttacks {
  private HeaderAttacks() {}

  static List<AttackRow<Attempt>> rows() {
    return List.of(
        refused(
            "crit-unknown",
            "something unknown is critical",
            "CVE-2025-59420",
            EXTENSION,
            a -> a.header("crit", List.of("bork")).header("bork", true)),
        refused(
            "crit-absent-member",
            "something critical is absent",
            "RFC 7515, 4.1.11",
            EXTENSION,
            a -> a.header("crit", List.of("exp"))),
        refused(
            "crit-empty",
            "nothing is critical",
            "RFC 7515, 4.1.11",
            EXTENSION,
            a -> a.header("crit", List.of())),
        refused(
            "crit-registered",
            "alg is critical",
            "RFC 7515, 4.1.11",
            EXTENSION,
            a -> a.header("crit", List.of("alg"))),
        refused(
            "crit-twice",
            "one name twice",
            "RFC 7515, 4.1.11",
            EXTENSION,
            a -> a.header("crit", List.of("x", "x")).header("x", 1)),
        refused("crit-text", "no list", "RFC 7515, 4.1.11", EXTENSION, a -> a.header("crit", "x")),
        refused("crit-null", "null", "RFC 7515, 4.1.11", EXTENSION, a -> a.header("crit", null)),
        refused(
            "b64-false",
            "a payload that is not encoded",
            "RFC 7797, 6",
            EXTENSION,
            a -> a.header("b64", false)),
        refused(
            "b64-critical",
            "as it must be announced",
            "RFC 7797, 7",
            EXTENSION,
            a -> a.header("b64", false).header("crit", List.of("b64"))),
        refused(
            "b64-true",
            "the usual, as an extension",
            "RFC 7797, 3",
            EXTENSION,
            a -> a.header("b64", true)),
        refused(
            "zip", "a compressed payload", "RFC 8725, 3.6", EXTENSION, a -> a.header("zip", "DEF")),
        refused(
            "enc",
            "a header of encryption",
            "RFC 7516, 9",
            EXTENSION,
            a -> a.header("enc", "A128GCM")),
        refused(
            "typ-logout",
            "a logout token",
            "RFC 8725, 3.11",
            TYPE,
            a -> a.header("typ", "logout+jwt")),
        refused(
            "typ-dpop",
            "a proof of possession",
            "RFC 9449, 4.3",
            TYPE,
            a -> a.header("typ", "dpop+jwt")),
        refused(
            "typ-event",
            "a security event",
            "RFC 8417, 2.3",
            TYPE,
            a -> a.header("typ", "secevent+jwt")),
        refused(
            "typ-request",
            "a request object",
            "RFC 9101, 10.8",
            TYPE,
            a -> a.header("typ", "oauth-authz-req+jwt")),
        refused(
            "typ-jose", "any JOSE object", "RFC 7515, 4.1.9", TYPE, a -> a.header("typ", "JOSE")),
        refused(
            "typ-other-tree",
            "text/jwt is not application/jwt",
            "RFC 7515, 4.1.9",
            TYPE,
            a -> a.header("typ", "text/jwt")),
        refused("typ-number", "a number", "RFC 7515, 4.1.9", TYPE, a -> a.header("typ", 1)),
        refused("typ-null", "null", "RFC 7515, 4.1.9", TYPE, a -> a.header("typ", null)),
        refused("typ-empty", "an empty text", "RFC 7515, 4.1.9", TYPE, a -> a.header("typ", "")),
        refused(
            "typ-list", "a list", "RFC 7515, 4.1.9", TYPE, a -> a.header("typ", List.of("JWT"))),
        refused(
            "typ-not-access",
            "JWT where access tokens are asked for",
            "RFC 9068, 4",
            TYPE,
            a -> a.types("at+jwt")),
        refused(
            "typ-absent-access",
            "none where access tokens are asked for",
            "RFC 8725, 3.12",
            TYPE,
            a -> a.types("at+jwt").withoutHeader("typ")),
        passes("typ-absent", "none", "RFC 7519, 5.1", a -> a.withoutHeader("typ")),
        passes("typ-small", "jwt in small letters", "RFC 7519, 5.1", a -> a.header("typ", "jwt")),
        passes(
            "typ-whole",
            "the whole media type",
            "RFC 7515, 4.1.9",
            a -> a.header("typ", "application/jwt")),
        passes("typ-access", "an access token", "RFC 9068, 2.1", a -> a.header("typ", "at+jwt")),
        passes(
            "typ-access-whole",
            "the whole media type, in other letters",
            "RFC 9068, 4",
            a -> a.types("at+jwt").header("typ", "Application/AT+JWT")),
        passes(
            "typ-of-issuer",
            "the issuer's own type",
            "RFC 8725, 3.11",
            a -> a.types("application/partner+jwt").header("typ", "partner+jwt")),
        passes("cty", "a content type", "RFC 7515, 4.1.10", a -> a.header("cty", "json")),
        passes(
            "member-unknown",
            "a member nobody knows",
            "RFC 7515, 4",
            a -> a.header("http://example.com/x", Map.of("y", List.of(1, 2)))),
        passes(
            "member-claim",
            "claims repeated in the header",
            "RFC 7519, 5.3",
            a -> a.header("iss", Attempt.ISSUER)));
  }
}
