package dev.sluice.controller.compile;

import dev.sluice.controller.compile.object.FindingsChange;
import dev.sluice.controller.domain.Agent;
import dev.sluice.controller.resources.object.ServedObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A result of one compile step.
 *
 * @param clusters the names of all clusters
 * @param objects the objects that changed, in their new state
 * @param agents the agents that changed, by id; empty for a removed one
 * @param entries the changes of revisions, whether or not the object is served
 */
public record CompileResult(
    Set<String> clusters,
    List<ServedObject> objects,
    Map<String, Optional<Agent>> agents,
    List<RevisionEntryChange> entries,
    FindingsChange findings) {
  public CompileResult {
    clusters = Set.copyOf(clusters);
    objects = List.copyOf(objects);
    agents = Map.copyOf(agents);
    entries = List.copyOf(entries);
  }
}
