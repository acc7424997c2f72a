package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.failure.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

/** The command that makes its user the first administrator. */
@Command(
    name = "first-admin",
    description = {
      "Makes the user of the token the first administrator.",
      "Exit codes: 0 done, 1 an error, 2 misused, 4 not valid, 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class FirstAdminCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(
      paramLabel = "FILE",
      description = "The file first-admin-token in the state-dir of the controller.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    try (ManagementSession session = server.open()) {
      String token = Files.readString(file).strip();
      session
          .client()
          .post(
              "/v1/public/first-admin",
              JsonNodeFactory.instance.objectNode().put("token", token),
              false);
      requireNonNull(spec).commandLine().getOut().println("You are a system-admin.");
      return 0;
    } catch (IOException e) {
      throw CommandFailure.error(file + ": the file cannot be read");
    }
  }
}
