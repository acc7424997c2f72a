package dev.sluice.e2e.demo;

import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folder of the demo, locked by one running demo at a time. */
final class DemoFolder implements AutoCloseable {
  private final Path folder;
  private final FileChannel lockFile;

  private DemoFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /** Returns the path of a file in command lines, relative to the current folder if below it. */
  static String shown(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path whole = file.toAbsolutePath();
    return (whole.startsWith(here) ? here.relativize(whole) : whole).toString();
  }

  /** Returns {@code $SLUICE_HOME}, or else {@code .sluice} in the repository. */
  static Path locate(Map<String, String> environment) {
    String named = environment.getOrDefault("SLUICE_HOME", "");
    return named.isEmpty()
        ? RepositoryRoot.find().path().resolve(".sluice")
        : Path.of(named).toAbsolutePath().normalize();
  }

  /** Locks the folder. Fails if another demo has locked it. */
  static DemoFolder lock(Path folder) {
    try {
      Files.createDirectories(folder.resolve("logs"));
      FileChannel file =
          FileChannel.open(
              folder.resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = file.tryLock();
      if (lock == null) {
        file.close();
        throw new MissingPrerequisiteException(
            "another demo runs with the data of "
                + folder
                + "; stop it, or name another folder in SLUICE_HOME");
      }
      return new DemoFolder(folder, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path logs() {
    return folder.resolve("logs");
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
