package dev.sluice.common.token.attack;

import static dev.sluice.common.token.attack.AttackRow.passes;
import static dev.sluice.common.token.attack.AttackRow.refused;
import static dev.sluice.common.token.jws.TokenError.JSON;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The attacks by JSON: header and payload must be unambiguous JSON objects in UTF-8. */
final class JsonAttacks {
  private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"rsa\"";

  private JsonAttacks() {}

  static List<AttackRow<Attempt>> rows() {
    return List.of(
        refused(
            "json-alg-twice",
            "alg twice in the header",
            "RFC 7515, 4",
            JSON,
            a -> a.headerText(HEADER + ",\"alg\":\"none\"}")),
        refused(
            "json-kid-twice",
            "kid twice, once escaped",
            "RFC 7515, 10.12",
            JSON,
            a -> a.headerText(HEADER + ",\"k\\u0069d\":\"p256\"}")),
        refused(
            "json-claim-twice",
            "a claim twice",
            "RFC 7519, 4",
            JSON,
            a -> a.claimsAfter("\"sub\":\"root\"")),
        refused(
            "json-same-twice",
            "a claim twice with the same value",
            "RFC 7519, 4",
            JSON,
            a -> a.claimsAfter("\"role\":\"developer\"")),
        refused(
            "json-inner-twice",
            "a member of a claim twice",
            "RFC 8259, 4",
            JSON,
            a -> a.claimsAfter("\"x\":{\"y\":1,\"y\":2}")),
        payload("null", "null", "CVE-2019-17195", "null"),
        payload("list", "a list of claims", "RFC 7519, 7.2", "[{}]"),
        payload("text", "a text", "RFC 7519, 7.2", "\"{}\""),
        payload("number", "a number", "RFC 7519, 7.2", "1"),
        payload("blank", "blanks", "RFC 7519, 7.2", "  "),
        payload("form", "a form", "RFC 7519, 7.2", "sub=u-1&exp=9"),
        refused(
            "json-header-null",
            "null for a header",
            "RFC 7515, 5.2",
            JSON,
            a -> a.headerText("null")),
        refused(
            "json-header-list",
            "a list for a header",
            "RFC 7515, 5.2",
            JSON,
            a -> a.headerText("[]")),
        changed("second", "a second object behind it", "RFC 8259, 2", j -> j + "{}"),
        changed("behind", "a word behind it", "RFC 8259, 2", j -> j + " x"),
        changed("cut", "its end missing", "RFC 8259, 2", j -> j.substring(0, j.length() - 1)),
        changed("bom", "a byte order mark before it", "RFC 8259, 8.1", j -> "\ufeff" + j),
        changed("zero", "a zero behind it", "RFC 8259, 2", j -> j + "\0"),
        first("nan", "a number that is none", "RFC 8259, 6", "\"x\":NaN"),
        first("infinity", "an endless number", "RFC 8259, 6", "\"x\":-Infinity"),
        first("zeros", "a number with zeros before it", "RFC 8259, 6", "\"x\":007"),
        first("hex", "a hexadecimal number", "RFC 8259, 6", "\"x\":0x10"),
        first("plus", "a number with a plus", "RFC 8259, 6", "\"x\":+1"),
        first("point", "a number that ends in its point", "RFC 8259, 6", "\"x\":1."),
        first("quotes", "single quotes", "RFC 8259, 7", "'x':1"),
        first("bare", "a name without quotes", "RFC 8259, 4", "x:1"),
        first("comment", "a comment", "RFC 8259, 2", "/* */\"x\":1"),
        first("commas", "two commas", "RFC 8259, 4", "\"x\":1,"),
        first("control", "a line break in a text", "RFC 8259, 7", "\"x\":\"a\nb\""),
        first("escape", "an escape that is none", "RFC 8259, 7", "\"x\":\"\\q\""),
        first("true", "a word in capital letters", "RFC 8259, 3", "\"x\":TRUE"),
        first(
            "deep",
            "nested deeper than may be",
            "CVE-2025-53864",
            "\"x\":" + "[".repeat(16) + "]".repeat(16)),
        first("digits", "a number of 41 digits", "RFC 8259, 9", "\"x\":" + "9".repeat(41)),
        first("name", "a name of 257 characters", "RFC 8259, 9", "\"" + "n".repeat(257) + "\":1"),
        bytes(
            "latin",
            "in Latin-1",
            "RFC 8725, 3.7",
            "{\"sub\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1)),
        bytes(
            "utf16",
            "in UTF-16",
            "RFC 8725, 3.7",
            "{\"sub\":\"u\"}".getBytes(StandardCharsets.UTF_16LE)),
        bytes(
            "overlong",
            "a slash in two bytes",
            "RFC 3629, 3",
            new byte[] {'{', '"', 'x', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'}),
        bytes(
            "surrogate",
            "half a pair in three bytes",
            "RFC 3629, 3",
            new byte[] {
              '{', '"', 'x', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'
            }),
        bytes(
            "half",
            "a character cut in the middle",
            "RFC 3629, 3",
            new byte[] {'{', '"', 'x', '"', ':', '"', (byte) 0xe2, (byte) 0x82, '"', '}'}),
        passes(
            "json-blanks",
            "blanks and line breaks between",
            "RFC 8259, 2",
            a -> a.headerText(" {\r\n\t\"alg\" : \"RS256\" ,\"kid\":\"rsa\" }\n")),
        passes(
            "json-escaped",
            "a claim whose name is escaped",
            "RFC 8259, 8.3",
            a -> a.withoutClaim("sub").claimsAfter("\"\\u0073ub\":\"u-1\"")),
        passes(
            "json-order",
            "the members of the header in another order",
            "RFC 8259, 4",
            a -> a.headerText("{\"kid\":\"rsa\",\"typ\":\"JWT\",\"alg\":\"RS256\"}")),
        passes(
            "json-unknown",
            "claims nobody knows",
            "RFC 7519, 4",
            a -> a.claim("x", Map.of("y", List.of(1, "2", true)))),
        passes(
            "json-nested",
            "nested as deep as may be",
            "RFC 8259, 9",
            a -> a.claimsAfter("\"x\":" + "[".repeat(15) + "]".repeat(15))),
        passes(
            "json-large",
            "a number of 40 digits that nobody reads",
            "RFC 8259, 6",
            a -> a.claim("x", BigInteger.TEN.pow(39))),
        passes(
            "json-korean",
            "characters of three bytes",
            "RFC 7519, 7.1",
            a -> a.claim("name", "\uc6b0\ub9ac")));
  }

  private static AttackRow<Attempt> payload(String id, String what, String clause, String text) {
    return refused("json-payload-" + id, what, clause, JSON, a -> a.payloadText(text));
  }

  private static AttackRow<Attempt> changed(
      String id, String what, String clause, UnaryOperator<String> change) {
    return refused("json-" + id, what, clause, JSON, a -> a.payloadText(change.apply(a.json())));
  }

  private static AttackRow<Attempt> first(String id, String what, String clause, String members) {
    return refused("json-" + id, what, clause, JSON, a -> a.claimsAfter(members));
  }

  private static AttackRow<Attempt> bytes(String id, String what, String clause, byte[] payload) {
    return refused("json-" + id, what, clause, JSON, a -> a.payloadBytes(payload));
  }
}
