package dev.sluice.extauthz.server;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.lifecycle.Environment;
import dev.sluice.common.token.IssuerSettings;
import dev.sluice.common.token.JwksCache;
import dev.sluice.common.token.JwksSource;
import dev.sluice.common.token.TokenAlgorithm;
import dev.sluice.extauthz.policy.IssuerPolicy;
import dev.sluice.extauthz.policy.JwksAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The section {@code jwt}: the issuer {@code default}, how keys are kept, the dev token. */
record JwtConfig(IssuerPolicy defaultIssuer, boolean devMode) {

  static JwtConfig read(ConfigReader jwt, Environment environment) {
    jwt.alias("jwks-url", "JWT_JWKS_URL");
    jwt.alias("jwks-file", "JWT_JWKS_FILE");
    jwt.alias("issuer", "JWT_ISSUER");
    jwt.alias("audience", "JWT_AUDIENCE");
    jwt.alias("jwks-cache-ttl", "JWT_JWKS_CACHE_TTL_SECONDS");
    jwt.alias("jwks-refresh", "JWT_JWKS_REFRESH_SECONDS");
    jwt.alias("jwks-fail-open", "JWT_JWKS_FAIL_OPEN");
    jwt.alias("dev-mode", "JWT_DEV_MODE");
    boolean devMode = jwt.flag("dev-mode", false);
    if (devMode && environment != Environment.DEV) {
      jwt.problem("dev-mode", "(JWT_DEV_MODE) must be false in staging and prod");
    }
    Optional<JwksSource> source = source(jwt, environment);
    return new JwtConfig(new IssuerPolicy(settings(jwt), source, timing(jwt)), devMode);
  }

  private static IssuerSettings settings(ConfigReader jwt) {
    Set<String> audiences = new HashSet<>();
    for (String audience : jwt.text("audience", "").split(",", -1)) {
      if (!audience.isBlank()) {
        audiences.add(audience.strip());
      }
    }
    Duration skew = jwt.duration("clock-skew", Duration.ofMinutes(1));
    if (skew.compareTo(Duration.ofMinutes(10)) > 0) {
      jwt.problem("clock-skew", "must be at most 10m");
    }
    Duration lifetime = jwt.duration("max-lifetime", Duration.ZERO);
    return new IssuerSettings(
        IssuerPolicy.DEFAULT,
        jwt.optionalText("issuer").filter(issuer -> !issuer.isEmpty()),
        audiences,
        algorithms(jwt),
        skew,
        Optional.of(lifetime).filter(Duration::isPositive));
  }

  private static Set<TokenAlgorithm> algorithms(ConfigReader jwt) {
    List<String> usual = TokenAlgorithm.USUAL.stream().map(Enum::name).sorted().toList();
    Set<TokenAlgorithm> algorithms = EnumSet.noneOf(TokenAlgorithm.class);
    for (String name : jwt.texts("algorithms", usual)) {
      TokenAlgorithm.named(name)
          .ifPresentOrElse(
              algorithms::add, () -> jwt.problem("algorithms", "must be of RS256, PS256, ES256"));
    }
    return algorithms;
  }

  private static JwksCache.Timing timing(ConfigReader jwt) {
    Duration ttl = jwt.duration("jwks-cache-ttl", Duration.ofMinutes(5));
    Duration refresh = jwt.duration("jwks-refresh", Duration.ofMinutes(1));
    if (refresh.compareTo(Duration.ofSeconds(1)) < 0) {
      jwt.problem("jwks-refresh", "must be at least 1s");
    }
    if (refresh.compareTo(ttl) > 0) {
      jwt.problem("jwks-refresh", "must not be longer than jwks-cache-ttl");
    }
    return new JwksCache.Timing(refresh, ttl, jwt.flag("jwks-fail-open", false));
  }

  private static Optional<JwksSource> source(ConfigReader jwt, Environment environment) {
    Optional<String> url = jwt.optionalText("jwks-url").filter(text -> !text.isEmpty());
    Optional<Path> file = jwt.optionalPath("jwks-file");
    boolean plainHttp = jwt.flag("jwks-plain-http", false);
    if (url.isPresent() && file.isPresent()) {
      jwt.problem("jwks-url", "must not be set together with jwks-file");
    }
    if (url.isEmpty()) {
      return file.map(JwksSource.File::new);
    }
    return switch (JwksAddress.check(url.get(), environment, plainHttp)) {
      case JwksAddress.Check.Usable(JwksSource.Url source) -> Optional.of(source);
      case JwksAddress.Check.Refused(String rule) -> {
        jwt.problem("jwks-url", rule);
        yield Optional.empty();
      }
    };
  }
}
