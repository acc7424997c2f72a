package dev.sluice.common.token;

/** A signed token taken apart, nothing of it verified yet. */
public final class CompactToken {
  private final CompactJws jws;
  private final Claims claims;

  private CompactToken(CompactJws jws, Claims claims) {
    this.jws = jws;
    this.claims = claims;
  }

  /** A token that could be read, or the first reason why not. */
  public sealed interface Reading {
    /** The token, readable. */
    record Token(CompactToken token) implements Reading {}

    /** Not a token that any issuer of ours would sign. */
    record Faulty(TokenFault fault) implements Reading {}
  }

  /** Takes the text apart. */
  public static Reading read(String text) {
    try {
      CompactJws jws = CompactJws.parse(text);
      Claims claims = new Claims(StrictJson.object(jws.payload()));
      claims.requireRegisteredTypes();
      return new Reading.Token(new CompactToken(jws, claims));
    } catch (FaultyTokenException e) {
      return new Reading.Faulty(e.fault());
    }
  }

  /** The claims, unverified. */
  public Claims claims() {
    return claims;
  }

  JoseHeader header() {
    return jws.header();
  }

  CompactJws jws() {
    return jws;
  }
}
