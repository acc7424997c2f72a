package dev.sluice.controller.store.entity;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A converter of column values to values of the domain. */
final class ColumnValues {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final TypeReference<List<Object>> ARRAY = new TypeReference<>() {};

  private static final Map<String, Object> UNREADABLE = Map.of("", "unreadable");

  private static final String WITHIN_BOUNDS =
      "case when {0} is not null then least(greatest({0}, timestamptz '1970-01-01 00:00:00Z'),"
          + " timestamptz '9999-12-31 00:00:00Z') end";

  private ColumnValues() {}

  /** Returns a time limited to the range between the epoch and the year 9999. */
  static Field<@Nullable OffsetDateTime> bounded(Field<OffsetDateTime> time) {
    return DSL.field(WITHIN_BOUNDS, OffsetDateTime.class, time);
  }

  /**
   * Returns the condition that a time is null or at most 8 days ago, one day more than revocations
   * are delivered.
   */
  static Condition endedRecently(Field<OffsetDateTime> ended) {
    return DSL.condition("({0} is null or {0} > now() - interval '8 days')", ended);
  }

  static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  static String id(UUID id) {
    return id.toString();
  }

  /** Returns the constant that a text names; the database checks the text. */
  static <E extends Enum<E>> E enumValue(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }

  static <E extends Enum<E>> Optional<E> optionalEnumValue(Class<E> type, @Nullable String text) {
    return Optional.ofNullable(text).map(word -> enumValue(type, word));
  }

  /**
   * Returns a JSON object, empty if absent; a null member counts as absent. An object that exceeds
   * the limits of the parser gets a single member, which every planner rejects.
   */
  static Map<String, Object> jsonObject(@Nullable JSONB json) {
    if (json == null) {
      return Map.of();
    }
    try {
      Map<String, Object> members = JSON.readValue(json.data(), OBJECT);
      members.values().removeIf(Objects::isNull);
      return members;
    } catch (JacksonException e) {
      return UNREADABLE;
    }
  }

  /**
   * Returns a JSON array. A null element, and an array that exceeds the limits of the parser,
   * becomes an empty object, which every planner rejects.
   */
  static List<Object> jsonArray(JSONB json) {
    try {
      return JSON.readValue(json.data(), ARRAY).stream()
          .map(element -> Objects.requireNonNullElse(element, Map.of()))
          .toList();
    } catch (JacksonException e) {
      return List.of(Map.of());
    }
  }
}
