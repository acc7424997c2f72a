package dev.sluice.common.token.key;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmbeddedKeyTest {
  private static final Map<String, Object> RSA =
      Map.of(
          "kty",
          "RSA",
          "n",
          "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc"
              + "_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65"
              + "YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNL"
              + "yrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awa"
              + "pJzKnqDKgw",
          "e",
          "AQAB",
          "alg",
          "RS256",
          "kid",
          "2011-04-29");

  private static final Map<String, Object> EC =
      Map.of(
          "kty",
          "EC",
          "crv",
          "P-256",
          "x",
          "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
          "y",
          "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA");

  @Test
  void thumbprint_vectors() {
    // RFC 7638, 3.1, and RFC 9449, 6.1.
    assertEquals("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", thumbprint(RSA).orElseThrow());
    assertEquals("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I", thumbprint(EC).orElseThrow());
  }

  @Test
  void of_secretMember_isRejected() {
    for (String name : List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k")) {
      Map<String, Object> members = new HashMap<>(EC);
      members.put(name, "");
      assertEquals(Optional.empty(), thumbprint(members), name);
    }
  }

  @Test
  void of_incomplete_isRejected() {
    for (String name : EC.keySet()) {
      Map<String, Object> members = new HashMap<>(EC);
      members.remove(name);
      assertEquals(Optional.empty(), thumbprint(members), name);
      members.put(name, 7);
      assertEquals(Optional.empty(), thumbprint(members), name);
    }
    assertEquals(Optional.empty(), thumbprint(Map.of("kty", "oct", "k", "AAAA")));
  }

  private static Optional<String> thumbprint(Map<String, Object> members) {
    return EmbeddedKey.of(members).map(EmbeddedKey::thumbprint);
  }
}
