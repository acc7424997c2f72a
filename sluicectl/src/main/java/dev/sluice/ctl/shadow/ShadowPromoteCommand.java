package dev.sluice.ctl.shadow;

import dev.sluice.common.policyfile.signed.PolicyManifest;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.replay.ReplayedPolicy;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
      "Replaces the access policy in force by the shadow policy, and removes the shadow file.",
      "Exit codes: 0 done; 1 a file cannot be written; 2 misused; 4 the shadow policy is not valid."
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
    AuthzPolicy promoted = ReplayedPolicy.load(shadow);
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
}
