package dev.sluice.common.token.attack;

import static dev.sluice.common.token.attack.AttackRow.passes;
import static dev.sluice.common.token.attack.AttackRow.refused;
import static dev.sluice.common.token.jws.TokenError.ENCODING;
import static dev.sluice.common.token.jws.TokenError.JSON;
import static dev.sluice.common.token.jws.TokenError.MALFORMED;
import static dev.sluice.common.token.jws.TokenError.SIZE;
import static dev.sluice.common.token.verify.TestIssuer.encode;

import java.util.List;

/**
 * The attacks by encoding: a token has exactly three parts of strict Base64url and exactly one
 * text.
 */
final class EncodingAttacks {
  private static final int LONGEST = 16 * 1024;

  private EncodingAttacks() {}

  static List<AttackRow<Attempt>> rows() {
    return List.of(
        refused("form-empty", "nothing", "RFC 7515, 7.1", MALFORMED, a -> a.sending(t -> "")),
        refused(
            "form-one",
            "one part",
            "RFC 7515, 7.1",
            MALFORMED,
            a -> a.sending(t -> t.replace(".", ""))),
        refused(
            "form-four",
            "a dot behind it",
            "RFC 7515, 7.1",
            MALFORMED,
            a -> a.sending(t -> t + ".")),
        refused(
            "form-first",
            "a dot before it",
            "RFC 7515, 7.1",
            MALFORMED,
            a -> a.sending(t -> "." + t)),
        refused(
            "form-five",
            "five parts, as an encrypted one",
            "RFC 7516, 7.1",
            MALFORMED,
            a -> a.sending(t -> t + ".AA.AA")),
        refused("form-dots", "dots alone", "RFC 7515, 7.1", JSON, a -> a.sending(t -> "..")),
        refused(
            "form-json",
            "the JSON form",
            "RFC 7515, 7.2.2",
            MALFORMED,
            a -> a.sending(t -> "{\"protected\":\"" + t.replace(".", "\",\"") + "\"}")),
        refused(
            "form-both",
            "the JSON form around the compact one",
            "CVE-2022-39227",
            ENCODING,
            a -> a.sending(t -> "{\"" + t + "\":1}")),
        refused(
            "form-quotes",
            "in quotes",
            "RFC 7515, 7.1",
            ENCODING,
            a -> a.sending(t -> "\"" + t + "\"")),
        refused(
            "form-no-header",
            "an empty header",
            "RFC 7515, 4",
            JSON,
            a -> a.sending(t -> t.substring(t.indexOf('.')))),
        refused(
            "form-no-payload",
            "no payload, as if it were detached",
            "RFC 7515, F",
            JSON,
            a ->
                a.sending(
                    t -> t.substring(0, t.indexOf('.') + 1) + t.substring(t.lastIndexOf('.')))),
        refused(
            "form-nested",
            "a token in a token",
            "RFC 7519, 5.2",
            JSON,
            a -> a.header("cty", "JWT").payloadText(new Attempt().token())),
        refused(
            "size-token",
            "longer than may be",
            "CVE-2025-61920",
            SIZE,
            a -> a.sending(t -> t + "A".repeat(LONGEST + 1 - t.length()))),
        refused(
            "size-header",
            "a header longer than may be",
            "RFC 8259, 9",
            SIZE,
            a -> a.header("x", "y".repeat(LONGEST))),
        refused(
            "b64-padded-header",
            "padding behind the header",
            "RFC 7515, 2",
            ENCODING,
            a -> a.sending(t -> t.replaceFirst("\\.", "=."))),
        refused(
            "b64-padded-payload",
            "padding behind the payload, signed so",
            "RFC 7515, 2",
            ENCODING,
            a -> a.signing(text -> AttackKeys.RSA.signed(text + "="))),
        refused(
            "b64-padded-signature",
            "padding behind the signature",
            "RFC 7515, 2",
            ENCODING,
            a -> a.sending(t -> t + "==")),
        refused(
            "b64-plus",
            "the alphabet of mail",
            "RFC 4648, 5",
            ENCODING,
            a -> a.signature(s -> "+" + s.substring(1))),
        refused(
            "b64-slash",
            "the other character of that alphabet",
            "RFC 4648, 5",
            ENCODING,
            a -> a.signature(s -> "/" + s.substring(1))),
        refused(
            "b64-blank",
            "a blank within",
            "RFC 7515, 2",
            ENCODING,
            a -> a.signature(s -> s.substring(0, 9) + " " + s.substring(9))),
        refused(
            "b64-line",
            "a line break behind it",
            "RFC 4648, 3.1",
            ENCODING,
            a -> a.sending(t -> t + "\n")),
        refused(
            "b64-zero",
            "a zero behind it",
            "RFC 4648, 3.3",
            ENCODING,
            a -> a.sending(t -> t + "\0")),
        refused(
            "b64-percent",
            "dots escaped as in addresses",
            "RFC 7515, 7.1",
            MALFORMED,
            a -> a.sending(t -> t.replace(".", "%2E"))),
        refused(
            "b64-wide",
            "a letter that looks like one",
            "RFC 4648, 3.3",
            ENCODING,
            a -> a.signature(s -> "\uff21" + s.substring(1))),
        refused(
            "b64-dangling",
            "a character that encodes no byte",
            "RFC 4648, 4",
            ENCODING,
            a -> a.signature(s -> s + "AAA")),
        refused(
            "b64-bits-signature",
            "another last character of the signature",
            "RFC 4648, 3.5",
            ENCODING,
            a -> a.signature(EncodingAttacks::otherLast)),
        refused(
            "b64-bits-header",
            "another last character of the header, signed so",
            "RFC 4648, 3.5",
            ENCODING,
            a ->
                a.headerText("{\"alg\":\"RS256\",\"kid\":\"rsa\",\"n\":1}")
                    .signing(text -> {
                      int dot = text.indexOf('.');
                      return AttackKeys.RSA.signed(
                          otherLast(text.substring(0, dot)) + text.substring(dot));
                    })),
        refused(
            "b64-hex",
            "hexadecimal",
            "RFC 7515, 3.1",
            JSON,
            a ->
                a.signing(
                    text -> AttackKeys.RSA.signed("7b7d" + text.substring(text.indexOf('.'))))),
        refused(
            "b64-plain",
            "a header that is not encoded",
            "RFC 7515, 3.1",
            ENCODING,
            a -> a.sending(t -> "{\"alg\":\"RS256\"}" + t.substring(t.indexOf('.')))),
        refused(
            "b64-twice",
            "encoded twice",
            "RFC 7515, 3.1",
            JSON,
            a -> a.headerText(encode("{\"alg\":\"RS256\",\"kid\":\"rsa\"}"))),
        passes("size-longest", "as long as may be", "RFC 7519, 7.2", EncodingAttacks::longest));
  }

  /** Changes the unused bits of the last character. */
  private static String otherLast(String text) {
    int last = text.length() - 1;
    return text.substring(0, last) + (char) (text.charAt(last) + 1);
  }

  private static void longest(Attempt a) {
    int length = a.claim("more", "").token().length();
    int more = (LONGEST - length) / 4 * 3;
    a.claim("more", "y".repeat(more));
  }
}
