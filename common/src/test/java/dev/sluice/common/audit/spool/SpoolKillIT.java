package dev.sluice.common.audit.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.audit.spool.SpoolConfig.WhenFull;
import dev.sluice.common.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

class SpoolKillIT {
  private static final int ACKNOWLEDGED = 300;

  @TempDir Path directory;

  @RepeatedTest(3)
  void append_processKilled_losesNothing(RepetitionInfo round) throws Exception {
    Path reported = directory.resolve("told.txt");
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SpoolWritingProcess.class.getName(),
                directory.resolve("spool").toString())
            .redirectOutput(reported.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      Await.until(() -> durable(reported).size() > ACKNOWLEDGED * round.getCurrentRepetition());
    } finally {
      writer.destroyForcibly().waitFor();
    }
    Set<String> durable = durable(reported);
    durable.removeAll(kept());
    assertEquals(Set.of(), durable, "reported as durable, but lost");
  }

  /** Returns the complete lines that the process logged. */
  private static Set<String> durable(Path reported) {
    try {
      String text = Files.readString(reported);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      return whole
          .lines()
          .filter(line -> line.startsWith(SpoolWritingProcess.DURABLE))
          .map(line -> line.substring(SpoolWritingProcess.DURABLE.length()))
          .collect(Collectors.toCollection(HashSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<String> kept() throws Exception {
    Set<String> kept = new HashSet<>();
    try (Spool spool =
        Spool.open(SpoolConfig.of(directory.resolve("spool"), 64L << 20, WhenFull.SHED))) {
      long waiting = spool.depth();
      while (kept.size() < waiting) {
        for (ChainedRecord record : spool.next(1_000, Duration.ofSeconds(5)).records()) {
          kept.add(new String(record.bytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return kept;
  }
}
