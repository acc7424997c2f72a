package dev.sluice.controller.policy;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The formats of texts that schemas may name: {@code duration} and {@code re2}. */
final class SpecFormats {
  static final List<Format> ALL = List.of(new DurationFormat(), new RegexFormat());

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private SpecFormats() {}

  /** Converts a duration such as {@code 250ms}, {@code 30s}, {@code 5m} or {@code 2h}. */
  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a duration such as 250ms or 30s");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  /** The format of durations, in place of the one of ISO 8601. */
  private static final class DurationFormat implements Format {
    @Override
    public String getName() {
      return "duration";
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
      return DURATION.matcher(value).matches();
    }
  }

  /** The format of regular expressions in RE2 syntax that Envoy accepts. */
  private static final class RegexFormat implements Format {
    @Override
    public String getName() {
      return "re2";
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
      return EnvoyRegex.problem(value).isEmpty();
    }
  }
}
