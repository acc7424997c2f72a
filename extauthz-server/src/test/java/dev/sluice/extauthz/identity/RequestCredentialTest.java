package dev.sluice.extauthz.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCredentialTest {
  @ParameterizedTest
  @ValueSource(strings = {"Bearer a.b-c_d", "bearer a.b-c_d", "BEARER a.b-c_d", "bEaReR a.b-c_d "})
  void fromHeaders_bearer(String value) {
    assertEquals(new RequestCredential.Bearer("a.b-c_d"), of(Map.of("authorization", value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Basic dXNlcjpwdw==",
        "a.b.c",
        "Bearer slk_a,b",
        "Bearer,Bearer a"
      })
  void fromHeaders_invalidAuthorization(String value) {
    assertInstanceOf(RequestCredential.Unreadable.class, of(Map.of("authorization", value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DPoP a.b-c_d", "dpop a.b-c_d", "DPOP a.b-c_d "})
  void fromHeaders_dpop(String value) {
    assertEquals(new RequestCredential.Dpop("a.b-c_d"), of(Map.of("authorization", value)));
  }

  @Test
  void fromHeaders_dpopWithKey_isUnreadable() {
    assertInstanceOf(
        RequestCredential.Unreadable.class, of(Map.of("authorization", "DPoP slk_a_b")));
    assertInstanceOf(
        RequestCredential.Unreadable.class,
        of(Map.of("authorization", "DPoP a.b.c", "x-api-key", "a.b.c")));
    assertInstanceOf(RequestCredential.Unreadable.class, of(Map.of("authorization", "DPoP ")));
  }

  @Test
  void fromHeaders_apiKeyAsBearerToken() {
    assertEquals(
        new RequestCredential.ApiKey("slk_a_b"), of(Map.of("authorization", "Bearer slk_a_b")));
    assertEquals(
        new RequestCredential.Bearer("slka_b"), of(Map.of("authorization", "Bearer slka_b")));
  }

  @Test
  void fromHeaders_apiKey() {
    assertEquals(new RequestCredential.ApiKey("k-1"), of(Map.of("x-api-key", "k-1")));
    assertInstanceOf(RequestCredential.Unreadable.class, of(Map.of("x-api-key", "k-1,k-2")));
    assertInstanceOf(RequestCredential.Unreadable.class, of(Map.of("x-api-key", "")));
  }

  @Test
  void fromHeaders_twoCredentials() {
    for (String authorization : List.of("Bearer a", "Bearer slk_a_c", "Basic slk_a_b", "slk_a_b")) {
      assertInstanceOf(
          RequestCredential.Unreadable.class,
          of(Map.of("authorization", authorization, "x-api-key", "slk_a_b")));
    }
  }

  @Test
  void fromHeaders_sameCredentialTwice_isOne() {
    assertEquals(
        new RequestCredential.ApiKey("slk_a_b"),
        of(Map.of("authorization", "Bearer slk_a_b", "x-api-key", "slk_a_b")));
    assertEquals(
        new RequestCredential.Bearer("a.b.c"),
        of(Map.of("authorization", "Bearer a.b.c", "x-api-key", "a.b.c")));
    assertInstanceOf(
        RequestCredential.Unreadable.class,
        of(Map.of("authorization", "Bearer slk_a,b", "x-api-key", "slk_a,b")));
  }

  @Test
  void fromHeaders_noCredential() {
    assertInstanceOf(RequestCredential.Absent.class, of(Map.of("cookie", "session=1")));
  }

  @Test
  void toString_isRedacted() {
    assertFalse(new RequestCredential.Bearer("canary-1").toString().contains("canary"));
    assertFalse(new RequestCredential.Dpop("canary-3").toString().contains("canary"));
    assertFalse(new RequestCredential.ApiKey("canary-2").toString().contains("canary"));
  }

  private static RequestCredential of(Map<String, String> headers) {
    return RequestCredential.fromHeaders(headers::get);
  }
}
