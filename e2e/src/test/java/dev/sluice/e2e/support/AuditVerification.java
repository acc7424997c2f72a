package dev.sluice.e2e.support;

import dev.sluice.e2e.process.JavaCommand;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.e2e.stack.SluiceStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run of {@code sluicectl audit verify} on the database of an environment. */
public final class AuditVerification {
  private final List<String> command = new ArrayList<>(JavaCommand.jvm());

  /** Creates a verification with the environment's key. */
  public AuditVerification(SluiceStack stack) {
    this(stack, List.of(stack.settings().chainPublicKey()));
  }

  public AuditVerification(SluiceStack stack, List<Path> publicKeys) {
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            RepositoryRoot.find().classpath("sluicectl"),
            "dev.sluice.ctl.SluiceCtl",
            "audit",
            "verify",
            "--database",
            stack.database().jdbcUrl().substring("jdbc:".length())));
    for (Path key : publicKeys) {
      command.addAll(List.of("--public-key", key.toString()));
    }
  }

  /** Returns its output, followed by {@code exit} and its exit code. */
  public String run() {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return output + "exit " + process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while verifying", e);
    }
  }
}
