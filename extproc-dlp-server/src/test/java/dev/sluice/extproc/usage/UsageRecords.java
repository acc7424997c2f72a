package dev.sluice.extproc.usage;

import dev.sluice.common.audit.spool.SpoolRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A set of exchange records with the fields that usage needs. */
final class UsageRecords {
  static final String SUBSCRIPTION = "9a1f0000-0000-4000-8000-000000000001";
  static final String KEY = "9a1f0000-0000-4000-8000-000000000002";
  static final String VERSION = "9a1f0000-0000-4000-8000-000000000003";

  /** The first moment of day 20000. */
  static final long DAY = 1_728_000_000_000L;

  private UsageRecords() {}

  /** Returns the record of an allowed call with 12 input and 34 output tokens. */
  static SpoolRecord allowed(long tsMs) {
    return record(
        tsMs, null, "12", "34", "\"cost\":0.00148,\"api_version_id\":\"" + VERSION + "\",");
  }

  static SpoolRecord denied(long tsMs) {
    return record(tsMs, "AUTH_FORBIDDEN", "null", "null", "");
  }

  /** Returns the record of a caller without a subscription. */
  static SpoolRecord ofNobody(long tsMs) {
    return SpoolRecord.of(
        ("{\"ts_ms\":" + tsMs + ",\"auth_reason\":null,\"input_tokens\":5,\"extra\":null}")
            .getBytes(StandardCharsets.UTF_8));
  }

  static SpoolRecord record(
      long tsMs, @Nullable String reason, String input, String output, String extra) {
    String text =
        """
        {"id":"x","ts_ms":%d,"auth_reason":%s,"input_tokens":%s,"output_tokens":%s,"extra":{%s\
        "credential_id":"%s","subscription":"%s","mode":"sse","dlp_rules":[{"count":2}]}}\
        """
            .formatted(
                tsMs,
                reason == null ? "null" : '"' + reason + '"',
                input,
                output,
                extra,
                KEY,
                SUBSCRIPTION);
    return SpoolRecord.of(text.getBytes(StandardCharsets.UTF_8));
  }

  static BigDecimal cost(long calls) {
    return new BigDecimal("0.00148").multiply(BigDecimal.valueOf(calls));
  }
}
