package dev.sluice.controller.compile;

import dev.sluice.controller.compile.object.FindingsChange;
import dev.sluice.controller.domain.Agent;
import dev.sluice.controller.resources.object.ServedObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a change of rows comes to.
 *
 * @param clusters every cluster that there is, by name
 * @param objects those that are different, as they are now
 * @param agents those that are different, by id; empty for one that is gone
 * @param entries what the rows make of objects, served or not
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
