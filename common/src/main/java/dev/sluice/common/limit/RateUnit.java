package dev.sluice.common.limit;

import java.time.Duration;
import java.util.Locale;

/**
 * A reader of the unit of a rate limit: second, minute, hour, day, or a number of them such as 15m.
 */
public final class RateUnit {
  private static final Duration LONGEST = Duration.ofDays(1);

  private RateUnit() {}

  /**
   * Returns the duration of a unit. A JSON schema has checked its syntax.
   *
   * @throws IllegalArgumentException if it is longer than a day
   */
  public static Duration parse(String unit) {
    Duration duration =
        switch (unit) {
          case "second" -> Duration.ofSeconds(1);
          case "minute" -> Duration.ofMinutes(1);
          case "hour" -> Duration.ofHours(1);
          case "day" -> Duration.ofDays(1);
          default ->
              Duration.parse((unit.endsWith("d") ? "P" : "PT") + unit.toUpperCase(Locale.ROOT));
        };
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("the unit " + unit + " is too long; use 1s to 1d");
    }
    return duration;
  }
}
