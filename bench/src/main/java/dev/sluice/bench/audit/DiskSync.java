package dev.sluice.bench.audit;

import dev.sluice.bench.load.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What it takes to have records on the disk of that folder: appended, then synced. */
record DiskSync(Path folder) {
  private static final int RECORD = 1_200;

  /** One after the other for that long; nanoseconds of each. */
  Samples during(Duration time) {
    return during(time, 1, 0);
  }

  /** So many records each time, and then a pause. */
  Samples during(Duration time, int records, long pauseNanos) {
    var samples = new Samples();
    var batch = ByteBuffer.allocateDirect(records * RECORD);
    Path file = folder.resolve("fdatasync");
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      long end = System.nanoTime() + time.toNanos();
      for (long now = System.nanoTime(); now - end < 0; ) {
        channel.write(batch.rewind());
        channel.force(false);
        samples.add(System.nanoTime() - now);
        if (pauseNanos > 0) {
          LockSupport.parkNanos(pauseNanos);
        }
        now = System.nanoTime();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return samples;
  }
}
