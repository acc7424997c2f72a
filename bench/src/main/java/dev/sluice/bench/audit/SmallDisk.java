package dev.sluice.bench.audit;

import dev.sluice.bench.process.ProcessGroup;
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

  /** Mounts the file system; fails without the permission to mount. */
  static SmallDisk mount(Path folder) throws IOException {
    Files.createDirectories(folder);
    String size = "size=" + MIB + "m";
    List<String> mount = List.of("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString());
    if (ProcessGroup.execute(mount) != 0) {
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

  /** Frees the space that {@link #fill} used. */
  void free() {
    try {
      Files.delete(folder.resolve(FILLING));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ProcessGroup.execute(List.of("umount", "-l", folder.toString()));
  }
}
