package dev.sluice.extauthz.policy;

import dev.sluice.common.lifecycle.Environment;
import dev.sluice.common.token.JwksSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Which addresses keys may be fetched from. */
public final class JwksAddress {
  private static final Set<String> THIS_MACHINE =
      Set.of("localhost", "127.0.0.1", "[::1]", "0.0.0.0", "[::]");

  private JwksAddress() {}

  /** An address that may be used, or the rule that it breaks. */
  public sealed interface Check {
    /** May be used. */
    record Usable(JwksSource source) implements Check {}

    /** May not. */
    record Refused(String rule) implements Check {}
  }

  /**
   * Loopback must be written out and is for development only; elsewhere keys come by https, or by
   * http where the configuration says that something else encrypts it.
   */
  public static Check check(String url, Environment environment, boolean plainHttp) {
    return check(url, environment, plainHttp, JwksSource.Url::new);
  }

  /**
   * The same for an issuer whose metadata names the address; it may have no query (RFC 8414, 2).
   */
  public static Check checkIssuer(String issuer, Environment environment, boolean plainHttp) {
    return issuer.indexOf('?') >= 0
        ? new Check.Refused("must have no query")
        : check(
            issuer,
            environment,
            plainHttp,
            (uri, loopback) -> new JwksSource.Discovery(issuer, loopback));
  }

  private static Check check(
      String url,
      Environment environment,
      boolean plainHttp,
      BiFunction<URI, Boolean, JwksSource> source) {
    boolean dev = environment == Environment.DEV;
    URI uri = parse(url);
    String host = uri == null ? null : uri.getHost();
    if (uri == null || host == null || uri.getUserInfo() != null || uri.getFragment() != null) {
      return new Check.Refused("must be a URL with a host, without user and fragment");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean loopback = THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT));
    if (loopback && !dev) {
      return new Check.Refused("must not be on this machine outside development");
    }
    if (scheme.equals("http") && !dev && !plainHttp) {
      return new Check.Refused("must be https outside development, or plain http be allowed");
    }
    return scheme.equals("https") || scheme.equals("http")
        ? new Check.Usable(source.apply(uri, loopback))
        : new Check.Refused("must be https or http");
  }

  private static @Nullable URI parse(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
