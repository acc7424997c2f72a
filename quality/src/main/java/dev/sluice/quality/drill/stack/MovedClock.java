package dev.sluice.quality.drill.stack;

import dev.sluice.e2e.process.HelperBuild;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The wall clock of single processes, which can jump while they run. A library that is loaded
 * before the C library moves it; the clock of the machine stays.
 */
public final class MovedClock {
  private final Path library;
  private final Path offset;
  private final ManagedProcess process;
  private final List<String> command;

  private MovedClock(Path library, Path offset, ManagedProcess process) {
    this.library = library;
    this.offset = offset;
    this.process = process;
    this.command = process.command();
  }

  /** Restarts a process with a clock that can jump. */
  public static MovedClock of(ManagedProcess process, Path folder) {
    Path compiler =
        HelperBuild.find("cc", "/usr/bin")
            .orElseThrow(
                () -> new MissingPrerequisiteException("no C compiler (cc) for the moved clock"));
    Path source = folder.resolve("clock.c");
    Path library = folder.resolve("clock.so");
    try (InputStream in = MovedClock.class.getResourceAsStream("clock.c")) {
      Files.createDirectories(folder);
      Files.write(source, Objects.requireNonNull(in).readAllBytes());
      int code =
          new ProcessBuilder(
                  compiler.toString(),
                  "-O2",
                  "-shared",
                  "-fPIC",
                  "-o",
                  library.toString(),
                  source.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (code != 0) {
        throw new MissingPrerequisiteException("the moved clock could not be compiled");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MissingPrerequisiteException("interrupted");
    }
    MovedClock clock = new MovedClock(library, folder.resolve(process.name() + ".clock"), process);
    clock.jump(Duration.ZERO);
    clock.start();
    return clock;
  }

  /** Moves the clock to this distance from the real time. */
  public void jump(Duration distance) {
    ByteBuffer seconds = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    seconds.putLong(distance.toSeconds()).flip();
    try (FileChannel file =
        FileChannel.open(offset, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(seconds, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Restarts the process with the clock of the machine. */
  public void end() {
    process.replaceCommand(command);
    restart();
  }

  private void start() {
    List<String> moved =
        new ArrayList<>(List.of("/usr/bin/env", "LD_PRELOAD=" + library, "SLUICE_CLOCK=" + offset));
    moved.addAll(command);
    process.replaceCommand(moved);
    restart();
  }

  private void restart() {
    if (process.isAlive()) {
      process.kill();
    }
    process.start();
    process.awaitReady();
  }
}
