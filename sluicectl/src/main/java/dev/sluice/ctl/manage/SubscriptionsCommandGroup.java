package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.output.FormatOption;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The commands for subscriptions. Providers name them by id, customers by their publish. */
@Command(
    name = "subscriptions",
    description = {
      "Applies for subscriptions and decides about them.",
      "Exit codes: 0 done, 1 an error, 2 misused, 4 not valid, 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class SubscriptionsCommandGroup {
  private static final ResourceKind KIND = ResourceKind.SUBSCRIPTION;
  private static final String NAME = "The id; for a customer also the name of the publish.";

  @Spec private @Nullable CommandSpec spec;

  @Command(name = "create", description = "Subscribes to a publish (customer).")
  int create(
      @Mixin ServerOptions server,
      @Mixin FormatOption format,
      @Parameters(paramLabel = "PUBLISH", description = "A name or an id.") String publish,
      @Option(names = "--plan", required = true, description = "A name or an id.") String plan) {
    try (ManagementSession session = server.open()) {
      RemoteResources resources = session.resources();
      ObjectNode body =
          JsonNodeFactory.instance
              .objectNode()
              .put("publish_id", id(resources, ResourceKind.PRODUCT_PUBLISH, publish))
              .put("plan_id", id(resources, ResourceKind.PLAN, plan));
      String path = KIND.path(resources.portal(), "");
      JsonNode created = session.client().post(path, body, false).body();
      format.printer(requireNonNull(spec).commandLine().getOut()).print(resources, KIND, created);
      return 0;
    }
  }

  @Command(name = "approve", description = "Approves a subscription (provider).")
  int approve(
      @Mixin ActionOptions options,
      @Parameters(paramLabel = "SUBSCRIPTION", description = NAME) String name) {
    return options.run(KIND, name, "approve");
  }

  @Command(name = "reject", description = "Rejects a subscription (provider).")
  int reject(
      @Mixin ActionOptions options,
      @Parameters(paramLabel = "SUBSCRIPTION", description = NAME) String name,
      @Option(names = "--reason", required = true, description = "The reason.") String reason) {
    return options.run(KIND, name, "reject", Optional.of(reason));
  }

  @Command(name = "suspend", description = "Suspends a subscription and its keys (provider).")
  int suspend(
      @Mixin ActionOptions options,
      @Parameters(paramLabel = "SUBSCRIPTION", description = NAME) String name,
      @Option(names = "--reason", required = true, description = "The reason.") String reason) {
    return options.run(KIND, name, "suspend", Optional.of(reason));
  }

  @Command(name = "resume", description = "Resumes a suspended subscription (provider).")
  int resume(
      @Mixin ActionOptions options,
      @Parameters(paramLabel = "SUBSCRIPTION", description = NAME) String name) {
    return options.run(KIND, name, "resume");
  }

  @Command(name = "cancel", description = "Cancels a subscription for ever (customer).")
  int cancel(
      @Mixin ActionOptions options,
      @Parameters(paramLabel = "SUBSCRIPTION", description = NAME) String name) {
    return options.run(KIND, name, "cancel");
  }

  static String id(RemoteResources resources, ResourceKind kind, String name) {
    return RemoteResources.id(resources.get(kind, name));
  }
}
