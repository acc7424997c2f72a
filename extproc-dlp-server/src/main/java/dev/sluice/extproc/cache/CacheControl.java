package dev.sluice.extproc.cache;

import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The directives of a header Cache-Control (RFC 9111, section 5.2). */
public final class CacheControl {
  private final Map<String, String> directives = new HashMap<>();

  private CacheControl() {}

  /** Reads all values of the header as one list. */
  public static CacheControl of(String header) {
    CacheControl control = new CacheControl();
    for (String directive : header.split(",", -1)) {
      int equals = directive.indexOf('=');
      String name = equals < 0 ? directive : directive.substring(0, equals);
      String value = equals < 0 ? "" : directive.substring(equals + 1);
      control.directives.put(
          name.strip().toLowerCase(Locale.ROOT), value.strip().replace("\"", ""));
    }
    return control;
  }

  public boolean has(String directive) {
    return directives.containsKey(directive);
  }

  /**
   * Returns how long a shared cache may serve the response; empty if the header does not say it,
   * and zero if its value is not a number.
   */
  public Optional<Duration> lifetime() {
    String seconds = directives.getOrDefault("s-maxage", directives.get("max-age"));
    return Optional.ofNullable(seconds).map(CacheControl::seconds);
  }

  private static Duration seconds(String digits) {
    try {
      return Duration.ofSeconds(Math.max(0, Integer.parseInt(digits)));
    } catch (NumberFormatException e) {
      return Duration.ZERO;
    }
  }
}
