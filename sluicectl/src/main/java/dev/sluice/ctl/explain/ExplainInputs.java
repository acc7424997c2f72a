package dev.sluice.ctl.explain;

import com.google.protobuf.ByteString;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.policytest.file.PolicyTestCompiler;
import dev.sluice.ctl.policytest.file.PolicyTestFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that a command reads, within limits. */
final class ExplainInputs {
  private static final int LONGEST = 16 << 20;
  private static final Path STDIN = Path.of("-");
  private static final int MISUSED = 2;

  private ExplainInputs() {}

  /** Reads a file, or standard input for a hyphen. */
  static ByteString read(Path file) {
    if (!file.equals(STDIN) && !Files.isRegularFile(file)) {
      throw CommandFailure.error("there is no file " + file);
    }
    try (InputStream in = file.equals(STDIN) ? System.in : Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw misused(file + ": is longer than " + LONGEST + " bytes");
      }
      return ByteString.copyFrom(bytes);
    } catch (IOException e) {
      throw CommandFailure.error(file + ": cannot be read");
    }
  }

  /** Reads a test file. */
  static PolicyTestFile test(Path file) {
    return switch (PolicyTestCompiler.file().load(file)) {
      case PolicyResult.Loaded<PolicyTestFile> loaded -> loaded.value();
      case PolicyResult.Rejected<PolicyTestFile>(var problems) ->
          throw new CommandFailure(
              CommandFailure.INVALID, problems.stream().map(PolicyProblem::toString).toList());
    };
  }

  static CommandFailure misused(String line) {
    return new CommandFailure(MISUSED, List.of(line));
  }
}
