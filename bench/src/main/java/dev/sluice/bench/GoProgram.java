package dev.sluice.bench;

import dev.sluice.e2e.process.DownloadCache;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.RepositoryRoot;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Go program of {@code bench/peers}, built into the cache folder. */
public record GoProgram(Path binary) {

  /**
   * Builds it; fails saying why when that is not possible here.
   *
   * @param source its folder below {@code bench/peers}
   */
  public static GoProgram build(String source, Path log) {
    Path go =
        HelperBuild.find("go", "/usr/local/go/bin")
            .orElseThrow(() -> new MissingPrerequisiteException("Go was not found"));
    Path binary =
        DownloadCache.folder(System.getenv())
            .resolve("bench-peers")
            .resolve(source.replace('/', '-'));
    new HelperBuild("go build", log)
        .run(
            RepositoryRoot.find().path().resolve("bench/peers").resolve(source),
            Map.of("GOTOOLCHAIN", "local"),
            List.of(go.toString(), "build", "-o", binary.toString(), "."));
    return new GoProgram(binary);
  }
}
