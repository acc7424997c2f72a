package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.output.FormatOption;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import java.io.PrintWriter;
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

/** The commands for API keys of a customer. */
@Command(
    name = "keys",
    description = {
      "Issues, rotates and revokes API keys (customer). A new key is printed once.",
      "Exit codes: 0 done, 1 an error, 2 misused, 4 not valid, 6 unreachable."
    },
    mixinStandardHelpOptions = true)
public final class KeysCommandGroup {
  private static final ResourceKind KIND = ResourceKind.CREDENTIAL;

  @Spec private @Nullable CommandSpec spec;

  @Command(
      name = "create",
      description = "Issues a key. With -o name, the output is the key and nothing else.")
  int create(
      @Mixin ServerOptions server,
      @Mixin FormatOption format,
      @Parameters(
              paramLabel = "SUBSCRIPTION",
              description = "The name of the publish, or the id of the subscription.")
          String subscription,
      @Option(names = "--app", description = "The client app that uses the key.")
          @Nullable String app,
      @Option(names = "--label", defaultValue = "", description = "A text to know the key by.")
          String label) {
    try (ManagementSession session = server.open()) {
      RemoteResources resources = session.resources();
      ObjectNode body =
          JsonNodeFactory.instance
              .objectNode()
              .put(
                  "subscription_id",
                  SubscriptionsCommandGroup.id(resources, ResourceKind.SUBSCRIPTION, subscription))
              .put("label", label);
      if (app != null) {
        body.put(
            "client_app_id", SubscriptionsCommandGroup.id(resources, ResourceKind.CLIENT_APP, app));
      }
      String path = KIND.path(resources.portal(), "");
      printKey(resources, format, session.client().post(path, body, false).body());
      return 0;
    }
  }

  @Command(
      name = "rotate",
      description = "Replaces a key. With -o name, the output is the new key and nothing else.")
  int rotate(
      @Mixin ServerOptions server,
      @Mixin FormatOption format,
      @Parameters(paramLabel = "KEY", description = "The prefix of the key, or its id.")
          String name,
      @Option(
              names = "--grace-seconds",
              defaultValue = "0",
              description = "The time that the old key stays valid (default: ${DEFAULT-VALUE}).")
          int graceSeconds) {
    try (ManagementSession session = server.open()) {
      RemoteResources resources = session.resources();
      ObjectNode body = JsonNodeFactory.instance.objectNode().put("grace_seconds", graceSeconds);
      String path = resources.path(KIND, resources.get(KIND, name)) + "/rotate";
      printKey(resources, format, session.client().post(path, body, false).body());
      return 0;
    }
  }

  @Command(name = "revoke", description = "Revokes a key at once and for ever.")
  int revoke(
      @Mixin ActionOptions options,
      @Parameters(paramLabel = "KEY", description = "The prefix of the key, or its id.")
          String name) {
    return options.run(KIND, name, "revoke");
  }

  private void printKey(RemoteResources resources, FormatOption format, JsonNode issued) {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    if (format.isName() || format.isTable()) {
      String key = issued.path("key").asString("");
      if (key.isEmpty()) {
        throw CommandFailure.error("The answer has no key; see sluicectl get credentials.");
      }
      out.println(format.isName() ? key : "key: " + key + "  (it is shown only now)");
    }
    if (!format.isName()) {
      format.printer(out).print(resources, KIND, issued);
    }
    out.flush();
  }
}
