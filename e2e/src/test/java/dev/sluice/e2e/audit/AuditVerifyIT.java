package dev.sluice.e2e.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.TestChain;
import dev.sluice.common.audit.TestRecords;
import dev.sluice.common.audit.chain.ChainCheckpoint;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.chain.TestKey;
import dev.sluice.common.audit.sink.StdoutSink;
import dev.sluice.e2e.audit.DocumentedCommand.Ended;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.rows.SqlClient;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The tests that documented commands find any change to audit rows. */
@Tag("C-90")
@ExtendWith(TestEnvironmentExtension.class)
final class AuditVerifyIT {
  private static final String PAGE = "audit.md";
  private static final int CALLS = 5;

  private final TestEnvironment sluice;
  @TempDir Path folder;

  AuditVerifyIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @AfterEach
  void removeLink() throws IOException {
    Files.deleteIfExists(folder.resolve(".sluice"));
  }

  @Test
  @Tag("N-11")
  @DisplayName("N-11 a flipped bit is found, and where it stands")
  void n11_flippedBits() throws Exception {
    String name = recorded();
    DocumentedCommand line = copied();
    String verify = database("verify").getFirst();
    Ended whole = line.run(verify);
    assertEquals(0, whole.code(), whole.output());

    for (String flip :
        List.of(
            "record = set_bit(record, 1000, 1 - get_bit(record, 1000))",
            "hash = set_bit(hash, 7, 1 - get_bit(hash, 7))",
            "prev_hash = set_bit(prev_hash, 255, 1 - get_bit(prev_hash, 255))",
            "status_code = status_code # 1",
            "endpoint = endpoint || chr(32)")) {
      assertFound(line, verify, "audit_events", name, flip);
    }
    assertFound(
        line,
        verify,
        "decision_events",
        name,
        "record = set_bit(record, 9, 1 - get_bit(record, 9))");
    assertFound(line, verify, "decision_events", name, "decision = 'deny'");
    Ended again = line.run(verify);
    assertEquals(0, again.code(), again.output());
  }

  @Test
  @Tag("N-11")
  @DisplayName("N-11 every command of the page on what happened does what the page says")
  void n11_documentedCommands() throws Exception {
    recorded();
    DocumentedCommand line = copied();
    for (String command : database("verify")) {
      Ended ended = line.run(command);
      assertEquals(0, ended.code(), ended.output());
      assertTrue(ended.output().contains(": whole to "), ended.output());
      assertFalse(ended.output().contains("signatures were not looked at"), ended.output());
    }
    for (String command : database("export")) {
      Ended ended = line.run(command);
      assertEquals(0, ended.code(), ended.output());
      assertTrue(ended.output().startsWith("id,ts_ms,"), ended.output());
    }
    DocumentedCommand files = linesOfAServerWithoutADatabase();
    List<String> ofFiles =
        DocumentedCommand.documented(sluice, PAGE, "./sluice audit verify").stream()
            .filter(command -> command.contains(".jsonl lines-"))
            .toList();
    assertEquals(1, ofFiles.size());
    Ended ended = files.run(ofFiles.getFirst());
    assertEquals(0, ended.code(), ended.output());
    assertTrue(ended.output().contains(": whole to 20 "), ended.output());
  }

  /** Creates some rows. Returns the prefix of their correlation ids once all are signed. */
  private String recorded() {
    String name = TestEnvironment.uniqueId("n11");
    for (int i = 0; i < CALLS; i++) {
      sluice.withRole("viewer").withCorrelation(name + i).get("/v1/health");
    }
    sluice.auditRows().awaitRows(name, CALLS);
    for (String table : List.of("audit_events", "decision_events")) {
      ConditionWait.awaitTrue(
          "all records in " + table + " are signed for",
          ControlPlaneState.LIMIT,
          () ->
              sluice
                      .sql()
                      .query(
                          "select count(*) from "
                              + table
                              + " r join audit_checkpoints c using (writer_id)"
                              + " where starts_with(correlation_id, ?) and c.writer_seq >= r.writer_seq"
                              + " group by r.id",
                          name)
                      .size()
                  == CALLS);
    }
    return name;
  }

