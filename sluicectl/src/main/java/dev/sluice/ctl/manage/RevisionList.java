package dev.sluice.ctl.manage;

import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The revisions of a cluster, the newest first. */
final class RevisionList {
  private final String cluster;
  private final List<ObjectNode> revisions;

  RevisionList(RemoteResources resources, String cluster) {
    this.cluster = cluster;
    this.revisions = resources.all(ResourceKind.REVISION, Map.of("cluster", cluster));
  }

  /** Returns the revision that the cluster serves. */
  ObjectNode active() {
    return first(
        revision -> revision.path("status").asString("").equals("active"),
        "The cluster \"" + cluster + "\" has no active revision; see sluicectl get revisions.");
  }

  /** Returns the revision with a number, or the newest other content before the active one. */
  ObjectNode wanted(@Nullable Long number) {
    if (number != null) {
      return first(
          revision -> revision.path("id").asLong(0) == number,
          "The cluster \"%s\" has no revision %d; see sluicectl get revisions --filter cluster=%s."
              .formatted(cluster, number, cluster));
    }
    ObjectNode active = active();
    return first(
        revision ->
            revision.path("status").asString("").equals("superseded")
                && revision.path("id").asLong(0) < active.path("id").asLong(0)
                && !revision.path("content_hash").equals(active.path("content_hash")),
        "The cluster \"" + cluster + "\" has no earlier revision.");
  }

  private ObjectNode first(Predicate<ObjectNode> condition, String problem) {
    return revisions.stream()
        .filter(condition)
        .findFirst()
        .orElseThrow(() -> CommandFailure.error(problem));
  }
}
