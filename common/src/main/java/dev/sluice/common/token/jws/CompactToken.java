package dev.sluice.common.token.jws;

/** A signed token taken apart, nothing of it verified yet. */
public final class CompactToken {
  private final CompactJws jws;
  private final Claims claims;

  private CompactToken(CompactJws jws, Claims claims) {
    this.jws = jws;
    this.claims = claims;
  }

  /** A token that could be read, or the first reason why not. */
  public sealed interface ParseResult {
    /** The token, readable. */
    record Parsed(CompactToken token) implements ParseResult {}

    /** Not a token that any issuer of ours would sign. */
    record Invalid(TokenError error) implements ParseResult {}
  }

  /** Takes the text apart. */
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

  /** The claims, unverified. */
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
