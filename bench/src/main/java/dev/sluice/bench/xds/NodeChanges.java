package dev.sluice.bench.xds;

import dev.sluice.bench.load.MeasuredValues;
import dev.sluice.bench.process.ProcessUsage;
import dev.sluice.bench.xds.node.NodeFleet;
import dev.sluice.bench.xds.node.NodeFleet.Event;
import dev.sluice.bench.xds.node.NodeTraffic;
import dev.sluice.bench.xds.node.NodeTraffic.TrafficKind;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;

/** A measurement of single changes at simulated nodes. */
final class NodeChanges {
  private static final int WARM_UP = 10;

  private final NodeFleet nodes;
  private final ProcessUsage server;
  private final ToLongFunction<BenchRoute> change;
  private final List<BenchRoute> all;
  private final Random random;
  private MeasuredValues toFirst = new MeasuredValues();
  private MeasuredValues toLast = new MeasuredValues();

  /**
   * @param change makes a change and returns its time, in nanoseconds
   */
  NodeChanges(
      NodeFleet nodes,
      ProcessUsage server,
      ToLongFunction<BenchRoute> change,
      List<BenchRoute> all,
      long seed) {
    this.nodes = nodes;
    this.server = server;
    this.change = change;
    this.all = all;
    this.random = new Random(seed);
  }

  /** Measures the time to one node. */
  void measureOne(int changes, XdsFigures.Column column) {
    double cpu = run(changes);
    column.addMillis(XdsFigures.TO_RESPONSE, toLast);
    column.add(XdsFigures.CPU, cpu / changes);
    column.add("server resident, MiB", server.residentMib());
  }

  /** Measures the time to the first and to the last of many nodes. */
  void measureMany(int changes, XdsFigures.Column column) {
    NodeTraffic before = nodes.traffic();
    double cpu = run(changes);
    NodeTraffic traffic = nodes.traffic().since(before);
    double each = (double) (changes + WARM_UP) * nodes.size();
    column.addMillis("change to response, first node, ms", toFirst);
    column.addMillis(XdsFigures.TO_LAST_NODE, toLast);
    column.add(XdsFigures.FLEET_CPU, cpu / changes);
    column.add(XdsFigures.FLEET_RESIDENT, server.residentMib());
    column.add(
        "bytes down per change and node of many", traffic.get(TrafficKind.BYTES_DOWN) / each);
    column.add("bytes up per change and node of many", traffic.get(TrafficKind.BYTES_UP) / each);
  }

  /** Makes the changes and returns the server's processor time in milliseconds. */
  private double run(int changes) {
    for (int i = 0; i < WARM_UP; i++) {
      changeOne();
    }
    toFirst = new MeasuredValues();
    toLast = new MeasuredValues();
    double before = server.cpuMillis();
    for (int i = 0; i < changes; i++) {
      changeOne();
    }
    return server.cpuMillis() - before;
  }

  private void changeOne() {
    BenchRoute route = all.get(random.nextInt(all.size()));
    nodes.watch(Event.UPSERTED, List.of(route.routes()));
    long made = change.applyAsLong(route);
    long[] arrivals = nodes.await(XdsStack.LIMIT);
    toFirst.add(arrivals[0] - made);
    toLast.add(arrivals[arrivals.length - 1] - made);
  }
}
