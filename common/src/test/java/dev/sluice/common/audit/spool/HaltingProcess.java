package dev.sluice.common.audit.spool;

import dev.sluice.common.audit.chain.ChainLink;
import dev.sluice.common.audit.chain.ChainedRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** A process that appends and delivers until it halts at some point. It logs both to two files. */
final class HaltingProcess {
  static final int SEGMENT = 80_000;

  private HaltingProcess() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Spool spool = Spool.open(config(folder));
    Thread.ofPlatform().start(HaltingProcess::halt);
    Thread.ofPlatform().start(() -> deliver(spool, folder.resolve("delivered.txt")));
    try (OutputStream durable = open(folder.resolve("durable.txt"))) {
      String process = Long.toString(ProcessHandle.current().pid());
      for (int i = 0; ; i++) {
        byte[] name = ('\n' + process + '/' + i + ';').getBytes(StandardCharsets.US_ASCII);
        var _ =
            SpoolAppends.append(spool, TestRecord.of(process + '/' + i + ';'))
                .thenRun(() -> write(durable, name));
        if (i % 50 == 49) {
          LockSupport.parkNanos(1_000_000);
        }
      }
    }
  }

  static SpoolConfig config(Path folder) {
    return new SpoolConfig(
        folder.resolve("spool"), 64L << 20, SEGMENT, SpoolConfig.WhenFull.SHED, Duration.ZERO);
  }

  /** Returns the log line of a record: its link and its bytes. */
  static String line(ChainedRecord record) {
    ChainLink link = record.link().orElseThrow();
    return "%s %d %s %s %s%n"
        .formatted(
            link.writer(),
            link.seq(),
            link.previous(),
            link.hash(),
            new String(record.bytes(), StandardCharsets.US_ASCII));
  }

  private static void halt() {
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(150_000_000));
    Runtime.getRuntime().halt(0);
  }

  private static void deliver(Spool spool, Path reported) {
    try (OutputStream out = open(reported)) {
      while (true) {
        Spool.RecordBatch batch = spool.next(200, Duration.ofSeconds(1));
        // Ends an incomplete line of an earlier process.
        StringBuilder lines = new StringBuilder("\n");
        batch.records().forEach(record -> lines.append(line(record)));
        write(out, lines.toString().getBytes(StandardCharsets.US_ASCII));
        spool.ack(batch);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OutputStream open(Path file) throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void write(OutputStream out, byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
