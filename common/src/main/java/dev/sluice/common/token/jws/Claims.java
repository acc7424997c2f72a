package dev.sluice.common.token.jws;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The claims of a token, with typed access. A claim of another type counts as absent. */
public final class Claims {
  /** The end of the year 9999, so that no sum with it overflows. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final List<String> TEXTS = List.of("iss", "sub", "jti");

  private final Map<String, Object> members;

  public Claims(Map<String, Object> members) {
    this.members = Collections.unmodifiableMap(members);
  }

  /** Returns all claims as texts, numbers, booleans, lists and maps. */
  public Map<String, Object> members() {
    return members;
  }

  /** Returns whether the claim exists, with any type. */
  public boolean has(String name) {
    return members.get(name) != null;
  }

  /** Returns a text, or a whole number as text, because tenants have either form. */
  public Optional<String> text(String name) {
    return switch (members.get(name)) {
      case String text -> Optional.of(text);
      case Integer number -> Optional.of(number.toString());
      case Long number -> Optional.of(number.toString());
      case null, default -> Optional.empty();
    };
  }

  /** Returns a list of texts, or one text as a list. A list with other types counts as absent. */
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

  /** Rejects a registered claim of a wrong type. Times are checked when they are read. */
  public void requireRegisteredTypes() throws InvalidTokenException {
    for (String name : TEXTS) {
      require(!members.containsKey(name) || members.get(name) instanceof String);
    }
    Object audience = members.get("aud");
    boolean several =
        audience instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
    require(!members.containsKey("aud") || audience instanceof String || several);
  }

  private static void require(boolean ofItsType) throws InvalidTokenException {
    if (!ofItsType) {
      throw new InvalidTokenException(TokenError.CLAIM_TYPE);
    }
  }

  /** Returns whole seconds since 1970; empty if absent. */
  public Optional<Long> seconds(String name) throws InvalidTokenException {
    if (!members.containsKey(name)) {
      return Optional.empty();
    }
    return switch (members.get(name)) {
      case Integer number -> Optional.of(inRange(number));
      case Long number -> Optional.of(inRange(number));
      case Double number -> Optional.of(inRange(number));
      case null, default -> throw new InvalidTokenException(TokenError.TIME_CLAIM);
    };
  }

  /**
   * Returns the seconds without their fraction. A double can represent each whole number of the
   * range.
   */
  private static long inRange(double seconds) throws InvalidTokenException {
    if (seconds >= 0 && seconds <= LAST_SECOND) {
      return (long) seconds;
    }
    throw new InvalidTokenException(TokenError.TIME_CLAIM);
  }
}
