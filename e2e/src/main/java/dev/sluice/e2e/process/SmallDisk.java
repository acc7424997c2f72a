package dev.sluice.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file system of a few megabytes, mounted on a folder. */
public record SmallDisk(Path folder) implements AutoCloseable {
  private static final int BLOCK = 4096;
  private static final String FILLING = "filling";

  /** Mounts the file system; fails without the permission to mount. */
  public static SmallDisk mount(Path folder, int mebibytes) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String size = "size=" + mebibytes + "m";
    List<String> mount = List.of("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString());
    if (run(mount) != 0) {
      throw new MissingPrerequisiteException(
          "no file system can be mounted here; as root it can, and so it can below unshare -rm");
    }
    return new SmallDisk(folder);
  }

  /** Fills all free space. */
  public void fill() {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(FILLING), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.position(channel.size());
      while (true) {
        channel.write(block.rewind());
      }
    } catch (IOException e) {
      // The disk is full.
    }
  }

  /** Frees the space that {@link #fill} used. */
  public void free() {
    try {
      Files.deleteIfExists(folder.resolve(FILLING));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    int _ = run(List.of("umount", "-l", folder.toString()));
  }

  private static int run(List<String> command) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted", e);
    }
  }
}
