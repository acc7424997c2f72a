package dev.sluice.extauthz.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.token.jwks.JwksSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuerUrlRulesTest {
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
  void check_url(
      String url, DeploymentEnvironment environment, boolean plainHttp, String expected) {
    assertEquals(expected, found(IssuerUrlRules.check(url, environment, plainHttp)));
    assertEquals(expected, found(IssuerUrlRules.checkIssuer(url, environment, plainHttp)));
  }

  @Test
  void checkIssuer_query_isRejected() {
    assertEquals(
        "refused",
        found(
            IssuerUrlRules.checkIssuer(
                "https://login.example/a?b=c", DeploymentEnvironment.DEV, true)));
  }

  private static String found(IssuerUrlRules.CheckResult check) {
    return switch (check) {
      case IssuerUrlRules.CheckResult.Allowed(JwksSource.Url source) ->
          source.loopback() ? "loopback" : "usable";
      case IssuerUrlRules.CheckResult.Allowed(JwksSource.Discovery source) ->
          source.loopback() ? "loopback" : "usable";
      case IssuerUrlRules.CheckResult.Allowed(var other) -> other.toString();
      case IssuerUrlRules.CheckResult.Rejected _ -> "refused";
    };
  }
}
