package dev.sluice.bench.xds.peer;

import dev.sluice.e2e.process.AbsentException;
import dev.sluice.e2e.process.Cache;
import dev.sluice.e2e.process.RepositoryRoot;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The Go program in {@code bench/peers/xds}, built into the cache folder. */
public record PeerProgram(Path binary) {
  private static final long BUILD_MINUTES = 15;

  /** Builds it; fails saying why when that is not possible here. */
  public static PeerProgram build(Path log) {
    Map<String, String> environment = System.getenv();
    Path binary = Cache.folder(environment).resolve("bench-peers").resolve("xds");
    List<String> command =
        List.of(go(environment).toString(), "build", "-o", binary.toString(), ".");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(RepositoryRoot.find().path().resolve("bench/peers/xds").toFile());
    builder.environment().put("GOTOOLCHAIN", "local");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process build = builder.start();
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(build::destroyForcibly));
      if (!build.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)) {
        build.destroyForcibly();
        throw new AbsentException("go build took too long");
      }
      if (build.exitValue() != 0) {
        throw new AbsentException("go build failed, see " + log);
      }
    } catch (IOException e) {
      throw new AbsentException("go could not be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AbsentException("go build was interrupted");
    }
    return new PeerProgram(binary);
  }

  private static Path go(Map<String, String> environment) {
    Stream<String> folders =
        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator));
    return Stream.concat(folders, Stream.of("/usr/local/go/bin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "go"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AbsentException("Go was not found"));
  }
}
