package dev.sluice.extauthz.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.lifecycle.Environment;
import dev.sluice.common.token.JwksSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JwksAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://keys.example/jwks, PROD, false, usable",
    "https://10.1.2.3:8443/jwks, PROD, false, usable",
    "http://keys.auth.svc/jwks, PROD, true, usable",
    "http://keys.auth.svc/jwks, PROD, false, refused",
    "http://keys.auth.svc/jwks, STAGING, false, refused",
    "http://keys.auth.svc/jwks, DEV, false, usable",
    "http://127.0.0.1:9203/jwks, DEV, false, loopback",
    "http://localhost:9203/jwks, DEV, false, loopback",
    "http://[::1]:9203/jwks, DEV, false, loopback",
    "https://LOCALHOST/jwks, PROD, true, refused",
    "https://127.0.0.1/jwks, STAGING, true, refused",
    "https://user@keys.example/jwks, DEV, false, refused",
    "https://keys.example/jwks#x, DEV, false, refused",
    "file:///etc/passwd, DEV, true, refused",
    "ftp://keys.example/, DEV, true, refused",
    "https:///jwks, DEV, true, refused",
    "not a url, DEV, true, refused",
  })
  void check_address(String url, Environment environment, boolean plainHttp, String expected) {
    assertEquals(expected, found(JwksAddress.check(url, environment, plainHttp)));
    assertEquals(expected, found(JwksAddress.checkIssuer(url, environment, plainHttp)));
  }

  @Test
  void checkIssuer_query() {
    assertEquals(
        "refused",
        found(JwksAddress.checkIssuer("https://login.example/a?b=c", Environment.DEV, true)));
  }

  private static String found(JwksAddress.Check check) {
    return switch (check) {
      case JwksAddress.Check.Usable(JwksSource.Url source) ->
          source.loopback() ? "loopback" : "usable";
      case JwksAddress.Check.Usable(JwksSource.Discovery source) ->
          source.loopback() ? "loopback" : "usable";
      case JwksAddress.Check.Usable(var other) -> other.toString();
      case JwksAddress.Check.Refused _ -> "refused";
    };
  }
}
