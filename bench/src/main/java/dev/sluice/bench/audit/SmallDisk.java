package dev.sluice.bench.audit;

import dev.sluice.e2e.process.MissingPrerequisiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file system of a few megabytes, mounted on a folder. */
record SmallDisk(Path folder) implements AutoCloseable {
  private static final int MIB = 6;
  private static final int BLOCK = 4096;
  private static final String FILLING = "filling";

  /** Mounts it; fails without the right to mount. */
  static SmallDisk mount(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (run(List.of("mount", "-t", "tmpfs", "-o", "size=" + MIB + "m", "tmpfs", folder.toString()))
        != 0) {
      throw new MissingPrerequisiteException(
          "no file system can be mounted here; as root it can, and so it can below unshare -rm");
    }
    return new SmallDisk(folder);
  }

  /** Fills all free space. */
  void fill() {
    var block = ByteBuffer.allocate(BLOCK);
    try (var channel =
        FileChannel.open(
            folder.resolve(FILLING), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (true) {
        channel.write(block.rewind());
      }
    } catch (IOException e) {
      // The disk is full.
    }
  }

  /** Frees the space that {@link #fill} took. */
  void free() {
    try {
      Files.delete(folder.resolve(FILLING));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    run(List.of("umount", "-l", folder.toString()));
  }

  private static int run(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