  @Test
  @Tag("N-11")
  @DisplayName("N-11 every file that a command of the page reads is made by a command above it")
  void n11_documentedFiles_areMadeByDocumentedSteps() {
    List<String> lines = DocumentedCommand.documented(sluice, PAGE, "");
    List<String> commands =
        lines.stream().filter(line -> line.startsWith("./sluice audit verify")).toList();
    assertEquals(3, commands.size());
    for (String command : commands) {
      for (String file : command.split(" ")) {
        boolean read = file.endsWith(".jsonl") || file.endsWith(".pub");
        assertTrue(
            !read
                || file.startsWith(".sluice/")
                || lines.stream()
                    .anyMatch(line -> line.endsWith("> " + file) || line.endsWith("-out " + file)),
            () -> "no step makes " + file + " for: " + command);
      }
    }
  }

  /** Creates a folder in which the documented steps find the environment, as in a checkout. */
  private DocumentedCommand copied() throws Exception {
    Files.createSymbolicLink(folder.resolve(".sluice"), sluice.stack().settings().home());
    DocumentedCommand line = DocumentedCommand.in(folder, sluice);
    List<String> copies = DocumentedCommand.documented(sluice, PAGE, "find .sluice/state/");
    assertEquals(1, copies.size());
    Ended copied = line.run(copies.getFirst());
    assertEquals(0, copied.code(), copied.output());
    return line;
  }

  private DocumentedCommand linesOfAServerWithoutADatabase() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    TestChain chain = new TestChain();
    List<ChainedRecord> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      records.add(chain.link(TestRecords.of("request-" + i, Instant.EPOCH.plusMillis(i))));
    }
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try (StdoutSink sink = new StdoutSink(told)) {
      var _ = sink.write(records);
    }
    List<String> lines = told.toString(StandardCharsets.UTF_8).lines().toList();
    Files.write(other.resolve("lines-1.jsonl"), lines.subList(0, 12));
    Files.write(other.resolve("lines-2.jsonl"), lines.subList(12, 20));
    TestKey key = TestKey.make();
    Files.writeString(other.resolve("audit-chain.pub"), key.publicPem());
    ChainCheckpoint last =
        ChainCheckpoint.sign(key.signing(), records.getLast().link().orElseThrow(), 1_000);
    Files.writeString(other.resolve("checkpoints-1.jsonl"), "");
    Files.writeString(other.resolve("checkpoints-2.jsonl"), last.line() + "\n");
    return DocumentedCommand.in(other, sluice);
  }

  /** Returns the documented commands for the database, with the port of this environment. */
  private List<String> database(String command) {
    String port = sluice.stack().database().jdbcUrl().replaceAll(".*127\\.0\\.0\\.1", "127.0.0.1");
    List<String> lines =
        DocumentedCommand.documented(sluice, PAGE, "./sluice audit " + command + " --database")
            .stream()
            .map(line -> line.replace("127.0.0.1:9205/sluice", port))
            .toList();
    assertTrue(lines.size() >= 1, command);
    return lines;
  }

  /**
   * Changes one row as the database owner, checks that the change is found, and restores the row.
   */
  private void assertFound(
      DocumentedCommand line, String verify, String table, String name, String change)
      throws Exception {
    String row = name + (CALLS / 2);
    EmbeddedDatabase database = sluice.stack().database();
    try (Connection owner = DriverManager.getConnection(database.jdbcUrl(), database.owner(), "")) {
      String partition =
          SqlClient.query(
                  owner,
                  "select tableoid::regclass from " + table + " where correlation_id = ?",
                  row)
              .getFirst();
      execute(owner, "alter table " + partition + " disable trigger refuse_change");
      execute(owner, "create temp table kept as table " + partition + " with no data");
      execute(owner, "insert into kept select * from " + table + " where correlation_id = ?", row);
      try {
        execute(owner, "update " + partition + " set " + change + " where correlation_id = ?", row);
        Ended ended = line.run(verify);
        assertEquals(1, ended.code(), change + ": " + ended.output());
        String place =
            SqlClient.query(
                    owner,
                    "select writer_id || ': BROKEN at ' || writer_seq || ': ' || ? || ' ' || id"
                        + " from kept",
                    table)
                .getFirst();
        assertTrue(
            ended.output().contains(place), change + ": " + ended.output() + ", not " + place);
      } finally {
        execute(owner, "delete from " + partition + " where correlation_id = ?", row);
        execute(owner, "insert into " + partition + " select * from kept");
        execute(owner, "drop table kept");
        execute(owner, "alter table " + partition + " enable trigger refuse_change");
      }
    }
  }

  private static void execute(Connection connection, String sql, Object... parameters)
      throws SQLException {
    if (parameters.length == 0) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, parameters[0]);
      statement.execute();
    }
  }
}
