package dev.sluice.extproc.usage;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The usage that one exchange record adds to a key. */
record RecordUsage(UsageKey key, UsageSum sum) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  /** Reads a record; returns empty without a credential, because no subscription is charged. */
  static Optional<RecordUsage> read(byte[] record) {
    try {
      JsonNode fields = JSON.readTree(new String(record, StandardCharsets.UTF_8));
      JsonNode extra = fields.path("extra");
      Optional<UUID> subscription = id(extra.path("subscription"));
      Optional<UUID> credential = id(extra.path("credential_id"));
      long tsMs = fields.path("ts_ms").asLong();
      if (subscription.isEmpty() || credential.isEmpty() || tsMs <= 0) {
        return Optional.empty();
      }
      int day = Math.toIntExact(tsMs / DAY_MS);
      String version = id(extra.path("api_version_id")).map(UUID::toString).orElse("");
      UsageKey key = new UsageKey(subscription.get(), credential.get(), version, day);
      return Optional.of(new RecordUsage(key, sum(fields, extra.path("cost"), tsMs)));
    } catch (JacksonException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static UsageSum sum(JsonNode fields, JsonNode cost, long tsMs) {
    return new UsageSum(
        1,
        fields.path("auth_reason").isString() ? 1 : 0,
        tokens(fields.path("input_tokens")),
        tokens(fields.path("output_tokens")),
        cost.isNumber() ? cost.decimalValue() : BigDecimal.ZERO,
        tsMs);
  }

  private static long tokens(JsonNode field) {
    return field.isIntegralNumber() ? Math.max(0, field.asLong()) : 0;
  }

  /** Returns the id; empty for another form, which servers without a controller may use. */
  private static Optional<UUID> id(JsonNode field) {
    try {
      return field.isString() ? Optional.of(UUID.fromString(field.asString())) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
