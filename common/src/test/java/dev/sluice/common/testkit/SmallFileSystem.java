package dev.sluice.common.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file system in memory with a few megabytes, mounted on a folder; only root can mount it. */
public record SmallFileSystem(Path folder) implements AutoCloseable {
  /** Mounts the file system, or skips the test. */
  public static SmallFileSystem mount(Path folder, int mebibytes) throws IOException {
    Files.createDirectories(folder);
    List<String> mount =
        List.of("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", "" + folder);
    Assumptions.assumeTrue(run(mount) == 0, "no file system can be mounted");
    return new SmallFileSystem(folder);
  }

  /** Fills the free space. */
  public void fill() {
    try (FileChannel out =
        FileChannel.open(filling(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocate(4096);
      while (true) {
        out.write(block.rewind());
      }
    } catch (IOException e) {
      // The file system is full.
    }
  }

  /** Frees the space that was filled. */
  public void free() {
    try {
      Files.delete(filling());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path filling() {
    return folder.resolve("filling");
  }

  @Override
  public void close() throws IOException {
    run(List.of("umount", "-l", "" + folder));
  }

  private static int run(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join()
        .exitValue();
  }
}
