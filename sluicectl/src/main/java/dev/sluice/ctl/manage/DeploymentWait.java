package dev.sluice.ctl.manage;

import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.remote.ManagementClient;
import dev.sluice.ctl.resource.Portal;
import dev.sluice.ctl.resource.ResourceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A reader of the nodes that have a product-publish, which can wait for them. */
final class DeploymentWait {
  private static final Duration ONE_WAIT = Duration.ofSeconds(20);

  private final ManagementClient client;
  private final String path;

  DeploymentWait(ManagementClient client, String publishId) {
    this.client = client;
    this.path =
        ResourceKind.PRODUCT_PUBLISH.path(Portal.PROVIDER, "") + "/" + publishId + "/deployments";
  }

  /** Returns the state now. */
  JsonNode read() {
    return client.get(path, Map.of()).body();
  }

  /** Waits until all connected nodes have the publish or one rejected it; shows each new state. */
  JsonNode await(Duration limit, Consumer<JsonNode> show) {
    long end = System.nanoTime() + limit.toNanos();
    JsonNode shown = MissingNode.getInstance();
    while (true) {
      long left = Math.max(0, Duration.ofNanos(end - System.nanoTime()).toSeconds());
      String wait = Math.min(left, ONE_WAIT.toSeconds()) + "s";
      JsonNode now = client.get(path, Map.of("wait", wait)).body();
      if (!now.equals(shown)) {
        show.accept(now);
        shown = now;
      }
      if (!status(now).equals("pending") || left == 0) {
        return now;
      }
    }
  }

  /** Fails if a node rejected the publish, if rows are not valid, or if nodes do not have it. */
  static void requireApplied(JsonNode deployments) {
    List<String> lines = new ArrayList<>();
    for (JsonNode node : deployments.path("nodes")) {
      if (status(node).equals("failed")) {
        lines.add(
            "%s rejected %s: %s"
                .formatted(
                    node.path("node").asString(),
                    node.path("object").asString(""),
                    node.path("reason").asString("")));
      }
    }
    if (!lines.isEmpty()) {
      throw new CommandFailure(CommandFailure.REJECTED, lines);
    }
    for (JsonNode finding : deployments.path("findings")) {
      lines.add(
          "%s: %s: %s"
              .formatted(
                  finding.path("object").asString(),
                  finding.path("field").asString(),
                  finding.path("reason").asString()));
    }
    if (!lines.isEmpty()) {
      throw new CommandFailure(CommandFailure.INVALID, lines);
    }
    if (!status(deployments).equals("applied")) {
      throw CommandFailure.error(
          "Not all nodes have it yet%s; see sluicectl status."
              .formatted(
                  deployments.path("pinned").asBoolean(false)
                      ? ", because the cluster is pinned (sluicectl rollback --release)"
                      : ""));
    }
  }

  static String status(JsonNode value) {
    return value.path("status").asString("");
  }
}
