package dev.sluice.extauthz.server;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.token.confirmation.DpopSettings;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.extauthz.identity.holder.HolderSettings;
import dev.sluice.extauthz.policy.ClaimNames;
import dev.sluice.extauthz.policy.IssuerPolicy;
import dev.sluice.extauthz.policy.IssuerUrlRules;
import dev.sluice.extauthz.policy.TokenAlgorithmRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configuration section {@code jwt}: the issuer {@code default}, its key cache, the proofs of
 * holders of tokens, and the development token.
 */
record JwtConfig(IssuerPolicy defaultIssuer, HolderSettings holders, boolean devMode) {
  private static final int LEAST_PROOFS = 1_000;
  private static final int MOST_PROOFS = 10_000_000;
  private static final int MAX_PORT = 0xffff;
  private static final String ALGORITHM_PROBLEM =
      Arrays.stream(TokenAlgorithm.values())
          .map(TokenAlgorithm::label)
          .collect(Collectors.joining(", ", "must be of ", ""));

  static JwtConfig read(ConfigReader jwt, DeploymentEnvironment environment) {
    jwt.alias("jwks-url", "JWT_JWKS_URL");
    jwt.alias("jwks-file", "JWT_JWKS_FILE");
    jwt.alias("oidc-discovery", "JWT_OIDC_DISCOVERY");
    jwt.alias("issuer", "JWT_ISSUER");
    jwt.alias("audience", "JWT_AUDIENCE");
    jwt.alias("jwks-cache-ttl", "JWT_JWKS_CACHE_TTL_SECONDS");
    jwt.alias("jwks-refresh", "JWT_JWKS_REFRESH_SECONDS");
    jwt.alias("jwks-fail-open", "JWT_JWKS_FAIL_OPEN");
    jwt.alias("dev-mode", "JWT_DEV_MODE");
    boolean devMode = jwt.flag("dev-mode", false);
    if (devMode && environment != DeploymentEnvironment.DEV) {
      jwt.problem("dev-mode", "(JWT_DEV_MODE) must be false in staging and prod");
    }
    Optional<JwksSource> source = source(jwt, environment);
    IssuerSettings settings = settings(jwt, source);
    return new JwtConfig(
        new IssuerPolicy(settings, source, timing(jwt), claims(jwt.section("claims"))),
        new HolderSettings(dpop(jwt.section("dpop")), jwt.flag("forwarded-certificate", false)),
        devMode);
  }

  private static DpopSettings dpop(ConfigReader dpop) {
    DpopSettings defaults = DpopSettings.DEFAULT;
    Duration age = dpop.duration("max-age", defaults.maxAge());
    if (age.compareTo(Duration.ofSeconds(1)) < 0 || age.compareTo(Duration.ofMinutes(10)) > 0) {
      dpop.problem("max-age", "must be 1s to 10m");
    }
    Duration ahead = dpop.duration("max-ahead", defaults.maxAhead());
    if (ahead.compareTo(Duration.ofMinutes(10)) > 0) {
      dpop.problem("max-ahead", "must be at most 10m");
    }
    int remembered =
        dpop.integer("max-remembered", defaults.maxRemembered(), LEAST_PROOFS, MOST_PROOFS);
    Set<Integer> ports = new HashSet<>();
    for (String text : dpop.texts("public-ports", List.of())) {
      port(text)
          .ifPresentOrElse(
              ports::add, () -> dpop.problem("public-ports", "must be ports from 1 to 65535"));
    }
    return new DpopSettings(age, ahead, remembered, ports);
  }

  private static Optional<Integer> port(String text) {
    try {
      return Optional.of(Integer.valueOf(text)).filter(port -> port >= 1 && port <= MAX_PORT);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static IssuerSettings settings(ConfigReader jwt, Optional<JwksSource> source) {
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
        algorithms(jwt, source),
        skew,
        Optional.of(lifetime).filter(Duration::isPositive),
        Set.copyOf(jwt.texts("types", List.of())),
        Set.copyOf(jwt.texts("required-claims", List.of())));
  }

  private static ClaimNames claims(ConfigReader claims) {
    return ClaimNames.read(claims::texts);
  }

  private static Set<TokenAlgorithm> algorithms(ConfigReader jwt, Optional<JwksSource> source) {
    List<String> defaults =
        TokenAlgorithm.DEFAULTS.stream().map(TokenAlgorithm::label).sorted().toList();
    Set<TokenAlgorithm> algorithms = EnumSet.noneOf(TokenAlgorithm.class);
    for (String name : jwt.texts("algorithms", defaults)) {
      TokenAlgorithm.ofName(name)
          .ifPresentOrElse(algorithms::add, () -> jwt.problem("algorithms", ALGORITHM_PROBLEM));
    }
    boolean inFile = source.filter(JwksSource.File.class::isInstance).isPresent();
    Optional<String> violatedRule = TokenAlgorithmRules.violatedRule(algorithms, inFile);
    violatedRule.ifPresent(rule -> jwt.problem("algorithms", rule));
    return violatedRule.isEmpty() ? algorithms : TokenAlgorithm.DEFAULTS;
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

  private static Optional<JwksSource> source(ConfigReader jwt, DeploymentEnvironment environment) {
    Optional<String> url = jwt.optionalText("jwks-url").filter(text -> !text.isEmpty());
    Optional<Path> file = jwt.optionalPath("jwks-file");
    boolean discovery = jwt.flag("oidc-discovery", false);
    boolean plainHttp = jwt.flag("jwks-plain-http", false);
    if (Stream.of(url.isPresent(), file.isPresent(), discovery).filter(set -> set).count() > 1) {
      jwt.problem("jwks-url", "must not be set together with jwks-file or oidc-discovery");
    }
    if (discovery) {
      String issuer = jwt.text("issuer", "");
      return allowedSource(
          jwt, "issuer", IssuerUrlRules.checkIssuer(issuer, environment, plainHttp));
    }
    return url.isEmpty()
        ? file.map(JwksSource.File::new)
        : allowedSource(jwt, "jwks-url", IssuerUrlRules.check(url.get(), environment, plainHttp));
  }

  private static Optional<JwksSource> allowedSource(
      ConfigReader jwt, String key, IssuerUrlRules.CheckResult check) {
    return switch (check) {
      case IssuerUrlRules.CheckResult.Allowed(JwksSource source) -> Optional.of(source);
      case IssuerUrlRules.CheckResult.Rejected(String rule) -> {
        jwt.problem(key, rule);
        yield Optional.empty();
      }
    };
  }
}
