package dev.sluice.ctl.doctor.filter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A parser of durations such as {@code 0.5s}. */
public final class ProtobufDuration {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);

  private ProtobufDuration() {}

  /** Parses a duration; empty for any other text. */
  public static Optional<Duration> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    BigDecimal unit = BigDecimal.valueOf(MILLIS.getOrDefault(parts.group(2), 1L));
    BigDecimal millis = new BigDecimal(parts.group(1)).multiply(unit);
    return Optional.of(Duration.ofMillis(millis.setScale(0, RoundingMode.UP).longValue()));
  }
}
