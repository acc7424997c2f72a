package dev.sluice.common.token;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The claims of a token, read by type; a claim of another type counts as absent. */
public final class Claims {
  private final Map<String, Object> members;

  Claims(Map<String, Object> members) {
    this.members = Collections.unmodifiableMap(members);
  }

  /** Whether the claim is there, of whatever type. */
  public boolean has(String name) {
    return members.get(name) != null;
  }

  /** A text, or a whole number as text: tenants are named either way. */
  public Optional<String> text(String name) {
    return switch (members.get(name)) {
      case String text -> Optional.of(text);
      case Integer number -> Optional.of(number.toString());
      case Long number -> Optional.of(number.toString());
      case null, default -> Optional.empty();
    };
  }

  /** A list of texts, or one text; members of other types make the whole absent. */
  public List<String> texts(String name) {
    Object value = members.get(name);
    if (value instanceof String text) {
      return List.of(text);
    }
    if (!(value instanceof List<?> list)) {
      return List.of();
    }
    List<String> texts = new ArrayList<>(list.size());
    for (Object member : list) {
      if (!(member instanceof String text)) {
        return List.of();
      }
      texts.add(text);
    }
    return texts;
  }

  /** Seconds since 1970; empty when absent. */
  Optional<Long> seconds(String name) throws FaultyTokenException {
    Object value = members.get(name);
    return switch (value) {
      case null -> Optional.empty();
      case Integer number -> Optional.of(inRange(number));
      case Long number -> Optional.of(inRange(number));
      case Double number when Double.isFinite(number) -> Optional.of(inRange(number.longValue()));
      default -> throw new FaultyTokenException(TokenFault.TIME_CLAIM);
    };
  }

  /** Up to the year 9999, so that no sum of it overflows. */
  private static long inRange(long seconds) throws FaultyTokenException {
    if (seconds < 0 || seconds > 253_402_300_799L) {
      throw new FaultyTokenException(TokenFault.TIME_CLAIM);
    }
    return seconds;
  }
}
