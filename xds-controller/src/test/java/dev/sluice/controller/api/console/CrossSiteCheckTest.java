package dev.sluice.controller.api.console;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.Secret;
import dev.sluice.controller.api.console.login.ConsoleSession;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CrossSiteCheckTest {
  private static final String OWN = "https://sluice.example.com";
  private static final ConsoleSession SESSION =
      new ConsoleSession(Secret.of("t"), "ada", Secret.of("right"), Instant.MAX);

  private static boolean permits(Map<String, String> headers, String token) {
    ConsoleRequest request =
        new ConsoleRequest(
            "id",
            "/console/logout",
            Map.of(),
            Map.of(),
            Map.of(),
            headers,
            Map.of("csrf", token),
            Optional.empty());
    return new CrossSiteCheck(URI.create(OWN)).permits(request, SESSION);
  }

  @Test
  void form_ofOwnPage_isPermitted() {
    assertTrue(permits(Map.of("sec-fetch-site", "same-origin"), "right"));
    assertTrue(permits(Map.of("origin", OWN), "right"));
  }

  @Test
  void form_withoutToken_isRefused() {
    assertFalse(permits(Map.of("sec-fetch-site", "same-origin"), "wrong"));
    assertFalse(permits(Map.of("sec-fetch-site", "same-origin"), ""));
  }

  @Test
  void form_ofOtherSite_isRefused() {
    for (String site : new String[] {"cross-site", "same-site", "none"}) {
      assertFalse(permits(Map.of("sec-fetch-site", site, "origin", OWN), "right"), site);
    }
    for (String origin :
        new String[] {"null", "http://sluice.example.com", OWN + ".evil.example"}) {
      assertFalse(permits(Map.of("origin", origin), "right"), origin);
    }
    assertFalse(permits(Map.of(), "right"));
  }
}
