package dev.sluice.common.token.jws;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The claims of a token, read by type; a claim of another type counts as absent. */
public final class Claims {
  /** The end of the year 9999, so that no sum of it overflows. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final List<String> TEXTS = List.of("iss", "sub", "jti");

  private final Map<String, Object> members;

  public Claims(Map<String, Object> members) {
    this.members = Collections.unmodifiableMap(members);
  }

  /** All claims as JSON has them: texts, numbers, booleans, lists and maps. */
  public Map<String, Object> members() {
    return members;
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

  /** Each registered claim that is there must be of its own type; times are looked at as read. */
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

  /** Whole seconds since 1970; empty when absent. */
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

  /** Every whole number of the range is a double as well, and a fraction of a second is cut off. */
  private static long inRange(double seconds) throws InvalidTokenException {
    if (seconds >= 0 && seconds <= LAST_SECOND) {
      return (long) seconds;
    }
    throw new InvalidTokenException(TokenError.TIME_CLAIM);
  }
}
