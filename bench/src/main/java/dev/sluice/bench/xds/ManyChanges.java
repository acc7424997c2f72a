package dev.sluice.bench.xds;

import dev.sluice.bench.xds.client.Event;
import dev.sluice.bench.xds.client.Nodes;
import dev.sluice.bench.xds.client.Traffic;
import dev.sluice.bench.xds.report.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A thousand routes in one transaction: until a node has them, and until all are served. */
final class ManyChanges {
  private static final int ROUTES = 1000;

  private ManyChanges() {}

  static void measure(
      Site site,
      Nodes observer,
      Prefixes prefixes,
      XdsOptions options,
      List<Target> targets,
      Report report) {
    List<Target> some = new ArrayList<>(targets);
    Collections.shuffle(some, new Random(options.seed()));
    List<Target> changed = some.subList(0, Math.min(ROUTES, some.size()));
    Sweep sweep = new Sweep(site.gatewayPort());
    String title = "%,d routes in one transaction".formatted(changed.size());
    try (Report.Sheet sheet = report.section(Names.OURS, targets.size(), title)) {
      // Opens Envoy's connections to all upstreams, as they would be in use.
      String first = prefixes.next();
      site.rows().rewrite(changed, first + "x");
      sweep.until(changed, first);

      String prefix = prefixes.next();
      observer.watch(Event.UPSERTED, changed.stream().map(Target::routes).distinct().toList());
      Traffic before = observer.traffic();
      long committed = site.rows().rewrite(changed, prefix + "x");
      Sweep.Times served = sweep.until(changed, prefix);
      long response = observer.await(Site.LIMIT)[0];
      Traffic traffic = observer.traffic().since(before);
      sheet.figure("COMMIT to the last response", Times.UNIT, Times.millis(response - committed));
      sheet.figure(
          "COMMIT to 20 of them served",
          Times.UNIT,
          Times.millis(served.samplesNanos() - committed));
      sheet.figure(
          "COMMIT to all seen served", Times.UNIT, Times.millis(served.allNanos() - committed));
      sheet.figure(
          "asking for all by itself (floor)",
          Times.UNIT,
          Times.millis(sweep.once(changed, prefix)));
      sheet.figure("responses per node", "", (double) traffic.responses());
      sheet.figure("bytes down per node", "B", (double) traffic.bytesDown());
      sheet.check("all are served", true, changed.size() + " asked for");
    }
  }
}
