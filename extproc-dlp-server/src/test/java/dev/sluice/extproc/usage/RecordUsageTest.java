package dev.sluice.extproc.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordUsageTest {
  @Test
  void read_allowedCall_addsTokens() {
    RecordUsage read = read(UsageRecords.allowed(UsageRecords.DAY + 5).json()).orElseThrow();
    assertEquals(
        new UsageKey(
            UUID.fromString(UsageRecords.SUBSCRIPTION),
            UUID.fromString(UsageRecords.KEY),
            UsageRecords.VERSION,
            20_000),
        read.key());
    assertEquals(
        new UsageSum(1, 0, 12, 34, new BigDecimal("0.00148"), UsageRecords.DAY + 5), read.sum());
  }

  @Test
  void read_deniedCall_addsDenied() {
    RecordUsage read = read(UsageRecords.denied(UsageRecords.DAY - 1).json()).orElseThrow();
    assertEquals("", read.key().apiVersion());
    assertEquals(19_999, read.key().day());
    assertEquals(new UsageSum(1, 1, 0, 0, BigDecimal.ZERO, UsageRecords.DAY - 1), read.sum());
  }

  @Test
  void read_cost_isExact() {
    byte[] record =
        UsageRecords.record(
                UsageRecords.DAY, null, "1", "1", "\"cost\":123456789012345678.00000001,")
            .json();
    assertEquals(
        new BigDecimal("123456789012345678.00000001"), read(record).orElseThrow().sum().cost());
    byte[] least = UsageRecords.record(UsageRecords.DAY, null, "1", "1", "\"cost\":1E-8,").json();
    assertEquals("0.00000001", read(least).orElseThrow().sum().cost().toPlainString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"ts_ms\":1",
        "{\"ts_ms\":1,\"extra\":null}",
        "{\"ts_ms\":1,\"extra\":{\"subscription\":\"a\",\"credential_id\":\"b\"}}",
        "{\"ts_ms\":1,\"extra\":{\"subscription\":\"9a1f0000-0000-4000-8000-000000000001\"}}",
        "{\"extra\":{\"subscription\":\"9a1f0000-0000-4000-8000-000000000001\",\"credential_id\":\"9a1f0000-0000-4000-8000-000000000001\"}}"
      })
  void read_noSubscription_isEmpty(String record) {
    assertEquals(Optional.empty(), read(record.getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<RecordUsage> read(byte[] record) {
    return RecordUsage.read(record);
  }
}
