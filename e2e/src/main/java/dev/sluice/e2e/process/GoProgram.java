package dev.sluice.e2e.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Go program of this repository or of a module that it names, built into the cache folder. */
public record GoProgram(Path binary) {

  /**
   * Builds the program.
   *
   * @param source the folder of its main package, below the root of the repository
   * @throws MissingPrerequisiteException if Go is absent or the build fails
   */
  public static GoProgram build(String source, Path log) {
    return build(source, ".", log);
  }

  /**
   * Builds a program of a module that a {@code go.mod} of this repository names.
   *
   * @param source the folder of the {@code go.mod}, below the root of the repository
   * @param mainPackage the import path of the program
   * @throws MissingPrerequisiteException if Go is absent or the build fails
   */
  public static GoProgram build(String source, String mainPackage, Path log) {
    Path go =
        HelperBuild.find("go", "/usr/local/go/bin")
            .orElseThrow(() ->
                new MissingPrerequisiteException(
                    "Go was not found; install it, or add its folder to PATH (https://go.dev/dl)"));
    Path binary =
        DownloadCache.folder(System.getenv()).resolve("peers").resolve(source.replace('/', '-'));
    new HelperBuild("go build", log)
        .run(
            RepositoryRoot.find().path().resolve(source),
            Map.of("GOTOOLCHAIN", "local"),
            List.of(go.toString(), "build", "-o", binary.toString(), mainPackage));
    return new GoProgram(binary);
  }
}
