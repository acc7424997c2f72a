package dev.sluice.ctl.dlp;

import dev.sluice.ctl.dlp.scan.ScanRules;
import dev.sluice.ctl.dlp.scan.ScanUnit;
import dev.sluice.ctl.dlp.source.FileTree;
import dev.sluice.ctl.dlp.source.FileUnit;
import dev.sluice.ctl.dlp.source.GitChanges;
import dev.sluice.ctl.dlp.source.GitProgram;
import dev.sluice.ctl.dlp.trial.BodyRedaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that select what is scanned. */
final class ScanPlaces {
  private static final String STDIN = "-";
  private static final String ALL = "--all";

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Files and folders (default: this folder), or - for standard input.")
  private List<String> paths = List.of();

  @Option(
      names = "--git-history",
      arity = "0..1",
      paramLabel = "RANGE",
      fallbackValue = ALL,
      description =
          "The added lines of each commit: of all branches, or of a range such as main..HEAD.")
  private Optional<String> range = Optional.empty();

  @Option(names = "--staged", description = "The added lines of the changes staged in git.")
  private boolean staged;

  /** Returns the parts to scan. */
  Iterator<ScanUnit> units(ScanRules rules) throws IOException {
    if (staged || range.isPresent()) {
      return changes(rules);
    }
    if (paths.contains(STDIN)) {
      if (paths.size() > 1) {
        throw RulesOptions.misused("- excludes other paths; scan them by themselves");
      }
      return List.<ScanUnit>of(FileUnit.of(rules, "<stdin>", System.in)).iterator();
    }
    return names()
        .map(Path::of)
        .flatMap(ScanPlaces::files)
        .map(file -> unit(rules, file))
        .iterator();
  }

  private Stream<String> names() {
    return paths.isEmpty() ? Stream.of("") : paths.stream();
  }

  private static ScanUnit unit(ScanRules rules, Path file) {
    return FileUnit.of(rules, file);
  }

  private static Stream<Path> files(Path path) {
    if (!Files.exists(path.toAbsolutePath())) {
      throw RulesOptions.misused(path + ": there is no such file or folder");
    }
    try {
      return FileTree.files(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Iterator<ScanUnit> changes(ScanRules rules) throws IOException {
    if (staged && range.isPresent()) {
      throw RulesOptions.misused("--staged and --git-history exclude each other; use one");
    }
    if (paths.size() > 1 || paths.contains(STDIN)) {
      throw RulesOptions.misused(
          "--staged and --git-history need at most one folder of a work tree");
    }
    Path folder = Path.of(paths.isEmpty() ? "" : paths.getFirst()).toAbsolutePath();
    GitProgram git =
        Optional.of(folder)
            .filter(Files::isDirectory)
            .flatMap(GitProgram::of)
            .orElseThrow(() ->
                RulesOptions.misused(folder + ": is not in a git work tree, or git is not there"));
    GitChanges changes = new GitChanges(git, rules);
    return staged ? changes.staged() : changes.history(range.orElse(ALL));
  }

  /** Returns what the summary counts. */
  String unitName() {
    if (staged) {
      return "set of staged changes";
    }
    return range.isPresent() ? "commits" : "files";
  }

  /** Redacts the one text that is selected. */
  BodyRedaction.Outcome redact(BodyRedaction redaction, OutputStream out) throws IOException {
    if (staged || range.isPresent() || paths.size() > 1) {
      throw RulesOptions.misused("--redact needs one file, or - for standard input");
    }
    String name = paths.isEmpty() ? STDIN : paths.getFirst();
    if (name.equals(STDIN)) {
      return redaction.copy(System.in, out);
    }
    if (!Files.isRegularFile(Path.of(name))) {
      throw RulesOptions.misused(name + ": is not a file; --redact needs one file, or -");
    }
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      return redaction.copy(in, out);
    }
  }
}
