package dev.sluice.extauthz.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {
  @ParameterizedTest
  @ValueSource(strings = {"Bearer a.b-c_d", "bearer a.b-c_d", "BEARER  a.b-c_d", "bEaReR a.b-c_d "})
  void of_bearer(String value) {
    assertEquals(new Credential.Bearer("a.b-c_d"), of(Map.of("authorization", value)));
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
  void of_authorizationNobodyCanRead(String value) {
    assertInstanceOf(Credential.Unreadable.class, of(Map.of("authorization", value)));
  }

  @Test
  void of_apiKeyAsABearerToken() {
    assertEquals(new Credential.ApiKey("slk_a_b"), of(Map.of("authorization", "Bearer slk_a_b")));
    assertEquals(new Credential.Bearer("slka_b"), of(Map.of("authorization", "Bearer slka_b")));
  }

  @Test
  void of_apiKey() {
    assertEquals(new Credential.ApiKey("k-1"), of(Map.of("x-api-key", "k-1")));
    assertInstanceOf(Credential.Unreadable.class, of(Map.of("x-api-key", "k-1,k-2")));
    assertInstanceOf(Credential.Unreadable.class, of(Map.of("x-api-key", "")));
  }

  @Test
  void of_twoCredentials() {
    assertInstanceOf(
        Credential.Unreadable.class, of(Map.of("authorization", "Bearer a", "x-api-key", "k")));
  }

  @Test
  void of_nothing() {
    assertInstanceOf(Credential.Absent.class, of(Map.of("cookie", "session=1")));
  }

  @Test
  void toString_tellsNothing() {
    assertFalse(new Credential.Bearer("canary-1").toString().contains("canary"));
    assertFalse(new Credential.ApiKey("canary-2").toString().contains("canary"));
  }

  private static Credential of(Map<String, String> headers) {
    return Credential.of(headers::get);
  }
}
