package dev.sluice.common.token.confirmation;

import dev.sluice.common.token.jws.Claims;
import dev.sluice.common.token.jws.CompactToken;
import dev.sluice.common.token.jws.InvalidTokenException;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.jws.TokenError;
import dev.sluice.common.token.key.EmbeddedKey;
import dev.sluice.common.token.key.NativeCrypto;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** A proof of the possession of a key (RFC 9449, 4), whose signature is not verified yet. */
public final class DpopProof {
  /** The algorithms that a proof may have. */
  public static final Set<TokenAlgorithm> ALGORITHMS =
      Collections.unmodifiableSet(
          EnumSet.of(
              TokenAlgorithm.ES256,
              TokenAlgorithm.ES384,
              TokenAlgorithm.ES512,
              TokenAlgorithm.EDDSA,
              TokenAlgorithm.PS256,
              TokenAlgorithm.RS256));

  private static final int MAX_LENGTH = 8 * 1024;
  private static final int MAX_ID_LENGTH = 256;
  private static final String TYPE = "dpop+jwt";

  private final CompactToken token;
  private final EmbeddedKey key;
  private final String id;

  private DpopProof(CompactToken token, EmbeddedKey key, String id) {
    this.token = token;
    this.key = key;
    this.id = id;
  }

  /** Parses the value of the header, and checks all that needs no request. */
  static DpopProof parse(String header) throws InvalidProofException {
    require(header.length() <= MAX_LENGTH, BindingError.DPOP_SIZE);
    // Several lines of one header arrive joined by commas, which no proof contains.
    require(header.indexOf(',') < 0, BindingError.DPOP_REPEATED);
    CompactToken token =
        switch (CompactToken.parse(header)) {
          case CompactToken.ParseResult.Parsed(CompactToken parsed) -> parsed;
          case CompactToken.ParseResult.Invalid(TokenError fault) ->
              throw new InvalidProofException(error(fault));
        };
    require(token.header().type().filter(TYPE::equals).isPresent(), BindingError.DPOP_TYPE);
    require(ALGORITHMS.contains(token.header().algorithm()), BindingError.DPOP_ALGORITHM);
    EmbeddedKey key =
        token
            .jws()
            .embeddedKey()
            .flatMap(EmbeddedKey::of)
            .orElseThrow(() -> new InvalidProofException(BindingError.DPOP_KEY));
    return new DpopProof(token, key, id(token.claims()));
  }

  private static BindingError error(TokenError fault) {
    return switch (fault) {
      case ALGORITHM -> BindingError.DPOP_ALGORITHM;
      case TYPE -> BindingError.DPOP_TYPE;
      default -> BindingError.DPOP_MALFORMED;
    };
  }

  private static String id(Claims claims) throws InvalidProofException {
    String id = claims.members().get("jti") instanceof String text ? text : "";
    require(!id.isEmpty() && id.length() <= MAX_ID_LENGTH, BindingError.DPOP_ID);
    return id;
  }

  /** Returns the issue time in seconds since 1970. */
  long issuedAt() throws InvalidProofException {
    try {
      return token
          .claims()
          .seconds("iat")
          .orElseThrow(() -> new InvalidProofException(BindingError.DPOP_TIME));
    } catch (InvalidTokenException e) {
      throw new InvalidProofException(BindingError.DPOP_TIME);
    }
  }

  /** Returns a claim; empty text if it is absent or not a text. */
  String text(String claim) {
    return token.claims().members().get(claim) instanceof String text ? text : "";
  }

  String id() {
    return id;
  }

  String thumbprint() {
    return key.thumbprint();
  }

  /** Returns whether the key of the proof has signed it. This costs a signature verification. */
  boolean isSigned(NativeCrypto crypto) throws InvalidProofException {
    return key.verifier(token.header().algorithm(), crypto)
        .orElseThrow(() -> new InvalidProofException(BindingError.DPOP_KEY))
        .verifies(token.jws());
  }

  /** Checks a condition; throws an exception with the error if it does not hold. */
  static void require(boolean held, BindingError otherwise) throws InvalidProofException {
    if (!held) {
      throw new InvalidProofException(otherwise);
    }
  }
}
