package dev.sluice.bench.xds;

import dev.sluice.bench.ProcessUse;
import dev.sluice.bench.xds.client.Event;
import dev.sluice.bench.xds.client.Nodes;
import dev.sluice.bench.xds.client.Traffic;
import dev.sluice.bench.xds.report.Report;
import java.util.List;
import java.util.Random;

/** Single changes as simulated nodes see them, whoever serves. */
final class NodeChanges {
  private static final int WARM_UP = 10;

  /** Makes a change; the moment at which it was made. */
  interface Change {
    long make(Target target);
  }

  private final Nodes nodes;
  private final ProcessUse server;
  private final Change change;
  private final List<Target> targets;
  private final Random random;
  private Times toFirst = new Times();
  private Times toLast = new Times();

  NodeChanges(
      Nodes nodes, ProcessUse server, Change change, List<Target> targets, XdsOptions options) {
    this.nodes = nodes;
    this.server = server;
    this.change = change;
    this.targets = targets;
    this.random = new Random(options.seed());
  }

  /** For one node. */
  void measureOne(int changes, Report.Sheet sheet) {
    double cpu = run(changes);
    sheet.figure(Names.TO_RESPONSE, Times.UNIT, toLast.all());
    sheet.figure(Names.CPU, Times.UNIT, cpu / changes);
    sheet.figure("server resident", "MiB", server.residentMib());
  }

  /** For many of them. */
  void measureMany(int changes, Report.Sheet sheet) {
    Traffic before = nodes.traffic();
    double cpu = run(changes);
    Traffic traffic = nodes.traffic().since(before);
    double each = (double) (changes + WARM_UP) * nodes.size();
    sheet.figure("change to response, first node", Times.UNIT, toFirst.all());
    sheet.figure(Names.TO_LAST_NODE, Times.UNIT, toLast.all());
    sheet.figure(Names.FLEET_CPU, Times.UNIT, cpu / changes);
    sheet.figure(Names.FLEET_RESIDENT, "MiB", server.residentMib());
    sheet.figure("bytes down per change and node of many", "B", traffic.bytesDown() / each);
    sheet.figure("bytes up per change and node of many", "B", traffic.bytesUp() / each);
  }

  private double run(int changes) {
    for (int i = 0; i < WARM_UP; i++) {
      one();
    }
    toFirst = new Times();
    toLast = new Times();
    double before = server.cpuMillis();
    for (int i = 0; i < changes; i++) {
      one();
    }
    return server.cpuMillis() - before;
  }

  private void one() {
    Target target = targets.get(random.nextInt(targets.size()));
    nodes.watch(Event.UPSERTED, List.of(target.routes()));
    long made = change.make(target);
    long[] arrivals = nodes.await(Site.LIMIT);
    toFirst.add(arrivals[0] - made);
    toLast.add(arrivals[arrivals.length - 1] - made);
  }
}
