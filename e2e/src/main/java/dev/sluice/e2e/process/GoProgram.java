package dev.sluice.e2e.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Go program of this repository, built into the cache folder. */
public record GoProgram(Path binary) {

  /**
   * Builds the program.
   *
   * @param source the folder of its main package, below the root of the repository
   * @throws MissingPrerequisiteException if Go is absent or the build fails
   */
  public static GoProgram build(String source, Path log) {
    Path go =
        HelperBuild.find("go", "/usr/local/go/bin")
            .orElseThrow(() -> new MissingPrerequisiteException("Go was not found"));
    Path binary =
        DownloadCache.folder(System.getenv()).resolve("peers").resolve(source.replace('/', '-'));
    new HelperBuild("go build", log)
        .run(
            RepositoryRoot.find().path().resolve(source),
            Map.of("GOTOOLCHAIN", "local"),
            List.of(go.toString(), "build", "-o", binary.toString(), "."));
    return new GoProgram(binary);
  }
}
