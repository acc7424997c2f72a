package dev.sluice.controller.store.management;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A member by whose values usage is added up. */
public enum UsageDimension {
  DAY("day", "day", "day", "date"),
  MONTH("month", "month", "to_char(day, 'YYYY-MM')", "text"),
  PRODUCT("product", "product_id"),
  SUBSCRIPTION("subscription", "subscription_id"),
  CREDENTIAL("credential", "credential_id"),
  VERSION("version", "api_version_id"),
  TENANT("tenant", "tenant_id"),
  PROVIDER("provider", "provider_tenant_id"),
  GATEWAY("gateway", "gateway_id"),
  CLUSTER("cluster", "cluster_id"),
  ENVIRONMENT("environment", "environment", "environment", "text");

  private final String word;
  private final String member;
  private final String expression;
  private final String type;

  UsageDimension(String word, String member) {
    this(word, member, member, "uuid");
  }

  UsageDimension(String word, String member, String expression, String type) {
    this.word = word;
    this.member = member;
    this.expression = expression;
    this.type = type;
  }

  /** Returns the dimension with a word, such as {@code product}. */
  public static Optional<UsageDimension> of(String word) {
    return Arrays.stream(values()).filter(dimension -> dimension.word.equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(UsageDimension::word).toList();
  }

  /** Returns the word of a caller, such as {@code product}. */
  public String word() {
    return word;
  }

  /** Returns the member of an entry, such as {@code product_id}. */
  public String member() {
    return member;
  }

  /** Returns whether a value is an id. */
  public boolean isId() {
    return type.equals("uuid");
  }

  /** Returns whether a value is a time. */
  public boolean isTime() {
    return this == DAY || this == MONTH;
  }

  /** Returns the SQL expression over {@code api_usage}. */
  String expression() {
    return expression;
  }

  /** Returns the SQL type of the values. */
  String type() {
    return type;
  }
}
