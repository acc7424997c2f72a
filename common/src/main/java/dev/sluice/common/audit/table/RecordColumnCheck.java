package dev.sluice.common.audit.table;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A comparison of a row's columns with the record in the same row. */
public final class RecordColumnCheck {
  private static final JsonMapper JSON = JsonMapper.shared();

  private RecordColumnCheck() {}

  /**
   * Returns the first difference, if there is one.
   *
   * @param values the values of {@code table}'s columns in PostgreSQL's text form; an array of
   *     texts as JSON
   */
  public static Optional<String> findDifference(
      AuditTable table, byte[] record, List<@Nullable String> values) {
    Optional<JsonNode> fields = fields(record);
    if (fields.isEmpty()) {
      return Optional.of("the record is not a JSON object");
    }
    for (int i = 0; i < values.size(); i++) {
      AuditColumn column = table.columns().get(i);
      JsonNode field = fields.get().path(column.name());
      boolean leftOut = column.optional() && field.isMissingNode() && values.get(i) == null;
      if (!leftOut && !same(column.type(), field, values.get(i))) {
        return Optional.of("column " + column.name() + " is not what the record says");
      }
    }
    return Optional.empty();
  }

  /** Returns the reason why the record does not belong to the table, if there is one. */
  public static Optional<String> findProblem(String table, byte[] record) {
    return AuditTable.ALL.stream()
        .filter(known -> known.name().equals(table) && known.isRecordOf(names(record)))
        .findFirst()
        .<Optional<String>>map(_ -> Optional.empty())
        .orElse(Optional.of("the record is none of " + table));
  }

  /** Returns the table of a record. */
  public static Optional<AuditTable> tableOf(byte[] record) {
    List<String> names = names(record);
    return AuditTable.ALL.stream().filter(table -> table.isRecordOf(names)).findFirst();
  }

  /** The primary key of a row. */
  public record Key(UUID id, long tsMs) {}

  /** Returns the primary key of a record, if it has a valid one. */
  public static Optional<Key> keyOf(byte[] record) {
    JsonNode fields = fields(record).orElseGet(JSON::createObjectNode);
    JsonNode time = fields.path("ts_ms");
    try {
      return time.isIntegralNumber() && time.canConvertToLong()
          ? Optional.of(new Key(UUID.fromString(scalar(fields.path("id"))), time.longValue()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns a scalar as text, or null for a list or an object, from which no such column is made.
   */
  private static String scalar(JsonNode field) {
    return field.isValueNode() ? field.asString() : "";
  }

  private static List<String> names(byte[] record) {
    return fields(record).map(fields -> List.copyOf(fields.propertyNames())).orElse(List.of());
  }

  private static Optional<JsonNode> fields(byte[] record) {
    try {
      return Optional.of(JSON.readTree(new String(record, StandardCharsets.UTF_8)))
          .filter(JsonNode::isObject);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static boolean same(AuditColumn.Type type, JsonNode field, @Nullable String value) {
    if (value == null || field.isNull() || field.isMissingNode()) {
      return value == null && field.isNull();
    }
    return switch (type) {
      case UUID, TEXT, BIGINT, INT -> value.equals(scalar(field));
      case BOOLEAN -> value.equals(scalar(field));
      case INET -> sameAddress(value, scalar(field));
      case TEXTS, JSONB -> sameJson(JSON.readTree(value), field);
    };
  }

  private static boolean sameAddress(String value, String field) {
    try {
      return InetAddress.ofLiteral(value).equals(InetAddress.ofLiteral(field));
    } catch (IllegalArgumentException e) {
      // A network; records contain single addresses only.
      return false;
    }
  }

  /** Returns whether two values are equal; numbers are compared by value, not by text. */
  private static boolean sameJson(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return new BigDecimal(a.asString()).compareTo(new BigDecimal(b.asString())) == 0;
    }
    if (a.isContainer() != b.isContainer() || a.size() != b.size()) {
      return false;
    }
    if (!a.isContainer()) {
      return a.equals(b);
    }
    if (a.isArray()) {
      for (int i = 0; i < a.size(); i++) {
        if (!b.isArray() || !sameJson(a.get(i), b.get(i))) {
          return false;
        }
      }
      return b.isArray();
    }
    return b.isObject()
        && a.propertyNames().stream().allMatch(name -> sameJson(a.get(name), b.path(name)));
  }
}
