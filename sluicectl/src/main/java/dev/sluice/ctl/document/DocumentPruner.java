package dev.sluice.ctl.document;

import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.remote.ManagementClient;
import dev.sluice.ctl.remote.ServerProblemException;
import dev.sluice.ctl.resource.RemoteResources;
import dev.sluice.ctl.resource.ResourceKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The deletion of resources with a label that the documents do not have. */
public final class DocumentPruner {
  private final RemoteResources remote;
  private final List<PrunedResource> pruned;

  /** Selects the resources, in an order in which each one precedes those that it refers to. */
  public DocumentPruner(DocumentPlan plan, PruneLabel label) {
    this.remote = plan.remote();
    Set<String> described = new HashSet<>();
    plan.documents().forEach(document -> described.add(document.label()));
    List<PrunedResource> all = new ArrayList<>();
    for (ResourceKind kind : ResourceKind.values()) {
      if (kind.isApplied(remote.portal())) {
        for (ObjectNode resource : remote.all(kind)) {
          PrunedResource candidate =
              new PrunedResource(kind, remote.name(kind, resource), resource);
          if (!described.contains(candidate.label()) && label.selects(remote, kind, resource)) {
            all.add(candidate);
          }
        }
      }
    }
    this.pruned = all.reversed();
  }

  /** A resource that is to be deleted. */
  private record PrunedResource(ResourceKind kind, String name, ObjectNode resource) {
    String label() {
      return kind.singular() + " " + name;
    }
  }

  /** Returns a line for each resource that would be deleted. */
  public List<String> differences() {
    return pruned.stream().map(one -> "- " + one.label()).toList();
  }

  /** Fails before any change if a publish is in force, because customers use it. */
  public void check() {
    List<String> problems =
        pruned.stream()
            .filter(one -> one.resource().path("status").asString("").equals("PUBLISHED"))
            .map(one -> one.label() + ": is PUBLISHED and not in the files; withdraw it first")
            .toList();
    if (!problems.isEmpty()) {
      throw new CommandFailure(CommandFailure.ERROR, problems);
    }
  }

  /** Returns the lines for the deletions that {@link #delete} would make. */
  public List<String> preview() {
    return pruned.stream().map(one -> one.label() + ": would be deleted").toList();
  }

  /** Deletes the resources and returns the lines for them. */
  public List<String> delete(ManagementClient client) {
    List<String> lines = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (PrunedResource one : pruned) {
      String path = remote.path(one.kind(), one.resource());
      try {
        client.delete(path, client.get(path).etag(), false);
        lines.add(one.label() + ": deleted");
      } catch (ServerProblemException e) {
        problems.add(one.label() + ": " + String.join(" ", e.problem().lines()));
      }
    }
    if (!problems.isEmpty()) {
      throw new CommandFailure(CommandFailure.ERROR, problems);
    }
    return lines;
  }
}
