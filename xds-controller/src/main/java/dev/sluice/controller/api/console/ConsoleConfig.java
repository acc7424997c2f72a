package dev.sluice.controller.api.console;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.controller.api.console.login.SignInSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A configuration of the console.
 *
 * @param baseUrl the scheme, host and port that browsers use
 */
public record ConsoleConfig(URI baseUrl, SignInSettings signIn) {
  static final String CALLBACK = "/console/callback";
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  /**
   * Reads the section {@code api.console}.
   *
   * @param issuers the issuers of the API
   * @param loopback whether http and addresses of this machine are allowed, as in dev
   */
  public static Optional<ConsoleConfig> read(
      ConfigReader api, List<String> issuers, boolean loopback) {
    ConfigReader console = api.section("console");
    boolean enabled = console.flag("enabled", false);
    Optional<String> client = console.optionalText("client-id");
    Optional<Path> secret = console.optionalFile("client-secret-file");
    Optional<String> named = console.optionalText("issuer");
    Optional<String> base = console.optionalText("base-url");
    String scope = console.text("scope", "openid");
    Duration time = console.duration("session-time", Duration.ofHours(8));
    if (!enabled) {
      return Optional.empty();
    }
    if (issuers.isEmpty()) {
      console.problem("enabled", "needs the management API: set " + api.pathOf("issuers"));
      return Optional.empty();
    }
    if (client.isEmpty()) {
      console.problem("client-id", "is missing: register the console as a client of the issuer");
    }
    if (!List.of(scope.split(" ", -1)).contains("openid")) {
      console.problem("scope", "must contain openid");
    }
    if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
      console.problem("session-time", "must be 1m to 24h");
    }
    Optional<String> issuer = issuer(console, api, named, issuers);
    Optional<URI> url = base.isEmpty() ? Optional.empty() : baseUrl(base.get(), loopback);
    if (url.isEmpty()) {
      console.problem(
          "base-url",
          (base.isEmpty() ? "is missing: it" : "")
              + "must be an https URL without a path, such as"
              + " https://sluice.example.com; http is for dev only");
    }
    if (client.isEmpty() || issuer.isEmpty() || url.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ConsoleConfig(
            url.get(),
            new SignInSettings(
                issuer.get(),
                client.get(),
                secret,
                url.get().resolve(CALLBACK),
                scope,
                time,
                loopback)));
  }

  private static Optional<String> issuer(
      ConfigReader console, ConfigReader api, Optional<String> named, List<String> issuers) {
    if (named.isEmpty() && issuers.size() > 1) {
      console.problem("issuer", "is missing: name one of " + api.pathOf("issuers"));
      return Optional.empty();
    }
    if (named.isPresent() && !issuers.contains(named.get())) {
      console.problem("issuer", "must be one of " + api.pathOf("issuers"));
      return Optional.empty();
    }
    return Optional.of(named.orElseGet(issuers::getFirst));
  }

  private static Optional<URI> baseUrl(String text, boolean loopback) {
    try {
      URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      String scheme = String.valueOf(uri.getScheme());
      boolean secure = scheme.equals("https") || (loopback && scheme.equals("http"));
      boolean bare =
          uri.getHost() != null
              && uri.getRawPath().isEmpty()
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getRawUserInfo() == null;
      return secure && bare ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
