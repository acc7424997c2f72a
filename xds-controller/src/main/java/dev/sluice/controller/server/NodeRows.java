package dev.sluice.controller.server;

import dev.sluice.controller.resources.NodeStatus;
import dev.sluice.controller.resources.Refusal;
import dev.sluice.controller.store.Finding;
import dev.sluice.controller.store.NodeRow;
import dev.sluice.controller.xds.ResourceType;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What is known of nodes, as the tables have it. */
final class NodeRows {
  private NodeRows() {}

  static NodeRow of(NodeStatus status) {
    return new NodeRow(
        status.node().id(),
        status.node().view().cluster(),
        status.node().kind().name().toLowerCase(Locale.ROOT),
        status.types().stream().map(NodeRows::of).toList());
  }

  private static NodeRow.TypeRow of(NodeStatus.TypeStatus type) {
    return new NodeRow.TypeRow(
        type.type().url(),
        type.desired(),
        Optional.of(type.acked()).filter(acked -> !acked.isEmpty()),
        type.refusal().map(Refusal::version),
        type.refusal().map(Refusal::why));
  }

  /** A node's words as a finding of the object; its field is the resource. */
  static Finding finding(Refusal refusal) {
    return Finding.ofNode(
        refusal.object(),
        refusal.type().shortName() + " " + refusal.name(),
        refusal.why(),
        refusal.cluster(),
        refusal.node(),
        refusal.version());
  }

  /** The node's words behind a finding, if a node is behind it. */
  static Optional<Refusal> refusal(Finding finding) {
    int end = finding.field().indexOf(' ');
    if (finding.node().isEmpty() || finding.cluster().isEmpty() || end < 0) {
      return Optional.empty();
    }
    return ResourceType.named(finding.field().substring(0, end))
        .map(type ->
            new Refusal(
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
