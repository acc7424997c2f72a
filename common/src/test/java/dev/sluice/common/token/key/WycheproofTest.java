package dev.sluice.common.token.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.sluice.common.token.jws.CompactJws;
import dev.sluice.common.token.jws.InvalidTokenException;
import dev.sluice.common.token.jws.TokenAlgorithm;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A test with the JWS and JWK vectors of C2SP/wycheproof. It verifies only signatures, because
 * their payloads are not claims.
 */
class WycheproofTest {
  private static final Set<TokenAlgorithm> SECRETS = algorithms(true);
  private static final Set<TokenAlgorithm> PUBLISHED = algorithms(false);

  private static final String OTHER_ALG =
      "the key is for another algorithm than the token's (RFC 7517, 4.4)";
  private static final String NO_ALG = "the key is for ES521, which is no algorithm";
  private static final String NOT_PADDED = "the text is that of vector 357, which is valid";
  private static final String NOT_BASE64 = "Base64url has no such character (RFC 7515, 2)";
  private static final String SAME_ID =
      "both keys are the issuer's, and ids need not differ (RFC 7517, 4.5)";

  /** The vectors whose result deliberately differs, with the reason. */
  private static final Map<Integer, String> SIGNATURE_DIFFERENCES =
      Map.of(
          346, OTHER_ALG,
          347, NO_ALG,
          350, OTHER_ALG,
          351, NO_ALG,
          367, NOT_PADDED,
          370, NOT_PADDED,
          372, NOT_BASE64,
          373, NOT_BASE64);

  private static final Map<Integer, String> KEY_DIFFERENCES = Map.of(4, SAME_ID);

  @Test
  void verify_signatureVectors_agree() throws IOException {
    assertEquals(SIGNATURE_DIFFERENCES.keySet(), differences("json_web_signature_test.json", 401));
  }

  @Test
  void verify_keyVectors_agree() throws IOException {
    assertEquals(KEY_DIFFERENCES.keySet(), differences("json_web_key_test.json", 26));
  }

  private static Set<Integer> differences(String file, int count) throws IOException {
    Set<Integer> differences = new TreeSet<>();
    int seen = 0;
    for (JsonNode group : read(file).path("testGroups")) {
      for (JsonNode vector : group.path("tests")) {
        seen++;
        boolean valid = vector.path("result").asString().equals("valid");
        if (valid != verifies(group, vector.path("jws"))) {
          differences.add(vector.path("tcId").asInt());
        }
      }
    }
    assertEquals(count, seen);
    return differences;
  }

  private static boolean verifies(JsonNode group, JsonNode jws) {
    JsonNode key = group.has("public") ? group.path("public") : group.path("private");
    String document = key.has("keys") ? key.toString() : "{\"keys\":[" + key + "]}";
    Set<TokenAlgorithm> allowed = group.has("public") ? PUBLISHED : SECRETS;
    return KeySet.parse(document, allowed, NativeCrypto.none())
        .filter(keys -> verifies(keys, jws.isString() ? jws.asString() : jws.toString()))
        .isPresent();
  }

  private static boolean verifies(KeySet keys, String text) {
    try {
      CompactJws jws = CompactJws.parse(text);
      return keys.candidates(jws.header()).stream().anyMatch(key -> key.verifies(jws));
    } catch (InvalidTokenException e) {
      return false;
    }
  }

  private static JsonNode read(String file) throws IOException {
    try (var in = WycheproofTest.class.getResourceAsStream("/wycheproof/" + file)) {
      assertNotNull(in);
      return JsonMapper.shared().readTree(in);
    }
  }

  private static Set<TokenAlgorithm> algorithms(boolean secret) {
    return Arrays.stream(TokenAlgorithm.values())
        .filter(algorithm -> algorithm.isSymmetric() == secret)
        .collect(Collectors.toUnmodifiableSet());
  }
}
