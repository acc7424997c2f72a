package dev.sluice.common.token.jws;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The relevant fields of a JOSE header. Keys that a token contains or references ({@code jwk},
 * {@code jku}, {@code x5c}, {@code x5u}) are ignored.
 *
 * @param type the lower-case type without {@code application/}, in which equal media types are
 *     equal texts
 */
public record JoseHeader(TokenAlgorithm algorithm, Optional<String> keyId, Optional<String> type) {
  private static final int MAX_KEY_ID = 512;
  private static final String APPLICATION = "application/";

  /**
   * The parameters for critical extensions, unencoded or compressed payloads and encryption, which
   * are not supported.
   */
  private static final List<String> UNSUPPORTED = List.of("crit", "b64", "zip", "enc");

  static JoseHeader of(Map<String, Object> members) throws InvalidTokenException {
    for (String name : UNSUPPORTED) {
      if (members.containsKey(name)) {
        throw new InvalidTokenException(TokenError.EXTENSION);
      }
    }
    TokenAlgorithm algorithm =
        text(members, "alg", TokenError.ALGORITHM)
            .flatMap(TokenAlgorithm::ofName)
            .orElseThrow(() -> new InvalidTokenException(TokenError.ALGORITHM));
    Optional<String> type = text(members, "typ", TokenError.TYPE).map(JoseHeader::normalType);
    Optional<String> keyId = text(members, "kid", TokenError.KEY_ID);
    if (keyId.isPresent() && keyId.get().length() > MAX_KEY_ID) {
      throw new InvalidTokenException(TokenError.KEY_ID);
    }
    return new JoseHeader(algorithm, keyId, type);
  }

  /** Returns a media type in a form in which equal types are equal texts. */
  static String normalType(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    boolean implied = lower.startsWith(APPLICATION) && lower.indexOf('/', APPLICATION.length()) < 0;
    return implied ? lower.substring(APPLICATION.length()) : lower;
  }

  private static Optional<String> text(Map<String, Object> members, String name, TokenError fault)
      throws InvalidTokenException {
    if (!members.containsKey(name)) {
      return Optional.empty();
    }
    if (members.get(name) instanceof String text && !text.isEmpty()) {
      return Optional.of(text);
    }
    throw new InvalidTokenException(fault);
  }
}
