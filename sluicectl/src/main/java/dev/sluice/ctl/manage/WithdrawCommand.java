package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.resource.ResourceKind;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that takes a product-publish out of force. */
@Command(
    name = "withdraw",
    description = {
      "Takes a product-publish out of force and suspends its subscriptions.",
      "Exit codes: 0 done, 1 an error, 2 misused, 4 not valid, 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class WithdrawCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FormatOption format = new FormatOption();

  @Option(names = "--reason", required = true, description = "The reason, for the audit.")
  private String reason = "";

  @Parameters(
      paramLabel = "NAME",
      description = "PRODUCT/VERSION/ENVIRONMENT/CLUSTER, or its beginning if no other has it.")
  private String name = "";

  @Override
  public Integer call() {
    try (ManagementSession session = server.open()) {
      return new ResourceAction(ResourceKind.PRODUCT_PUBLISH, name, "withdraw")
          .run(session, requireNonNull(spec).commandLine().getOut(), format, Optional.of(reason));
    }
  }
}
