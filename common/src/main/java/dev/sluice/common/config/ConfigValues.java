package dev.sluice.common.config;

import dev.sluice.common.yaml.YamlNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The conversions between texts and values. They throw {@link IllegalArgumentException} for an
 * invalid text.
 */
final class ConfigValues {
  private static final long LONGEST_SECONDS = Duration.ofDays(36_500).toSeconds();

  private ConfigValues() {}

  static int integer(String text, int min, int max) {
    String rule = "must be a whole number from " + min + " to " + max;
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(rule + ", but is '" + text + "'", e);
    }
    throw new IllegalArgumentException(rule + ", but is " + text);
  }

  static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false, but is '" + text + "'");
    };
  }

  static <E extends Enum<E>> E choice(String text, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      // Well-known variables write pre_only where YAML writes pre-only.
      if (text(constant).equals(text.replace('_', '-'))) {
        return constant;
      }
    }
    String all =
        Arrays.stream(type.getEnumConstants())
            .map(ConfigValues::text)
            .collect(Collectors.joining(", "));
    throw new IllegalArgumentException("must be one of " + all + ", but is '" + text + "'");
  }

  static Duration duration(String text) {
    int digits = 0;
    while (digits < text.length() && Character.digit(text.charAt(digits), 10) >= 0) {
      digits++;
    }
    if (digits > 0 && digits <= 12) {
      Duration duration = duration(Long.parseLong(text.substring(0, digits)), text, digits);
      if (duration.toSeconds() <= LONGEST_SECONDS) {
        return duration;
      }
    }
    throw invalidDuration(text);
  }

  private static Duration duration(long amount, String text, int digits) {
    return switch (text.substring(digits)) {
      case "ms" -> Duration.ofMillis(amount);
      case "", "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> throw invalidDuration(text);
    };
  }

  private static IllegalArgumentException invalidDuration(String text) {
    return new IllegalArgumentException(
        "must be a duration such as 250ms, 30s, 5m, 2h or 7d, but is '" + text + "'");
  }

  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("is not a path", e);
    }
  }

  /** Returns the items of a YAML list, or the texts between the commas of a variable. */
  static List<String> texts(ConfigSource.Given given) {
    return switch (given.node()) {
      case YamlNode.Sequence sequence -> sequence.items().stream().map(ConfigValues::item).toList();
      case YamlNode.Scalar scalar when given.fromEnvironment() ->
          Arrays.stream(scalar.text().split(","))
              .map(String::strip)
              .filter(item -> !item.isEmpty())
              .toList();
      case YamlNode other ->
          throw new IllegalArgumentException("must be a list of texts, but is " + other.kindName());
    };
  }

  private static String item(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar.text();
    }
    throw new IllegalArgumentException("must be a list of texts, but holds " + node.kindName());
  }

  static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the addresses and rejects duplicates. */
  static List<HostPort> addresses(String text) {
    List<HostPort> addresses =
        Arrays.stream(text.split(",", -1)).map(String::strip).map(HostPort::parse).toList();
    if (Set.copyOf(addresses).size() < addresses.size()) {
      throw new IllegalArgumentException("names an address twice");
    }
    return addresses;
  }

  static String text(List<HostPort> addresses) {
    return addresses.stream().map(HostPort::toString).collect(Collectors.joining(","));
  }

  static String text(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }
}
