package dev.sluice.common.token.key;

import com.nimbusds.jose.JOSEException;
import dev.sluice.common.token.jws.InvalidTokenException;
import dev.sluice.common.token.jws.JoseHeader;
import dev.sluice.common.token.jws.StrictJson;
import dev.sluice.common.token.jws.TokenAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An immutable set of the usable keys of one issuer. */
public final class KeySet {
  private static final int MAX_KEYS = 100;

  private final List<VerificationKey> keys;

  private KeySet(List<VerificationKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Parses a JWKS document. It skips keys for encryption and keys that are malformed, weak, private
   * or of other kinds. Returns empty if no key remains or the document is malformed.
   *
   * @param algorithms the algorithms that the issuer may use
   */
  public static Optional<KeySet> parse(
      String json, Set<TokenAlgorithm> algorithms, NativeCrypto crypto) {
    List<?> members = members(json);
    if (algorithms.stream().anyMatch(TokenAlgorithm::isSymmetric)
        && !members.stream().allMatch(KeySet::secret)) {
      // A symmetric key could have been published.
      return Optional.empty();
    }
    List<VerificationKey> keys = new ArrayList<>();
    for (Object member : members) {
      if (member instanceof Map<?, ?> map && keys.size() < MAX_KEYS) {
        read(map, algorithms, crypto).ifPresent(keys::add);
      }
    }
    return keys.isEmpty() ? Optional.empty() : Optional.of(new KeySet(keys));
  }

  private static List<?> members(String json) {
    try {
      return StrictJson.object(json.getBytes(StandardCharsets.UTF_8)).get("keys")
              instanceof List<?> l
          ? l
          : List.of();
    } catch (InvalidTokenException e) {
      return List.of();
    }
  }

  private static boolean secret(Object member) {
    return member instanceof Map<?, ?> map && "oct".equals(map.get("kty"));
  }

  // Member names of a JSON object are texts by the grammar.
  @SuppressWarnings("unchecked")
  private static Optional<VerificationKey> read(
      Map<?, ?> member, Set<TokenAlgorithm> algorithms, NativeCrypto crypto) {
    try {
      VerificationKey key = VerificationKey.of((Map<String, Object>) member, algorithms, crypto);
      return key.isUsable() ? Optional.of(key) : Optional.empty();
    } catch (ParseException
        | JOSEException
        | GeneralSecurityException
        | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the number of keys. */
  public int size() {
    return keys.size();
  }

  /**
   * Returns the keys that may have signed a token: those with its key id, or without a key id the
   * only key of its algorithm.
   */
  public List<VerificationKey> candidates(JoseHeader header) {
    Optional<String> id = header.keyId();
    if (id.isEmpty()) {
      List<VerificationKey> fitting =
          keys.stream().filter(key -> key.supports(header.algorithm())).toList();
      return fitting.size() == 1 ? fitting : List.of();
    }
    List<VerificationKey> found = new ArrayList<>(1);
    for (VerificationKey key : keys) {
      if (id.get().equals(key.keyId())) {
        found.add(key);
      }
    }
    return found;
  }
}
