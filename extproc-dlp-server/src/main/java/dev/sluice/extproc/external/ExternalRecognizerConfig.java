package dev.sluice.extproc.external;

import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an external recognizer.
 *
 * @param uri the address that receives the texts
 * @param loopback whether the host is this machine by its name
 * @param authorities the certificate authorities of the service; empty for those of the system
 * @param language the language of the texts, in the service's terms
 * @param offsets the unit in which the service counts positions
 * @param onError what happens to a body that cannot be read
 * @param limits the limits of calls
 */
public record ExternalRecognizerConfig(
    URI uri,
    boolean loopback,
    Optional<Path> authorities,
    String language,
    OffsetUnit offsets,
    ErrorChoice onError,
    CallLimits limits) {
  private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final int MIB = 1 << 20;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** The choices for a body that cannot be read. */
  public enum ErrorChoice {
    /** The body is rejected. */
    BLOCK,
    /** The body passes unread. */
    PASS
  }

  /**
   * The limits of calls.
   *
   * @param deadline the longest time for all calls of one body
   * @param textBytes the most bytes of text in one call
   * @param callsPerBody the most calls for one body
   * @param concurrent the most bodies whose texts are read at once
   * @param failures the failures in a row after which calls pause
   * @param pause the length of a pause
   */
  public record CallLimits(
      Duration deadline,
      int textBytes,
      int callsPerBody,
      int concurrent,
      int failures,
      Duration pause) {}

  /** Reads the settings; empty if no service is configured. */
  public static Optional<ExternalRecognizerConfig> read(ConfigReader section, boolean dev) {
    Optional<String> url = section.optionalText("url").filter(text -> !text.isEmpty());
    Optional<Path> authorities = section.section("tls").optionalFile("ca");
    boolean plain = section.section("tls").flag("by-sidecar", false);
    String language = section.text("language", "en");
    OffsetUnit offsets = section.choice("offsets", OffsetUnit.class, OffsetUnit.CODE_POINTS);
    ErrorChoice onError = section.choice("on-error", ErrorChoice.class, ErrorChoice.BLOCK);
    CallLimits limits =
        new CallLimits(
            positive(section, "deadline", Duration.ofSeconds(2)),
            section.integer("text-bytes", 32 << 10, 1 << 10, MIB),
            section.integer("calls-per-body", 16, 1, 1_000),
            section.integer("max-concurrent", 32, 1, 10_000),
            section.integer("failures", 3, 1, 1_000),
            positive(section, "pause", Duration.ofSeconds(5)));
    return url.flatMap(text -> uri(section, text, dev || plain))
        .map(uri ->
            new ExternalRecognizerConfig(
                uri, isLoopback(uri), authorities, language, offsets, onError, limits));
  }

  /** Returns the host and port of the service. */
  public HostPort address() {
    int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    String host = uri.getHost();
    return new HostPort(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
  }

  private static boolean isLoopback(URI uri) {
    return LOOPBACK_HOSTS.contains(uri.getHost().toLowerCase(Locale.ROOT));
  }

  private static Optional<URI> uri(ConfigReader section, String text, boolean plain) {
    URI uri = parsed(text);
    if (uri == null
        || uri.getHost() == null
        || uri.getUserInfo() != null
        || uri.getFragment() != null
        || !Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
      section.problem("url", "must be an https or http URL with a host, without user and fragment");
      return Optional.empty();
    }
    if (uri.getScheme().equals("http") && !plain && !isLoopback(uri)) {
      section.problem(
          "url",
          "must be https: only dev and loopback addresses may use plaintext; where a sidecar"
              + " encrypts, set "
              + section.pathOf("tls.by-sidecar"));
      return Optional.empty();
    }
    return Optional.of(uri);
  }

  private static @Nullable URI parsed(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static Duration positive(ConfigReader section, String key, Duration dflt) {
    Duration value = section.duration(key, dflt);
    if (value.isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
      section.problem(key, "must be longer than 0 and at most 1m");
      return dflt;
    }
    return value;
  }
}
