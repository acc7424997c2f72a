package dev.sluice.ctl.manage;

import dev.sluice.ctl.resource.ResourceKind;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that puts a product-publish in force. */
@Command(
    name = "publish",
    description = {
      "Puts a product-publish in force: its product is served at its host name.",
      "Exit codes: 0 done, 1 an error, 2 misused, 4 not valid, 5 Envoy rejected it,"
          + " 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class PublishCommand implements Callable<Integer> {
  @Mixin private ActionOptions options = new ActionOptions();

  @Parameters(
      paramLabel = "NAME",
      description = "PRODUCT/VERSION/ENVIRONMENT/CLUSTER, or its beginning if no other has it.")
  private String name = "";

  @Option(
      names = "--wait",
      arity = "0..1",
      fallbackValue = "60",
      paramLabel = "SECONDS",
      description = "Waits until all connected nodes have it (default: ${FALLBACK-VALUE} seconds).")
  private @Nullable Integer wait;

  @Override
  public Integer call() {
    return options.run(ResourceKind.PRODUCT_PUBLISH, name, "publish", this::await);
  }

  private void await(ManagementSession session, String id) {
    if (wait != null) {
      DeploymentWait.requireApplied(
          new DeploymentWait(session.client(), id).await(Duration.ofSeconds(wait), _ -> {}));
    }
  }
}
