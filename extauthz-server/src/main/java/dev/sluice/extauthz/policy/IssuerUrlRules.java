package dev.sluice.extauthz.policy;

import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.token.jwks.JwksSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The rules for URLs from which keys may be fetched. */
public final class IssuerUrlRules {
  private static final Set<String> LOOPBACK_HOSTS =
      Set.of("localhost", "127.0.0.1", "[::1]", "0.0.0.0", "[::]");

  private IssuerUrlRules() {}

  /** A result of the check of a URL. */
  public sealed interface CheckResult {
    /** A URL that may be used. */
    record Allowed(JwksSource source) implements CheckResult {}

    /** A URL that may not be used, with the rule that it violates. */
    record Rejected(String rule) implements CheckResult {}
  }

  /**
   * Checks the URL of a key set. A loopback address is allowed in development only. Elsewhere the
   * scheme must be https, or http if the configuration allows it because something else encrypts
   * the connection.
   */
  public static CheckResult check(
      String url, DeploymentEnvironment environment, boolean plainHttp) {
    return check(url, environment, plainHttp, JwksSource.Url::new);
  }

  /**
   * Checks the URL of an issuer whose metadata names the key set. The URL must not have a query
   * (RFC 8414, 2).
   */
  public static CheckResult checkIssuer(
      String issuer, DeploymentEnvironment environment, boolean plainHttp) {
    return issuer.indexOf('?') >= 0
        ? new CheckResult.Rejected("must have no query")
        : check(
            issuer,
            environment,
            plainHttp,
            (uri, loopback) -> new JwksSource.Discovery(issuer, loopback));
  }

  private static CheckResult check(
      String url,
      DeploymentEnvironment environment,
      boolean plainHttp,
      BiFunction<URI, Boolean, JwksSource> source) {
    boolean dev = environment == DeploymentEnvironment.DEV;
    URI uri = parse(url);
    String host = uri == null ? null : uri.getHost();
    if (uri == null || host == null || uri.getUserInfo() != null || uri.getFragment() != null) {
      return new CheckResult.Rejected("must be a URL with a host, without user and fragment");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean loopback = LOOPBACK_HOSTS.contains(host.toLowerCase(Locale.ROOT));
    if (loopback && !dev) {
      return new CheckResult.Rejected("must not be a loopback address outside development");
    }
    if (scheme.equals("http") && !dev && !plainHttp) {
      return new CheckResult.Rejected(
          "must be https outside development, unless plain http is allowed");
    }
    return scheme.equals("https") || scheme.equals("http")
        ? new CheckResult.Allowed(source.apply(uri, loopback))
        : new CheckResult.Rejected("must be https or http");
  }

  private static @Nullable URI parse(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
