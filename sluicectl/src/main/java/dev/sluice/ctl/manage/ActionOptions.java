package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.output.FormatOption;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The options of commands that start an action of the API on one resource, such as publish. */
final class ActionOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private FormatOption format = new FormatOption();

  int run(ResourceKind kind, String name, String action) {
    return run(kind, name, action, Optional.empty(), (_, _) -> {});
  }

  int run(ResourceKind kind, String name, String action, Optional<String> reason) {
    return run(kind, name, action, reason, (_, _) -> {});
  }

  int run(ResourceKind kind, String name, String action, FollowUp after) {
    return run(kind, name, action, Optional.empty(), after);
  }

  /** A part of a command that follows the action on the resource with an id. */
  interface FollowUp {
    void run(ManagementSession session, String id);
  }

  /** Starts the action and prints the resource as it is then. */
  private int run(
      ResourceKind kind, String name, String action, Optional<String> reason, FollowUp after) {
    try (ManagementSession session = server.open()) {
      RemoteResources resources = session.resources();
      String path = resources.path(kind, resources.get(kind, name)) + "/" + action;
      JsonNode changed =
          reason.isEmpty()
              ? session.client().post(path).body()
              : session.client().post(path, reasonBody(reason.get()), false).body();
      resources.add(kind, (ObjectNode) changed);
      format.printer(requireNonNull(spec).commandLine().getOut()).print(resources, kind, changed);
      after.run(session, RemoteResources.id(changed));
      return 0;
    }
  }

  private static ObjectNode reasonBody(String reason) {
    return JsonNodeFactory.instance.objectNode().put("reason", reason);
  }
}
