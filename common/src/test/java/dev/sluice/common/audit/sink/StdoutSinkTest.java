package dev.sluice.common.audit.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.common.audit.TestChain;
import dev.sluice.common.audit.TestRecords;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.record.AuditJson;
import dev.sluice.common.audit.sink.AuditSink.SinkUnavailableException;
import dev.sluice.common.audit.sink.AuditSink.WriteResult;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StdoutSinkTest {
  private final TestChain chain = new TestChain();

  @Test
  void write_batch_isOneLineEach() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Instant start = Instant.ofEpochMilli(1_700_000_000_123L);
    try (StdoutSink sink = new StdoutSink(out)) {
      sink.write(chain.link(TestRecords.of("one", start), TestRecords.of("two", start)));
    }
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(2, lines.size());
    JsonNode line = JsonMapper.shared().readTree(lines.getFirst());
    assertEquals(1_700_000_000_123L, line.get("timestamp").longValue());
    assertFalse(line.has("ts_ms"));
    assertEquals("one", line.get("correlation_id").stringValue());
    assertEquals(chain.writer().toString(), line.get("writer_id").stringValue());
    assertEquals(1, line.get("writer_seq").longValue());
  }

  @Test
  void write_noLink_omitsLink() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] record = AuditJson.write(TestRecords.of("old", Instant.EPOCH));
    try (StdoutSink sink = new StdoutSink(out)) {
      sink.write(List.of(new ChainedRecord(null, record)));
    }
    assertEquals(
        new String(record, StandardCharsets.UTF_8).replace("\"ts_ms\"", "\"timestamp\"") + "\n",
        out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void write_afterFailure_writesOnce() throws Exception {
    ByteArrayOutputStream disk = new ByteArrayOutputStream();
    Narrow out = new Narrow(disk);
    ChainedRecord record = chain.link(TestRecords.of("one", Instant.EPOCH));
    try (StdoutSink sink = new StdoutSink(out)) {
      out.full = true;
      assertThrows(SinkUnavailableException.class, () -> sink.write(List.of(record)));
      out.full = false;
      assertEquals(new WriteResult(1, 0, 0), sink.write(List.of(record)));
    }
    assertEquals(1, disk.toString(StandardCharsets.UTF_8).lines().count());
  }

  /** An output that is full for a while. */
  private static final class Narrow extends FilterOutputStream {
    private boolean full;

    Narrow(OutputStream disk) {
      super(disk);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (full) {
        throw new IOException("no space left");
      }
      out.write(bytes, from, length);
    }
  }
}
