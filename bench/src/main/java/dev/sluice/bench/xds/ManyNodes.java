package dev.sluice.bench.xds;

import dev.sluice.bench.xds.client.Event;
import dev.sluice.bench.xds.client.Named;
import dev.sluice.bench.xds.client.Nodes;
import dev.sluice.bench.xds.client.Traffic;
import dev.sluice.bench.xds.report.Report;
import dev.sluice.e2e.process.ConditionWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many simulated nodes beside the one Envoy: a change, a restart, and a restart that deletes. */
final class ManyNodes {
  static final int CHANGES = 50;
  private static final int DELETED_PRODUCTS = 10;
  private static final Duration GONE_LIMIT = Duration.ofMinutes(1);

  private final Site site;
  private final Nodes fleet;
  private final Prefixes prefixes;
  private final List<Target> targets;
  private final Report report;

  private ManyNodes(
      Site site, Nodes fleet, Prefixes prefixes, List<Target> targets, Report report) {
    this.site = site;
    this.fleet = fleet;
    this.prefixes = prefixes;
    this.targets = targets;
    this.report = report;
  }

  static void measure(
      Site site, Prefixes prefixes, XdsOptions options, List<Target> targets, Report report) {
    try (Nodes fleet = site.fleet(options.nodes())) {
      ManyNodes many = new ManyNodes(site, fleet, prefixes, targets, report);
      many.changes(options);
      many.restart();
      many.deleted();
    }
  }

  static String title(int nodes) {
    return "%,d nodes".formatted(nodes);
  }

  private void changes(XdsOptions options) {
    try (Report.Sheet sheet = section(CHANGES + " single changes")) {
      long start = System.nanoTime();
      fleet.connect(site.rows().scopes(), Site.LIMIT);
      sheet.figure("all nodes hold everything after", Times.UNIT, since(start));
      new NodeChanges(
              fleet,
              site.controller(),
              target -> site.rows().rewrite(List.of(target), prefixes.next() + "x"),
              targets,
              options)
          .measureMany(CHANGES, sheet);
      sheet.check("every change reached every node", true, "");
    }
  }

  // One change behind the restart tells when a node is back: it is all that a node may be sent.
  private void restart() {
    try (Report.Sheet sheet = section("restart with nothing changed")) {
      Target marker = targets.getLast();
      fleet.watch(Event.UPSERTED, List.of(marker.routes()));
      Traffic before = fleet.traffic();
      site.killController();
      long start = System.nanoTime();
      site.startController();
      site.awaitController();
      sheet.figure("start to controller ready", Times.UNIT, since(start));
      site.rows().rewrite(List.of(marker), prefixes.next() + "x");
      long[] arrivals = fleet.await(Site.LIMIT);
      sheet.figure(
          "start to all nodes back and current",
          Times.UNIT,
          Times.millis(arrivals[arrivals.length - 1] - start));
      Traffic traffic = fleet.traffic().since(before);
      long others = traffic.resources() - fleet.size();
      sheet.figure("resources sent again", "", (double) traffic.repeated());
      sheet.figure("streams opened per node, refused ones too", "", perNode(traffic.streams()));
      sheet.figure("bytes up per node that comes back", "B", perNode(traffic.bytesUp()));
      sheet.figure("bytes down per node that comes back", "B", perNode(traffic.bytesDown()));
      sheet.check(
          "nothing is sent again", traffic.repeated() == 0 && others == 0, others + " resources");
      sheet.check("nothing is removed", traffic.removed() == 0, traffic.removed() + " names");
    }
  }

  private void deleted() {
    String title = "restart, %d products deleted meanwhile".formatted(DELETED_PRODUCTS);
    try (Report.Sheet sheet = section(title)) {
      List<Target> deleted = targets.subList(0, DELETED_PRODUCTS * Rows.ROUTES_OF_PRODUCT);
      List<Named> gone = new ArrayList<>();
      deleted.stream().map(Target::scope).distinct().forEach(gone::add);
      deleted.stream().map(Target::cluster).distinct().forEach(gone::add);
      long clusters = deleted.stream().map(Target::cluster).distinct().count();
      EnvoyDump envoy = new EnvoyDump(site.envoyAdmin());
      site.killController();
      site.rows().deleteProducts(deleted);
      long removed = envoy.clustersRemoved();
      fleet.watch(Event.REMOVED, gone);
      long start = System.nanoTime();
      site.startController();
      site.awaitController();
      long ready = System.nanoTime();
      sheet.figure("start to controller ready", Times.UNIT, Times.millis(ready - start));
      ConditionWait.becomesTrue(GONE_LIMIT, () -> envoy.clustersRemoved() >= removed + clusters);
      sheet.figure("ready to gone in Envoy", Times.UNIT, since(ready));
      long[] arrivals = fleet.await(GONE_LIMIT);
      sheet.figure(
          "ready to gone at the last node",
          Times.UNIT,
          Times.millis(arrivals[arrivals.length - 1] - ready));
      sheet.check("gone at every node", true, "scopes and clusters of them");
      sheet.check(
          "gone in Envoy's config dump",
          envoy.lacks(deleted),
          "routes, scopes, clusters, endpoints");
    }
  }

  private Report.Sheet section(String what) {
    return report.section(Names.OURS, targets.size(), title(fleet.size()) + ", " + what);
  }

  private double perNode(long all) {
    return (double) all / fleet.size();
  }

  private static double since(long start) {
    return Times.millis(System.nanoTime() - start);
  }
}
