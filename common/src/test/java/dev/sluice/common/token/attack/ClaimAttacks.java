package dev.sluice.common.token.attack;

import static dev.sluice.common.token.attack.AttackRow.passes;
import static dev.sluice.common.token.attack.AttackRow.refused;
import static dev.sluice.common.token.jws.TokenError.AUDIENCE;
import static dev.sluice.common.token.jws.TokenError.CLAIM_TYPE;
import static dev.sluice.common.token.jws.TokenError.ISSUER;
import static dev.sluice.common.token.jws.TokenError.JSON;
import static dev.sluice.common.token.jws.TokenError.MISSING_CLAIM;

import dev.sluice.common.token.jws.TokenError;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attacks by claims in validly signed tokens: another issuer, another audience, wrong types.
 */
final class ClaimAttacks {
  private ClaimAttacks() {}

  static List<AttackRow<Attempt>> rows() {
    return List.of(
        claim("iss-other", "another", "RFC 8725, 3.8", ISSUER, "iss", "https://other.example"),
        claim(
            "iss-part",
            "the beginning of the right one",
            "CVE-2024-53861",
            ISSUER,
            "iss",
            "https://issuer.exampl"),
        claim(
            "iss-longer",
            "the right one and a host behind it",
            "RFC 7519, 4.1.1",
            ISSUER,
            "iss",
            Attempt.ISSUER + ".attacker.example"),
        claim("iss-slash", "a slash behind it", "RFC 7519, 2", ISSUER, "iss", Attempt.ISSUER + "/"),
        claim(
            "iss-letters",
            "in other letters",
            "RFC 7519, 4.1.1",
            ISSUER,
            "iss",
            "https://ISSUER.example"),
        claim(
            "iss-escaped",
            "with an escape of addresses",
            "RFC 7519, 2",
            ISSUER,
            "iss",
            "https://issuer%2eexample"),
        claim(
            "iss-blank", "a blank before it", "RFC 7519, 7.3", ISSUER, "iss", " " + Attempt.ISSUER),
        claim("iss-empty", "an empty text", "RFC 7519, 4.1.1", ISSUER, "iss", ""),
        refused(
            "claim-half-pair",
            "half of a surrogate pair in an escape",
            "RFC 8259, 8.2",
            JSON,
            a -> a.claimsAfter("\"sub2\":\"\\ud83d\"")),
        refused(
            "claim-half-pair-name",
            "half of a surrogate pair in a name",
            "RFC 7493, 2.1",
            JSON,
            a -> a.claimsAfter("\"\\udc00\":1")),
        refused(
            "claim-half-pair-deep",
            "half of a surrogate pair in a list",
            "RFC 7493, 2.1",
            JSON,
            a -> a.claimsAfter("\"groups\":[{\"x\":[\"\\ude00\\ud83d\"]}]")),
        passes(
            "claim-pair",
            "a whole surrogate pair in escapes",
            "RFC 8259, 7",
            a -> a.claimsAfter("\"sub2\":\"\\ud83d\\ude00\"")),
        refused("iss-absent", "none", "RFC 8725, 3.8", ISSUER, a -> a.withoutClaim("iss")),
        claim(
            "iss-list",
            "a list with the right one",
            "CVE-2025-30144",
            CLAIM_TYPE,
            "iss",
            List.of("https://attacker.example", Attempt.ISSUER)),
        refused(
            "iss-number",
            "a number that reads the same",
            "RFC 7519, 4.1.1",
            CLAIM_TYPE,
            a -> a.issuer("17").claim("iss", 17)),
        claim("iss-null", "null", "RFC 7519, 4.1.1", CLAIM_TYPE, "iss", null),
        claim("sub-number", "a number", "RFC 7519, 4.1.2", CLAIM_TYPE, "sub", 7),
        claim("sub-null", "null", "RFC 7519, 4.1.2", CLAIM_TYPE, "sub", null),
        claim("sub-list", "a list", "RFC 7519, 4.1.2", CLAIM_TYPE, "sub", List.of("u-1")),
        claim("jti-number", "a number", "RFC 7519, 4.1.7", CLAIM_TYPE, "jti", 7),
        claim("aud-other", "another", "RFC 8725, 3.9", AUDIENCE, "aud", "other"),
        claim(
            "aud-part",
            "the beginning of the right one",
            "RFC 7519, 4.1.3",
            AUDIENCE,
            "aud",
            "sluic"),
        claim(
            "aud-longer",
            "the right one and more",
            "RFC 7519, 4.1.3",
            AUDIENCE,
            "aud",
            "sluice-admin"),
        claim("aud-letters", "in other letters", "RFC 7519, 4.1.3", AUDIENCE, "aud", "Sluice"),
        claim(
            "aud-joined",
            "several in one text",
            "RFC 7519, 4.1.3",
            AUDIENCE,
            "aud",
            "other sluice"),
        claim("aud-wild", "a star", "RFC 7519, 4.1.3", AUDIENCE, "aud", "*"),
        claim("aud-empty-text", "an empty text", "RFC 7519, 4.1.3", AUDIENCE, "aud", ""),
        claim("aud-empty", "an empty list", "CVE-2020-26160", AUDIENCE, "aud", List.of()),
        refused("aud-absent", "none", "RFC 8725, 3.9", AUDIENCE, a -> a.withoutClaim("aud")),
        claim(
            "aud-mixed",
            "the right one beside a number",
            "RFC 7519, 4.1.3",
            CLAIM_TYPE,
            "aud",
            List.of("sluice", 1)),
        claim(
            "aud-nested",
            "the right one in a list in a list",
            "RFC 7519, 4.1.3",
            CLAIM_TYPE,
            "aud",
            List.of(List.of("sluice"))),
        claim(
            "aud-object",
            "an object with its name",
            "RFC 7519, 4.1.3",
            CLAIM_TYPE,
            "aud",
            Map.of("sluice", true)),
        claim("aud-number", "a number", "RFC 7519, 4.1.3", CLAIM_TYPE, "aud", 1),
        claim("aud-null", "null", "RFC 7519, 4.1.3", CLAIM_TYPE, "aud", null),
        claim(
            "aud-null-inside",
            "the right one beside null",
            "RFC 7519, 4.1.3",
            CLAIM_TYPE,
            "aud",
            Arrays.asList("sluice", null)),
        refused(
            "aud-unasked-number",
            "a number where any would do",
            "RFC 7519, 4.1.3",
            CLAIM_TYPE,
            a -> a.audiences().claim("aud", 1)),
        refused(
            "required-absent",
            "a claim that the issuer promised is absent",
            "RFC 7519, 4",
            MISSING_CLAIM,
            a -> a.required("sub", "acr")),
        refused(
            "required-null",
            "it is null",
            "RFC 7519, 4",
            MISSING_CLAIM,
            a -> a.required("acr").claim("acr", null)),
        refused(
            "required-letters",
            "it is there in other letters",
            "RFC 7519, 10.1.1",
            MISSING_CLAIM,
            a -> a.required("acr").claim("ACR", "1")),
        passes(
            "required-there",
            "a claim that the issuer promised",
            "RFC 7519, 4",
            a -> a.required("acr").claim("acr", "1")),
        passes(
            "required-list",
            "it is a list",
            "RFC 7519, 4",
            a -> a.required("amr").claim("amr", List.of("pwd"))),
        passes(
            "iss-any",
            "another, where any will do",
            "RFC 7519, 4.1.1",
            a -> a.issuer(null).claim("iss", "https://other.example")),
        passes(
            "iss-none",
            "none, where any will do",
            "RFC 7519, 4.1.1",
            a -> a.issuer(null).withoutClaim("iss")),
        passes(
            "aud-list",
            "a list with it alone",
            "RFC 7519, 4.1.3",
            a -> a.claim("aud", List.of("sluice"))),
        passes(
            "aud-among",
            "a list with others",
            "RFC 7519, 4.1.3",
            a -> a.claim("aud", List.of("other", "sluice", "third"))),
        passes(
            "aud-second",
            "the second of two that we are",
            "RFC 7519, 4.1.3",
            a -> a.audiences("gateway", "sluice")),
        passes(
            "aud-any",
            "another, where any will do",
            "RFC 7519, 4.1.3",
            a -> a.audiences().claim("aud", "other")),
        passes(
            "aud-unasked",
            "none, where any will do",
            "RFC 7519, 4.1.3",
            a -> a.audiences().withoutClaim("aud")),
        passes("jti-text", "an id", "RFC 7519, 4.1.7", a -> a.claim("jti", "7")));
  }

  private static AttackRow<Attempt> claim(
      String id,
      String what,
      String clause,
      TokenError fault,
      String name,
      @Nullable Object value) {
    return refused(id, what, clause, fault, a -> a.claim(name, value));
  }
}
