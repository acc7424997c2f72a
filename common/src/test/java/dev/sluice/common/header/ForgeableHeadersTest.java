package dev.sluice.common.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForgeableHeadersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-jwt-payload",
        "x-auth-request-user",
        "x-consumer-id",
        "x-authenticated-userid",
        "x-subject",
        "x-principal",
        "x-forwarded-user",
        "x-forwarded-email",
        "x-forwarded-groups",
        "x-forwarded-uri",
        "x-forwarded-path",
        "x-forwarded-prefix",
        "x-forwarded-method",
        "x-original-url",
        "x-rewrite-url",
        "x_forwarded_user",
        "x_original-uri"
      })
  void contains_trustedByUpstreams_isTrue(String name) {
    assertTrue(ForgeableHeaders.DEFAULT.contains(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorization",
        "x-forwarded-for",
        "x-forwarded-proto",
        "x-forwarded-host",
        "x-request-id",
        "x-stainless-lang",
        "x-user-agent",
        "x-authors"
      })
  void contains_others_isFalse(String name) {
    assertFalse(ForgeableHeaders.DEFAULT.contains(name));
  }

  @Test
  void read_settings_addAndExempt() {
    ForgeableHeaders headers =
        read("{remove: [X-Branch-User, x-portal-*], keep: [X-Auth-Token, x-subject]}");
    assertTrue(headers.contains("x-branch-user"));
    assertTrue(headers.contains("x-portal-user"));
    assertTrue(headers.contains("x-auth-token2"));
    assertFalse(headers.contains("x-auth-token"));
    assertFalse(headers.contains("x_auth_token"));
    assertFalse(headers.contains("x-subject"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "remove: [authorization] | client-headers.remove: must not cover authorization",
        "remove: [x-*] | client-headers.remove: must not cover x-api-key",
        "remove: [a b] | client-headers.remove: must be names of headers",
        "keep: [x-other] | client-headers.keep: must be names of headers that would be removed",
      })
  void read_wrongSetting_isProblem(String setting, String problem) {
    ConfigException thrown =
        assertThrows(ConfigException.class, () -> read("{" + setting.strip() + "}"));
    assertTrue(thrown.problems().toString().contains(problem), () -> thrown.problems().toString());
  }

  @Test
  void read_nothing_isDefault() {
    assertEquals(ForgeableHeaders.DEFAULT, read("{}"));
  }

  private static ForgeableHeaders read(String section) {
    ConfigReader config = ConfigReader.of("client-headers: " + section, Map.of());
    ForgeableHeaders headers = ForgeableHeaders.read(config.section("client-headers"));
    config.finish();
    return headers;
  }
}
