package dev.sluice.e2e.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A build step of a program of another language, run to its end. */
public final class HelperBuild {
  private static final long MINUTES = 15;

  private final String name;
  private final Path log;

  HelperBuild(String name, Path log) {
    this.name = name;
    this.log = log;
  }

  /** Runs the command to its end and appends its output to the log. */
  void run(Path folder, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process build = builder.start();
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(build::destroyForcibly));
      if (!build.waitFor(MINUTES, TimeUnit.MINUTES)) {
        build.destroyForcibly();
        throw new MissingPrerequisiteException(name + " took too long");
      }
      if (build.exitValue() != 0) {
        throw new MissingPrerequisiteException(name + " failed, see " + log);
      }
    } catch (IOException e) {
      throw new MissingPrerequisiteException(name + " could not be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MissingPrerequisiteException(name + " was interrupted");
    }
  }

  /** Returns the path of a program in a folder of PATH, or else in the given folder. */
  public static Optional<Path> find(String program, String further) {
    Stream<String> folders =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
    return Stream.concat(folders, Stream.of(further))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
