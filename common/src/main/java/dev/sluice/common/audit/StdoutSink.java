package dev.sluice.common.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes each record as one line of JSON, with {@code timestamp} in place of {@code ts_ms}. */
public final class StdoutSink implements AuditSink {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final OutputStream out;

  public StdoutSink(OutputStream out) {
    this.out = out;
  }

  @Override
  public String name() {
    return "stdout";
  }

  @Override
  public Written write(List<byte[]> batch) throws SinkAway {
    StringBuilder lines = new StringBuilder();
    batch.forEach(record -> lines.append(line(record)).append('\n'));
    try {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new SinkAway("stdout_unwritable");
    }
    return new Written(batch.size(), 0, 0);
  }

  private static String line(byte[] record) {
    ObjectNode renamed = JSON.createObjectNode();
    for (var field : JSON.readTree(record).properties()) {
      JsonNode value = field.getValue();
      renamed.set("ts_ms".equals(field.getKey()) ? "timestamp" : field.getKey(), value);
    }
    return renamed.toString();
  }

  /** Standard output belongs to the process, not to this sink. */
  @Override
  public void close() {}
}
