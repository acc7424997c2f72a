package dev.sluice.common.token.jws;

/** A parsed signed token, whose signature is not verified yet. */
public final class CompactToken {
  private final CompactJws jws;
  private final Claims claims;

  private CompactToken(CompactJws jws, Claims claims) {
    this.jws = jws;
    this.claims = claims;
  }

  /** The result of parsing: a token, or the first error. */
  public sealed interface ParseResult {
    /** A well-formed token. */
    record Parsed(CompactToken token) implements ParseResult {}

    /** A text that no accepted issuer would sign. */
    record Invalid(TokenError error) implements ParseResult {}
  }

  /** Parses the text. */
  public static ParseResult parse(String text) {
    try {
      CompactJws jws = CompactJws.parse(text);
      Claims claims = new Claims(StrictJson.object(jws.payload()));
      claims.requireRegisteredTypes();
      return new ParseResult.Parsed(new CompactToken(jws, claims));
    } catch (InvalidTokenException e) {
      return new ParseResult.Invalid(e.error());
    }
  }

  /** Returns the unverified claims. */
  public Claims claims() {
    return claims;
  }

  public JoseHeader header() {
    return jws.header();
  }

  public CompactJws jws() {
    return jws;
  }
}
