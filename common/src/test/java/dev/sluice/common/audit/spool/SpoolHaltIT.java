package dev.sluice.common.audit.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.chain.ChainHash;
import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainedRecord;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.testkit.Sweep;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test that a process which halts at any point neither breaks the chain nor loses records. */
@ExtendWith(NoWarnings.class)
class SpoolHaltIT {
  private static final int HALTS = Sweep.of(15, 110);

  @TempDir Path directory;

  private final Map<Long, ChainLink> chain = new TreeMap<>();
  private final Set<String> kept = new HashSet<>();

  @Test
  void append_haltAtAnyPoint_losesNothing() throws Exception {
    for (int i = 0; i < HALTS; i++) {
      assertEquals(0, halted().waitFor());
    }
    for (String line : Files.readString(directory.resolve("delivered.txt")).split("\n")) {
      String[] parts = line.split(" ");
      // The last line of a process may be incomplete; that batch was not acknowledged.
      if (parts.length == 5 && parts[3].length() == 2 * ChainHash.SIZE) {
        take(parts);
      }
    }
    rest();
    ChainHash before = ChainHash.NONE;
    long next = 1;
    for (ChainLink link : chain.values()) {
      assertEquals(next++, link.seq());
      assertEquals(before, link.previous());
      before = link.hash();
    }
    assertEquals(1, chain.values().stream().map(ChainLink::writer).distinct().count());
    Set<String> durable =
        new HashSet<>(
            Files.readString(directory.resolve("durable.txt"))
                .lines()
                .filter(line -> line.endsWith(";"))
                .toList());
    System.out.printf(
        "halts: %d, linked: %d, reported as durable: %d%n", HALTS, chain.size(), durable.size());
    durable.removeAll(kept);
    assertEquals(Set.of(), durable, "reported as durable, but lost");
    assertTrue(chain.size() > HALTS);
  }

  private Process halted() throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            HaltingProcess.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private void rest() throws Exception {
    try (Spool spool = Spool.open(HaltingProcess.config(directory))) {
      for (long left = spool.depth(); left > 0; ) {
        Spool.RecordBatch batch = spool.next(1_000, Duration.ofSeconds(5));
        left -= batch.records().size();
        for (ChainedRecord record : batch.records()) {
          take(HaltingProcess.line(record).strip().split(" "));
        }
      }
    }
  }

  private void take(String[] parts) {
    ChainLink link =
        new ChainLink(
            UUID.fromString(parts[0]),
            Long.parseLong(parts[1]),
            ChainHash.ofHex(parts[2]),
            ChainHash.ofHex(parts[3]));
    assertTrue(link.matches(parts[4].getBytes(StandardCharsets.US_ASCII)));
    ChainLink other = chain.put(link.seq(), link);
    assertTrue(other == null || other.equals(link), "one number, two records");
    kept.add(parts[4]);
  }
}
