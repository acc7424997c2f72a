package dev.sluice.bench.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON document of a command that ran in this process and passed. */
public record BenchRun(JsonNode document) {

  public static BenchRun of(BenchCommand command, String... arguments) {
    PrintStream console = System.out;
    var out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    int exitCode;
    try {
      exitCode = new CommandLine(command).execute(arguments);
    } finally {
      System.setOut(console);
    }
    String text = out.toString(StandardCharsets.UTF_8);
    assertEquals(0, exitCode, text);
    var run = new BenchRun(JsonMapper.shared().readTree(text));
    assertTrue(run.document.get("passed").asBoolean(), text);
    return run;
  }

  /** Asserts the number of sections and a first figure above zero for each variant of each. */
  public void assertFigures(int sections) {
    assertEquals(sections, document.get("sections").size(), document::toString);
    for (JsonNode section : document.get("sections")) {
      JsonNode cells = section.at("/rows/0/cells");
      assertFalse(cells.isEmpty(), section::toString);
      cells.forEach(cell -> assertTrue(cell.get("median").asDouble() > 0, section::toString));
    }
  }
}
