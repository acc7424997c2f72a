package dev.sluice.e2e.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Python program of this repository, with its own virtual environment in the cache folder. */
public record PythonProgram(Path python, Path folder) {
  private static final String REQUIREMENTS = "requirements.txt";

  /**
   * Installs the libraries unless they are installed already.
   *
   * @param source a folder below the root of the repository, with a {@code requirements.txt}
   * @throws MissingPrerequisiteException if Python is absent or the libraries cannot be installed
   */
  public static PythonProgram prepare(String source, Path log) {
    Path folder = RepositoryRoot.find().path().resolve(source);
    Path home =
        DownloadCache.folder(System.getenv()).resolve("peers").resolve(source.replace('/', '-'));
    Path python = home.resolve("bin/python");
    try {
      if (!isReady(home, folder)) {
        fetch(home, folder, log);
        Files.copy(folder.resolve(REQUIREMENTS), home.resolve(REQUIREMENTS));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PythonProgram(python, folder);
  }

  private static boolean isReady(Path home, Path folder) throws IOException {
    Path fetched = home.resolve(REQUIREMENTS);
    return Files.exists(fetched) && Files.mismatch(fetched, folder.resolve(REQUIREMENTS)) < 0;
  }

  private static void fetch(Path home, Path folder, Path log) throws IOException {
    Path python =
        HelperBuild.find("python3", "/usr/bin")
            .orElseThrow(() -> new MissingPrerequisiteException("Python 3 was not found"));
    Files.createDirectories(home);
    Files.deleteIfExists(home.resolve(REQUIREMENTS));
    new HelperBuild("python3 -m venv", log)
        .run(folder, Map.of(), List.of(python.toString(), "-m", "venv", home.toString()));
    new HelperBuild("pip install", log)
        .run(
            folder,
            Map.of(),
            List.of(
                home.resolve("bin/pip").toString(),
                "install",
                "--quiet",
                "--requirement",
                REQUIREMENTS));
  }

  /** Returns the command that runs one of its files. */
  public List<String> command(String file) {
    return List.of(python.toString(), folder.resolve(file).toString());
  }
}
