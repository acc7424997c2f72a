package dev.sluice.extauthz.attack;

import dev.sluice.common.token.attack.AttackRow;
import java.util.List;
import java.util.function.Consumer;

/**
 * The attacks on the form of credentials. A request must have one credential of one form in one
 * header.
 */
final class CredentialAttacks {
  private static final String NONE = "no-credential";
  private static final String UNREADABLE = "unreadable";

  private CredentialAttacks() {}

  static List<AttackRow<CredentialAttackRequest>> rows() {
    return List.of(
        row(
            "absent",
            "no credential",
            "RFC 6750, 3.1",
            NONE,
            CredentialAttackRequest::withoutAuthorization),
        row(
            "query",
            "the token in the address",
            "RFC 6750, 2.3",
            NONE,
            c -> c.withoutAuthorization().path(t -> "/v1/chat?access_token=" + t)),
        row(
            "cookie",
            "the token in a cookie",
            "RFC 6750, 5.3",
            NONE,
            c -> c.withoutAuthorization().line("cookie", t -> "access_token=" + t)),
        row(
            "proxy",
            "the token for a proxy",
            "RFC 9110, 11.7.2",
            NONE,
            c -> c.withoutAuthorization().line("proxy-authorization", t -> "Bearer " + t)),
        row(
            "forwarded",
            "the token in a header of other gateways",
            "RFC 6750, 2.1",
            NONE,
            c -> c.withoutAuthorization().line("x-forwarded-authorization", t -> "Bearer " + t)),
        row(
            "empty",
            "an empty header",
            "RFC 9110, 11.6.2",
            UNREADABLE,
            c -> c.raw().authorization(t -> "")),
        row(
            "scheme-alone",
            "the scheme alone",
            "RFC 6750, 2.1",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer")),
        row(
            "blank",
            "a blank for a token",
            "RFC 6750, 2.1",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer ")),
        row(
            "blanks",
            "several blanks between",
            "RFC 6750, 2.1",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer   " + t)),
        row(
            "folded",
            "a folded line",
            "RFC 9112, 5.2",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer\r\n " + t)),
        row(
            "second-empty",
            "an empty second line",
            "RFC 9110, 5.3",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer " + t + ",")),
        row(
            "first-empty",
            "an empty first line",
            "RFC 9110, 5.3",
            UNREADABLE,
            c -> c.authorization(t -> ",Bearer " + t)),
        row("no-scheme", "no scheme", "RFC 9110, 11.4", UNREADABLE, c -> c.authorization(t -> t)),
        row(
            "basic",
            "the scheme Basic",
            "RFC 7617, 2",
            UNREADABLE,
            c -> c.authorization(t -> "Basic " + t)),
        row(
            "dpop",
            "the scheme DPoP, for a token of no key",
            "RFC 9449, 7.1",
            "dpop-unbound",
            c -> c.authorization(t -> "DPoP " + t)),
        row(
            "scheme-longer",
            "a scheme that begins alike",
            "RFC 9110, 11.1",
            UNREADABLE,
            c -> c.authorization(t -> "BearerX " + t)),
        row(
            "scheme-quoted",
            "a scheme in quotes",
            "RFC 9110, 11.1",
            UNREADABLE,
            c -> c.authorization(t -> "\"Bearer\" " + t)),
        row(
            "colon",
            "a colon behind the scheme",
            "RFC 9110, 11.4",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer: " + t)),
        row(
            "tab",
            "a tab between",
            "RFC 9110, 11.4",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer\t" + t)),
        row(
            "tab-more",
            "a blank and a tab between",
            "RFC 9110, 11.4",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer \t" + t)),
        row(
            "twice-scheme",
            "the scheme twice",
            "RFC 6750, 2.1",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer Bearer " + t)),
        row(
            "two-tokens",
            "two tokens behind a scheme",
            "RFC 6750, 2.1",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer " + t + " " + t)),
        row(
            "parameter",
            "a parameter in place of a token",
            "RFC 9110, 11.4",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer token=\"" + t + "\"")),
        row(
            "joined",
            "two lines, joined",
            "RFC 9110, 5.2",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer " + t + ",Bearer " + t)),
        row(
            "lines",
            "two lines of the header",
            "RFC 9110, 5.3",
            UNREADABLE,
            c -> c.raw().line("authorization", t -> "Bearer " + t)),
        row(
            "lines-letters",
            "two lines of the header, in other letters",
            "RFC 9110, 5.1",
            UNREADABLE,
            c -> c.raw().line("AUTHORIZATION", t -> "Bearer " + t)),
        row(
            "lines-empty",
            "an empty line of the header before it",
            "RFC 9110, 5.3",
            UNREADABLE,
            c -> c.raw().line("authorization", t -> "")),
        row(
            "and-basic",
            "Basic beside Bearer",
            "RFC 9110, 11.6.2",
            UNREADABLE,
            c -> c.authorization(t -> "Basic dTpw, Bearer " + t)),
        row(
            "and-key",
            "a key beside the token",
            "RFC 6750, 2",
            UNREADABLE,
            c -> c.line("x-api-key", t -> "k-1")),
        row(
            "and-empty-key",
            "an empty key beside the token",
            "RFC 6750, 2",
            UNREADABLE,
            c -> c.raw().line("x-api-key", t -> "")),
        row(
            "key-alone",
            "a key where a token is asked for",
            "RFC 9110, 11.6.1",
            "key-instead-of-token",
            c -> c.withoutAuthorization().line("x-api-key", t -> "k-1")),
        row(
            "key-token",
            "the token as a key",
            "RFC 6750, 2.1",
            "key-instead-of-token",
            c -> c.withoutAuthorization().line("x-api-key", t -> t)),
        row(
            "keys",
            "two keys",
            "RFC 9110, 5.3",
            UNREADABLE,
            c ->
                c.withoutAuthorization()
                    .line("x-api-key", t -> "k-1")
                    .line("x-api-key", t -> "k-2")),
        row(
            "line-break",
            "a line break and another header",
            "RFC 9110, 5.5",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer " + t + "\r\nx-user-id: root")),
        row(
            "line-feed",
            "a line feed at its end",
            "RFC 9110, 5.5",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer " + t + "\n")),
        row(
            "zero",
            "a zero before the token",
            "RFC 9110, 5.5",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer \0" + t)),
        row(
            "separator",
            "a control character that Java calls white space",
            "RFC 9110, 5.5",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer \u001c" + t)),
        row(
            "delete",
            "the character DEL",
            "RFC 9110, 5.5",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer " + t + "\u007f")),
        row(
            "bytes",
            "bytes that are no UTF-8",
            "RFC 9110, 5.5",
            UNREADABLE,
            c -> c.raw().authorization(t -> "Bearer " + t + "\u00ff")),
        row(
            "nbsp",
            "a blank of another kind",
            "RFC 9110, 11.4",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer \u00a0" + t)),
        row(
            "padding-inside",
            "padding within",
            "RFC 9110, 11.2",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer " + t.replace(".", "=."))),
        row(
            "padding-alone",
            "padding alone",
            "RFC 9110, 11.2",
            UNREADABLE,
            c -> c.authorization(t -> "Bearer ==")),
        row(
            "padding",
            "padding behind it, which the header allows and the token does not",
            "RFC 7515, 2",
            "encoding",
            c -> c.authorization(t -> "Bearer " + t + "=")),
        row(
            "opaque",
            "a token of no structure",
            "RFC 6750, 2.1",
            "malformed",
            c -> c.authorization(t -> "Bearer mF_9.B5f-4.1JqM~+/abc".replace(".1", ""))),
        row(
            "dev",
            "the development token elsewhere",
            "RFC 6750, 5.2",
            "malformed",
            c -> c.authorization(t -> "Bearer dev")),
        pass("good", "as usual", "RFC 6750, 2.1", c -> c.authorization(t -> "Bearer " + t)),
        pass(
            "small",
            "bearer in small letters",
            "RFC 9110, 11.1",
            c -> c.authorization(t -> "bearer " + t)),
        pass(
            "capitals",
            "BEARER in capitals",
            "RFC 7235, 2.1",
            c -> c.authorization(t -> "BEARER " + t)),
        pass(
            "blank-behind",
            "a blank behind it",
            "RFC 9110, 5.5",
            c -> c.authorization(t -> "Bearer " + t + " ")),
        pass("raw", "as bytes", "RFC 9110, 5.5", CredentialAttackRequest::raw),
        pass(
            "cookie-beside",
            "a cookie beside it",
            "RFC 6265, 5.4",
            c -> c.line("cookie", t -> "access_token=" + t)),
        pass(
            "query-beside",
            "a parameter of another name beside it",
            "RFC 6750, 2.3",
            c -> c.path(t -> "/v1/chat?token_type=x")));
  }

  private static AttackRow<CredentialAttackRequest> row(
      String id,
      String what,
      String clause,
      String verdict,
      Consumer<CredentialAttackRequest> change) {
    return new AttackRow<>("cred-" + id, what, clause, verdict, change);
  }

  private static AttackRow<CredentialAttackRequest> pass(
      String id, String what, String clause, Consumer<CredentialAttackRequest> change) {
    return row(id, what, clause, AttackRow.PASS, change);
  }
}
