package dev.sluice.common.token.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ThumbprintUtils;
import dev.sluice.common.token.jws.TokenAlgorithm;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A public key in the header of a signed text. It says nothing about the signer, unless its
 * thumbprint is known from elsewhere.
 */
public final class EmbeddedKey {
  /** The members of a thumbprint by type, in their order (RFC 7638, 3.2). */
  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "EC", List.of("crv", "kty", "x", "y"),
          "RSA", List.of("e", "kty", "n"),
          "OKP", List.of("crv", "kty", "x"));

  /** The members that say what the key is for. */
  private static final List<String> PURPOSE = List.of("alg", "use", "key_ops");

  private static final List<String> SECRET = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private final Map<String, Object> members;
  private final String thumbprint;

  private EmbeddedKey(Map<String, Object> members, String thumbprint) {
    this.members = members;
    this.thumbprint = thumbprint;
  }

  /**
   * Reads the members of a JWK. Returns empty if it is symmetric or has a secret member. The key
   * itself is read when it verifies, because that costs more.
   */
  public static Optional<EmbeddedKey> of(Map<String, Object> jwk) {
    List<String> names = jwk.get("kty") instanceof String kty ? REQUIRED.get(kty) : null;
    if (names == null || SECRET.stream().anyMatch(jwk::containsKey)) {
      return Optional.empty();
    }
    LinkedHashMap<String, Object> members = new LinkedHashMap<>();
    for (String name : names) {
      if (!(jwk.get(name) instanceof String text)) {
        return Optional.empty();
      }
      members.put(name, text);
    }
    try {
      String thumbprint = ThumbprintUtils.compute("SHA-256", members).toString();
      for (String name : PURPOSE) {
        if (jwk.containsKey(name)) {
          members.put(name, jwk.get(name));
        }
      }
      return Optional.of(new EmbeddedKey(members, thumbprint));
    } catch (JOSEException e) {
      return Optional.empty();
    }
  }

  /** Returns the SHA-256 thumbprint in Base64url (RFC 7638). */
  public String thumbprint() {
    return thumbprint;
  }

  /** Returns the key for one algorithm; empty if the key is malformed, weak or of another type. */
  public Optional<VerificationKey> verifier(TokenAlgorithm algorithm, NativeCrypto crypto) {
    try {
      return Optional.of(VerificationKey.of(members, Set.of(algorithm), crypto))
          .filter(VerificationKey::isUsable);
    } catch (ParseException
        | JOSEException
        | GeneralSecurityException
        | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
