package dev.sluice.controller.server.deployment;

import dev.sluice.controller.resources.object.ResourceRejection;
import dev.sluice.controller.resources.push.NodeStatus;
import dev.sluice.controller.store.report.NodeRow;
import dev.sluice.controller.store.report.ObjectFinding;
import dev.sluice.controller.xds.resource.ResourceType;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A mapper from the state of nodes to table rows. */
final class NodeRowMapper {
  private NodeRowMapper() {}

  static NodeRow of(NodeStatus status) {
    return new NodeRow(
        status.node().id(),
        status.node().scope().cluster(),
        status.node().kind().name().toLowerCase(Locale.ROOT),
        status.types().stream().map(NodeRowMapper::of).toList());
  }

  private static NodeRow.NodeTypeRow of(NodeStatus.TypeStatus type) {
    return new NodeRow.NodeTypeRow(
        type.type().url(),
        type.desired(),
        Optional.of(type.acked()).filter(acked -> !acked.isEmpty()),
        type.rejection().map(ResourceRejection::version),
        type.rejection().map(ResourceRejection::reason));
  }

  /**
   * Returns a node's rejection as a finding of the object; the field of the finding is the
   * resource.
   */
  static ObjectFinding finding(ResourceRejection refusal) {
    return ObjectFinding.ofNode(
        refusal.object(),
        refusal.type().shortName() + " " + refusal.name(),
        refusal.reason(),
        refusal.cluster(),
        refusal.node(),
        refusal.version());
  }

  /**
   * Returns the node's rejection behind a finding; empty when the finding follows from the rows.
   */
  static Optional<ResourceRejection> rejection(ObjectFinding finding) {
    int end = finding.field().indexOf(' ');
    if (finding.node().isEmpty() || finding.cluster().isEmpty() || end < 0) {
      return Optional.empty();
    }
    return ResourceType.byShortName(finding.field().substring(0, end))
        .map(type ->
            new ResourceRejection(
                finding.cluster().get(),
                finding.node().get(),
                finding.object(),
                type,
                finding.field().substring(end + 1),
                finding.version().orElse(""),
                finding.reason(),
                Instant.EPOCH));
  }
}
