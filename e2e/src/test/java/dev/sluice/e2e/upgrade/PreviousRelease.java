package dev.sluice.e2e.upgrade;

import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.process.ServerKind;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** The previous release: a built checkout, or an unpacked archive. */
record PreviousRelease(Path folder) {
  private static final String FOLDER = "SLUICE_PREVIOUS";

  /** Returns the release in the folder that {@code SLUICE_PREVIOUS} names; empty without it. */
  static Optional<PreviousRelease> find() {
    return Optional.ofNullable(System.getenv(FOLDER))
        .filter(named -> !named.isEmpty())
        .map(named -> new PreviousRelease(Path.of(named).toAbsolutePath().normalize()));
  }

  /** Returns the number of its last migration, from {@code packaging/previous-release}. */
  static int schemaVersion() {
    return Integer.parseInt(property("schema"));
  }

  private static String property(String name) {
    Path file = RepositoryRoot.find().path().resolve("packaging/previous-release");
    Properties named = new Properties();
    try {
      named.load(new StringReader(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return named.getProperty(name);
  }

  Path policies() {
    return folder.resolve("policies");
  }

  /** Returns the command line of one of its servers. */
  List<String> command(ServerKind kind, Path config) {
    Path program = folder.resolve("bin").resolve(kind.module());
    return Files.isExecutable(program)
        ? List.of(program.toString(), "--config", config.toString())
        : JavaCommand.of(
            new RepositoryRoot(folder), kind, List.of("-XX:TieredStopAtLevel=1"), config);
  }
}
