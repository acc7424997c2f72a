package dev.sluice.ctl.manage;

import dev.sluice.ctl.resource.ResourceKind;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that takes a product-publish out of force. */
@Command(
    name = "withdraw",
    description = {
      "Takes a product-publish out of force and suspends its subscriptions.",
      "Exit codes: 0 done, 1 an error, 2 misused, 4 not valid, 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class WithdrawCommand implements Callable<Integer> {
  @Mixin private ActionOptions options = new ActionOptions();

  @Option(names = "--reason", required = true, description = "The reason, which the audit shows.")
  private String reason = "";

  @Parameters(
      paramLabel = "NAME",
      description = "PRODUCT/VERSION/ENVIRONMENT/CLUSTER, or its beginning if no other has it.")
  private String name = "";

  @Override
  public Integer call() {
    return options.run(ResourceKind.PRODUCT_PUBLISH, name, "withdraw", Optional.of(reason));
  }
}
