package dev.sluice.bench.audit;

import dev.sluice.bench.load.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** What it takes to have one record on the disk of that folder: appended, then synced. */
record DiskSync(Path folder) {
  private static final int RECORD = 1_200;

  /** One after the other for that long; nanoseconds of each. */
  Samples during(Duration time) {
    var samples = new Samples();
    var record = ByteBuffer.allocateDirect(RECORD);
    Path file = folder.resolve("fdatasync");
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      long end = System.nanoTime() + time.toNanos();
      for (long now = System.nanoTime(); now - end < 0; ) {
        channel.write(record.rewind());
        channel.force(false);
        long next = System.nanoTime();
        samples.add(next - now);
        now = next;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return samples;
  }
}
