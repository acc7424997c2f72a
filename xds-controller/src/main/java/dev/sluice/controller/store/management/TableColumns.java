package dev.sluice.controller.store.management;

import dev.sluice.controller.store.jooq.DefaultSchema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** A lookup of generated tables and columns by name. */
final class TableColumns {
  /** The columns that a row has through other rows, which the caller must see too. */
  private static final Map<String, Field<?>> LOOKED_UP =
      Map.of(
          "subscriptions.product_id",
          DSL.field(
              "(select d.product_id from product_publishes d where d.id = subscriptions.publish_id)",
              UUID.class),
          "credentials.product_id",
          DSL.field(
              "(select d.product_id from subscriptions s join product_publishes d"
                  + " on d.id = s.publish_id where s.id = credentials.subscription_id)",
              UUID.class),
          "llm_models.health",
          DSL.field("llm_model_health(llm_models.id)", JSONB.class));

  private TableColumns() {}

  static Table<?> table(String name) {
    return Objects.requireNonNull(DefaultSchema.DEFAULT_SCHEMA.getTable(name), name);
  }

  /** Returns a column of a table; a name that the schema lacks is a mistake of the program. */
  static Field<?> column(String table, String name) {
    Field<?> lookedUp = LOOKED_UP.get(table + "." + name);
    if (lookedUp != null) {
      return lookedUp;
    }
    return Objects.requireNonNull(table(table).field(name), table + "." + name);
  }

  static List<Field<?>> columns(String table, List<String> names) {
    return names.stream().<Field<?>>map(name -> column(table, name).as(name)).toList();
  }

  /** Returns the condition that a column has a value, given as text. */
  static Condition equal(String table, String name, String value) {
    return equal(column(table, name), value);
  }

  private static <T> Condition equal(Field<T> field, String value) {
    return field.eq(typed(field, value));
  }

  /** Returns a text as a value of the type of a column, which the database converts. */
  static <T> Field<T> typed(Field<T> field, String value) {
    return DSL.val(value).cast(field.getDataType());
  }
}
