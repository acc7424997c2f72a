package dev.sluice.ctl.dlp;

import dev.sluice.common.Secret;
import dev.sluice.ctl.dlp.report.Baseline;
import dev.sluice.extproc.rewriter.HashKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of the baseline. */
final class BaselineOptions {
  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Accepts the findings of this file; it has no values, only keyed hashes.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--write-baseline",
      description = "Writes all findings of this scan to the file of --baseline.")
  private boolean write;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "The key of the hashes, at least 16 bytes (default: one in the baseline).")
  private Optional<Path> keyFile = Optional.empty();

  /** Opens the baseline; empty without one. */
  Optional<Baseline> open() {
    if (file.isEmpty()) {
      if (write || keyFile.isPresent()) {
        throw RulesOptions.misused("--write-baseline and --key-file need --baseline FILE");
      }
      return Optional.empty();
    }
    Path here = Path.of("").toAbsolutePath();
    Optional<Secret> key = keyFile.map(BaselineOptions::key);
    try {
      return Optional.of(
          write ? Baseline.empty(file.get(), here, key) : Baseline.read(file.get(), here, key));
    } catch (IOException e) {
      throw RulesOptions.misused(String.valueOf(e.getMessage()));
    }
  }

  private static Secret key(Path path) {
    try {
      Secret key = Secret.of(Files.readString(path).strip());
      if (!HashKey.isLongEnough(key)) {
        throw RulesOptions.misused(
            path + ": the key needs at least " + HashKey.MIN_BYTES + " bytes");
      }
      return key;
    } catch (IOException e) {
      throw RulesOptions.misused(path + ": cannot be read; --key-file needs a text file");
    }
  }

  /** Returns true if the scan writes its findings instead of comparing them. */
  boolean writes() {
    return write;
  }

  /** Writes the baseline if that is asked for. */
  void write(Optional<Baseline> baseline) {
    if (write && file.isPresent() && baseline.isPresent()) {
      try {
        baseline.get().write(file.get());
      } catch (IOException e) {
        throw RulesOptions.misused(file.get() + ": cannot be written");
      }
    }
  }
}
