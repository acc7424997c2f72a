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

/** Compares a row's columns with the record that they were read from. */
public final class RecordColumnCheck {
  private static final JsonMapper JSON = JsonMapper.shared();

  private RecordColumnCheck() {}

  /**
   * What differs, if anything does.
   *
   * @param values the columns of {@code table} in its order, as PostgreSQL writes them; an array of
   *     texts as JSON
   */
  public static Optional<String> findDifference(
      AuditTable table, byte[] record, List<@Nullable String> values) {
    Optional<JsonNode> fields = fields(record);
    if (fields.isEmpty()) {
      return Optional.of("the record is no JSON object");
    }
    for (int i = 0; i < values.size(); i++) {
      AuditColumn column = table.columns().get(i);
      if (!same(column.type(), fields.get().path(column.name()), values.get(i))) {
        return Optional.of("column " + column.name() + " is not what the record says");
      }
    }
    return Optional.empty();
  }

  /** What keeps the record from being one of the table, if anything does. */
  public static Optional<String> findProblem(String table, byte[] record) {
    return AuditTable.ALL.stream()
        .filter(known -> known.name().equals(table) && names(known).equals(names(record)))
        .findFirst()
        .<Optional<String>>map(_ -> Optional.empty())
        .orElse(Optional.of("the record is none of " + table));
  }

  /** The table that the record is of. */
  public static Optional<AuditTable> tableOf(byte[] record) {
    List<String> names = names(record);
    return AuditTable.ALL.stream().filter(table -> names(table).equals(names)).findFirst();
  }

  /** What a row is known by. */
  public record Key(UUID id, long tsMs) {}

  /** The key of the row of a record, if it has one. */
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

  /** A scalar as text; a list or an object, which no such column is made from, as none. */
  private static String scalar(JsonNode field) {
    return field.isValueNode() ? field.asString() : "";
  }

  private static List<String> names(AuditTable table) {
    return table.columns().stream().map(AuditColumn::name).toList();
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
      // A network, which no record names.
      return false;
    }
  }

  /** Numbers are the same that have the same value, however they are written. */
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
