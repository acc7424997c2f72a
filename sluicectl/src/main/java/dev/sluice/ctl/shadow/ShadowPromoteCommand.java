package dev.sluice.ctl.shadow;

import dev.sluice.common.policyfile.signed.PolicyManifest;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.policyfile.PolicyFileReport;
import dev.sluice.ctl.policyfile.PolicyFileValidator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that puts a shadow policy in force. */
@Command(
    name = "promote",
    description = {
      "Replaces a policy file in force by the shadow file of its kind, and removes the shadow file.",
      "Exit codes: 0 done; 1 a file cannot be written; 2 misused; 4 the shadow file is not valid, or of another kind."
    },
    mixinStandardHelpOptions = true)
final class ShadowPromoteCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "SHADOW", description = "The file of the shadow policy.")
  private Path shadow = Path.of("");

  @Parameters(index = "1", paramLabel = "LIVE", description = "The file of the policy in force.")
  private Path live = Path.of("");

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    if (!Files.isRegularFile(shadow) || !Files.isRegularFile(live)) {
      throw new ParameterException(command.commandLine(), "SHADOW and LIVE must be files.");
    }
    PolicyFileReport promoted = validated();
    try {
      Path next = live.resolveSibling(live.getFileName() + ".new");
      Files.copy(shadow, next, StandardCopyOption.REPLACE_EXISTING);
      Files.move(next, live, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Files.delete(shadow);
    } catch (IOException e) {
      throw CommandFailure.error(
          live + " cannot be replaced, or " + shadow + " cannot be removed: " + e.getMessage());
    }
    PrintWriter out = command.commandLine().getOut();
    out.println(live + " is now " + promoted.id());
    if (Files.exists(live.resolveSibling(PolicyManifest.FILE_NAME))) {
      out.println("Sign the folder again: sluicectl policy bundle");
    }
    out.flush();
    return 0;
  }

  /** Returns the report on the shadow file, which is valid and of the kind of the other. */
  private PolicyFileReport validated() {
    List<PolicyFileReport> reports = new PolicyFileValidator().validate(List.of(shadow, live));
    PolicyFileReport next = reports.getFirst();
    String kind = reports.getLast().kind();
    if (!next.isValid()) {
      throw new CommandFailure(CommandFailure.INVALID, next.lines());
    }
    if (!next.kind().equals(kind)) {
      throw new CommandFailure(
          CommandFailure.INVALID,
          List.of(
              shadow + " has the kind " + next.kind() + ", but " + live + " has the kind " + kind));
    }
    return next;
  }
}
