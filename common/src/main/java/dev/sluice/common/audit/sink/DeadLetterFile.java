package dev.sluice.common.audit.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A bounded file of records that a sink can never store. It contains their ids and the reason, and
 * no field about a person.
 */
public final class DeadLetterFile {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> FIELDS =
      List.of(
          "id",
          "ts_ms",
          "method",
          "status_code",
          "policy_version",
          "error_code",
          "dlp_action",
          "decision");
  private static final long MAX_BYTES = 16L * 1024 * 1024;

  private final Path file;
  private final Clock clock;

  public DeadLetterFile(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Appends a record with the reason of its rejection. */
  public void append(byte[] record, Map<String, String> why) throws IOException {
    if (Files.exists(file) && Files.size(file) >= MAX_BYTES) {
      return;
    }
    ObjectNode line = JSON.createObjectNode();
    line.put("parked_at", clock.instant().toString());
    new TreeMap<>(why).forEach(line::put);
    fields(record, line);
    Files.write(
        file,
        (line + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static void fields(byte[] record, ObjectNode line) {
    try {
      JsonNode fields = JSON.readTree(record);
      for (String name : FIELDS) {
        JsonNode value = fields.path(name);
        if (value.isValueNode()) {
          line.set(name, value);
        }
      }
    } catch (JacksonException e) {
      line.put("bytes", record.length);
    }
  }
}
