package dev.sluice.common.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StdoutSinkTest {
  @Test
  void write_oneLineEach() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Instant start = Instant.ofEpochMilli(1_700_000_000_123L);
    try (StdoutSink sink = new StdoutSink(new PrintStream(out, false, StandardCharsets.UTF_8))) {
      sink.write(
          List.of(
              AuditJson.write(TestRecords.of("one", start)),
              AuditJson.write(TestRecords.of("two", start))));
    }
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(2, lines.size());
    JsonNode line = JsonMapper.shared().readTree(lines.getFirst());
    assertEquals(1_700_000_000_123L, line.get("timestamp").longValue());
    assertFalse(line.has("ts_ms"));
    assertEquals("one", line.get("correlation_id").stringValue());
  }
}
