package dev.sluice.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.TestChain;
import dev.sluice.common.audit.TestRecords;
import dev.sluice.common.audit.chain.ChainCheckpoint;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.chain.TestKey;
import dev.sluice.common.audit.sink.StdoutSink;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AuditCommandGroupTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final CommandLine command =
      SluiceCtl.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
  private final TestChain chain = new TestChain();
  private List<String> lines = List.of();

  @BeforeEach
  void write() throws Exception {
    List<ChainedRecord> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      records.add(chain.link(TestRecords.of("한-" + i, Instant.EPOCH.plusMillis(i))));
    }
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try (StdoutSink sink = new StdoutSink(told)) {
      sink.write(records);
    }
    lines = told.toString(StandardCharsets.UTF_8).lines().toList();
    TestKey key = TestKey.make();
    Files.writeString(folder.resolve("public.pem"), key.publicPem());
    ChainCheckpoint last =
        ChainCheckpoint.sign(key.signing(), records.getLast().link().orElseThrow(), 1_000);
    Files.writeString(folder.resolve("checkpoints.jsonl"), last.line() + "\n");
  }

  @Test
  void verify_intactLines() throws Exception {
    assertEquals(0, verify(lines));
    assertTrue(out.toString().contains(chain.writer() + ": whole to 20"), out::toString);
  }

  @Test
  void verify_repeatedBatch() throws Exception {
    List<String> twice = new ArrayList<>(lines.subList(0, 15));
    twice.addAll(lines.subList(10, 20));
    assertEquals(0, verify(twice), out::toString);
  }

  @Test
  void verify_changedLine() throws Exception {
    List<String> changed = new ArrayList<>(lines);
    changed.set(6, changed.get(6).replace("curl/8", "curl/9"));
    assertEquals(1, verify(changed));
    assertTrue(
        out.toString().contains("BROKEN at 7: line lines.jsonl:7 the hash is not"), out::toString);
  }

  @Test
  void verify_truncatedLines() throws Exception {
    assertEquals(1, verify(lines.subList(0, 12), "-o", "json"));
    assertTrue(out.toString().contains("\"writer_seq\" : 13"), out::toString);
  }

  @Test
  void verify_wrongUsage() {
    assertEquals(2, command.execute("audit", "verify"));
    assertEquals(3, command.execute("audit", "verify", folder.resolve("none").toString()));
    String nowhere = "jdbc:postgresql://127.0.0.1:1/none";
    assertEquals(3, command.execute("audit", "verify", "--database", nowhere));
    assertEquals(3, command.execute("audit", "export", "--database", nowhere));
  }

  @Test
  void csv_cells() {
    assertEquals(
        ",-,'=1+1,\"a,b\",\"say \"\"x\"\"\"\r\n",
        CsvFormat.line(Arrays.asList(null, "-", "=1+1", "a,b", "say \"x\"")));
  }

  private int verify(List<String> given, String... options) throws Exception {
    Path file = Files.write(folder.resolve("lines.jsonl"), given);
    List<String> words = new ArrayList<>(List.of("audit", "verify", file.toString()));
    words.addAll(List.of("--public-key", folder.resolve("public.pem").toString()));
    words.addAll(List.of("--checkpoints", folder.resolve("checkpoints.jsonl").toString()));
    words.addAll(List.of(options));
    return command.execute(words.toArray(String[]::new));
  }
}
