package dev.sluice.controller.api.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestClock;
import dev.sluice.common.token.verify.TestIssuer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiIssuersTest {
  private static final String ISSUER = "https://issuer.example";
  private static final TestIssuer KEY = TestIssuer.create(TokenAlgorithm.ES256, "k");

  private final TestClock clock = new TestClock();
  private final Map<String, Object> claims = TestIssuer.claims(clock.seconds());

  @Test
  void verify_boundToken_isRejected() {
    claims.put("iss", ISSUER);
    claims.put("aud", "sluice");
    assertEquals(true, isAccepted());
    claims.put("cnf", Map.of("jkt", KEY.thumbprint()));
    assertEquals(false, isAccepted());
  }

  private boolean isAccepted() {
    var issuer =
        new ApiIssuers.ApiIssuer(
            ISSUER, Set.of("sluice"), new JwksSource.Inline(TestIssuer.jwks(KEY)));
    try (ApiIssuers issuers = new ApiIssuers(List.of(issuer), clock)) {
      return issuers.verify(KEY.token(claims)).isPresent();
    }
  }
}
