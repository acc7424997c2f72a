package dev.sluice.bench.xds;

import dev.sluice.bench.ProcessUse;
import dev.sluice.bench.xds.client.Fleet;
import dev.sluice.bench.xds.client.Nodes;
import dev.sluice.bench.xds.client.RemoteFleet;
import dev.sluice.bench.xds.peer.Peer;
import dev.sluice.bench.xds.peer.PeerServer;
import dev.sluice.bench.xds.report.Report;
import dev.sluice.e2e.process.GoProgram;
import java.nio.file.Path;
import java.util.List;

/** The same changes to the same resources, served by other control planes without a database. */
final class Peers {
  private final GoProgram program;
  private final XdsOptions options;
  private final Report report;

  Peers(GoProgram program, XdsOptions options, Report report) {
    this.program = program;
    this.options = options;
    this.report = report;
  }

  /** What all of them are asked to serve, and what is changed in it. */
  record Shape(Path resources, int scopes, List<Target> targets, Path log) {}

  void measure(Shape shape) {
    int routes = shape.targets().size();
    for (Peer peer : Peer.values()) {
      Prefixes prefixes = new Prefixes();
      try (PeerServer server = PeerServer.start(program, peer, shape.resources(), shape.log())) {
        try (Nodes node = new Fleet(server.port(), Site.CLUSTER, "observer-", 1);
            Report.Sheet sheet =
                report.section(peer.title(), routes, options.changes() + " single changes")) {
          node.connect(shape.scopes(), Site.LIMIT);
          changes(server, node, prefixes, shape).measureOne(options.changes(), sheet);
        }
        if (options.fleetAt(routes)) {
          many(peer, server, prefixes, shape);
        }
      }
    }
  }

  private void many(Peer peer, PeerServer server, Prefixes prefixes, Shape shape) {
    String title = ManyNodes.title(options.nodes()) + ", " + ManyNodes.CHANGES + " single changes";
    try (Nodes fleet =
            RemoteFleet.start(
                server.port(), Site.CLUSTER, "simulated-", options.nodes(), shape.log());
        Report.Sheet sheet = report.section(peer.title(), shape.targets().size(), title)) {
      fleet.connect(shape.scopes(), Site.LIMIT);
      changes(server, fleet, prefixes, shape).measureMany(ManyNodes.CHANGES, sheet);
    }
  }

  private NodeChanges changes(PeerServer server, Nodes nodes, Prefixes prefixes, Shape shape) {
    return new NodeChanges(
        nodes,
        new ProcessUse(server.pid()),
        target -> server.rewrite(target.routes().name(), target.routeName(), prefixes.next() + "p"),
        shape.targets(),
        options);
  }
}
