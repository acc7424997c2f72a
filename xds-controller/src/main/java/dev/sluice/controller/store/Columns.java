package dev.sluice.controller.store;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Values of columns as the domain has them. */
final class Columns {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final TypeReference<List<Object>> ARRAY = new TypeReference<>() {};

  private Columns() {}

  static String id(UUID id) {
    return id.toString();
  }

  /** The constant that a checked text names. */
  static <E extends Enum<E>> E word(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }

  static <E extends Enum<E>> Optional<E> optionalWord(Class<E> type, @Nullable String text) {
    return Optional.ofNullable(text).map(word -> word(type, word));
  }

  /** A JSON object, empty when absent; a member that is null counts as absent. */
  static Map<String, Object> object(@Nullable JSONB json) {
    if (json == null) {
      return Map.of();
    }
    Map<String, Object> members = JSON.readValue(json.data(), OBJECT);
    members.values().removeIf(Objects::isNull);
    return members;
  }

  /** A JSON array; an element that is null becomes an empty object, which no reader accepts. */
  static List<Object> array(JSONB json) {
    return JSON.readValue(json.data(), ARRAY).stream()
        .map(element -> Objects.requireNonNullElse(element, Map.of()))
        .toList();
  }
}
