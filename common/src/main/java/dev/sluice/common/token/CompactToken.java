package dev.sluice.common.token;

import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A signed token taken apart, nothing of it verified yet. Of the header only the algorithm and the
 * key id are used: keys that a token brings along or points to are ignored.
 */
public final class CompactToken {
  private static final int MAX_LENGTH = 16 * 1024;
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  private final TokenAlgorithm algorithm;
  private final Optional<String> keyId;
  private final Claims claims;
  private final byte[] signed;
  private final Base64URL signature;

  private CompactToken(
      TokenAlgorithm algorithm,
      Optional<String> keyId,
      Claims claims,
      byte[] signed,
      Base64URL signature) {
    this.algorithm = algorithm;
    this.keyId = keyId;
    this.claims = claims;
    this.signed = signed;
    this.signature = signature;
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
      return new Reading.Token(parse(text));
    } catch (FaultyTokenException e) {
      return new Reading.Faulty(e.fault());
    }
  }

  private static CompactToken parse(String text) throws FaultyTokenException {
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (text.length() > MAX_LENGTH
        || first < 0
        || second < 0
        || text.indexOf('.', second + 1) > 0) {
      throw new FaultyTokenException(TokenFault.MALFORMED);
    }
    Map<String, Object> header =
        StrictJson.object(StrictBase64Url.decode(text.substring(0, first)));
    TokenAlgorithm algorithm = algorithm(header);
    Optional<String> keyId = keyId(header);
    byte[] payload = StrictBase64Url.decode(text.substring(first + 1, second));
    String signature = text.substring(second + 1);
    // Nimbus would decode other texts to the same bytes.
    StrictBase64Url.requireCanonical(signature);
    return new CompactToken(
        algorithm,
        keyId,
        new Claims(StrictJson.object(payload)),
        text.substring(0, second).getBytes(StandardCharsets.US_ASCII),
        new Base64URL(signature));
  }

  private static TokenAlgorithm algorithm(Map<String, Object> header) throws FaultyTokenException {
    // Extensions that must be understood, unencoded or compressed payloads: none is supported.
    boolean extended =
        header.containsKey("crit") || header.containsKey("b64") || header.containsKey("zip");
    Object type = header.get("typ");
    boolean typed =
        type == null
            || (type instanceof String text && TYPES.contains(text.toLowerCase(Locale.ROOT)));
    if (extended || !typed || header.containsKey("enc")) {
      throw new FaultyTokenException(TokenFault.HEADER);
    }
    return Optional.ofNullable(header.get("alg"))
        .filter(String.class::isInstance)
        .flatMap(name -> TokenAlgorithm.named((String) name))
        .orElseThrow(() -> new FaultyTokenException(TokenFault.ALGORITHM));
  }

  private static Optional<String> keyId(Map<String, Object> header) throws FaultyTokenException {
    Object kid = header.get("kid");
    if (kid == null && !header.containsKey("kid")) {
      return Optional.empty();
    }
    if (kid instanceof String text && !text.isEmpty() && text.length() <= 512) {
      return Optional.of(text);
    }
    throw new FaultyTokenException(TokenFault.HEADER);
  }

  /** The algorithm that the header names; the issuer's settings decide whether it may. */
  public TokenAlgorithm algorithm() {
    return algorithm;
  }

  /** The id of the key that signed it, where the header names one. */
  public Optional<String> keyId() {
    return keyId;
  }

  /** The claims, unverified. */
  public Claims claims() {
    return claims;
  }

  byte[] signed() {
    return signed;
  }

  Base64URL signature() {
    return signature;
  }
}
