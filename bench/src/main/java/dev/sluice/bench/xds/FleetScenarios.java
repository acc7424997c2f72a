package dev.sluice.bench.xds;

import dev.sluice.bench.load.MeasuredValues;
import dev.sluice.bench.process.ProcessUsage;
import dev.sluice.bench.xds.node.NodeFleet;
import dev.sluice.bench.xds.node.NodeFleet.Event;
import dev.sluice.bench.xds.node.NodeTraffic;
import dev.sluice.bench.xds.node.NodeTraffic.TrafficKind;
import dev.sluice.bench.xds.node.ResourceRef;
import dev.sluice.e2e.process.ConditionWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The scenarios with many simulated nodes beside Envoy. */
record FleetScenarios(
    XdsStack stack, NodeFleet fleet, List<BenchRoute> all, XdsFigures.Column column) {
  private static final int WARM_UP_CHANGES = 10;
  private static final int CHANGES = 50;
  private static final int DELETED_PRODUCTS = 10;
  private static final Duration GONE_LIMIT = Duration.ofMinutes(1);

  void run(Random random) {
    singleChanges(random);
    restart();
    restartWithDeletedProducts();
  }

  /** Measures the times until the first and the last node have a change. */
  private void singleChanges(Random random) {
    table(CHANGES + " single changes");
    long start = System.nanoTime();
    fleet.connect(stack.rows().scopes(), XdsStack.LIMIT);
    column.addMillis("all nodes hold everything after, ms", System.nanoTime() - start);
    for (int i = 0; i < WARM_UP_CHANGES; i++) {
      change(random, new MeasuredValues(), new MeasuredValues());
    }
    NodeTraffic before = fleet.traffic();
    var controller = new ProcessUsage(stack.controller().pid());
    double cpu = controller.cpuMillis();
    var toFirst = new MeasuredValues();
    var toLast = new MeasuredValues();
    for (int i = 0; i < CHANGES; i++) {
      change(random, toFirst, toLast);
    }
    double changes = CHANGES;
    NodeTraffic traffic = fleet.traffic().since(before);
    column.addMillis("change to response, first node, ms", toFirst);
    column.addMillis("change to response, last node, ms", toLast);
    column.add("server CPU per change, many nodes, ms", (controller.cpuMillis() - cpu) / changes);
    column.add("server resident, many nodes, MiB", controller.residentMib());
    column.add(
        "bytes down per change and node of many",
        perNode(traffic.get(TrafficKind.BYTES_DOWN)) / changes);
    column.add(
        "bytes up per change and node of many",
        perNode(traffic.get(TrafficKind.BYTES_UP)) / changes);
    column.check("every change reached every node", true, "");
  }

  private void change(Random random, MeasuredValues toFirst, MeasuredValues toLast) {
    BenchRoute route = all.get(random.nextInt(all.size()));
    fleet.watch(Event.UPSERTED, List.of(route.routes()));
    long committed = stack.rows().rewrite(List.of(route), stack.nextPrefix() + "x");
    long[] arrivals = fleet.await(XdsStack.LIMIT);
    toFirst.add(arrivals[0] - committed);
    toLast.add(arrivals[arrivals.length - 1] - committed);
  }

  /** Restarts the controller, which may send only one change to the nodes. */
  private void restart() {
    table("restart with nothing changed");
    BenchRoute marker = all.getLast();
    fleet.watch(Event.UPSERTED, List.of(marker.routes()));
    NodeTraffic before = fleet.traffic();
    stack.controller().kill();
    long start = startController();
    stack.rows().rewrite(List.of(marker), stack.nextPrefix() + "x");
    long[] arrivals = fleet.await(XdsStack.LIMIT);
    column.addMillis(
        "start to all nodes back and current, ms", arrivals[arrivals.length - 1] - start);
    NodeTraffic traffic = fleet.traffic().since(before);
    long others = traffic.get(TrafficKind.RESOURCES) - fleet.size();
    column.add("resources sent again", (double) traffic.get(TrafficKind.REPEATED));
    column.add(
        "streams opened per node, refused ones too", perNode(traffic.get(TrafficKind.STREAMS)));
    column.add("bytes up per reconnected node", perNode(traffic.get(TrafficKind.BYTES_UP)));
    column.add("bytes down per reconnected node", perNode(traffic.get(TrafficKind.BYTES_DOWN)));
    column.check(
        "nothing is sent again",
        traffic.get(TrafficKind.REPEATED) == 0 && others == 0,
        others + " resources");
    column.check(
        "nothing is removed",
        traffic.get(TrafficKind.REMOVED) == 0,
        traffic.get(TrafficKind.REMOVED) + " names");
  }

  /** Starts the controller, waits until it is ready, and returns the time of the start. */
  private long startController() {
    long start = System.nanoTime();
    stack.controller().start();
    stack.controller().awaitReady();
    column.addMillis("start to controller ready, ms", System.nanoTime() - start);
    return start;
  }

  /** Deletes products while the controller is stopped; nodes and Envoy must drop them. */
  private void restartWithDeletedProducts() {
    table("restart, %d products deleted meanwhile".formatted(DELETED_PRODUCTS));
    List<BenchRoute> deleted =
        all.subList(0, Math.min(all.size(), DELETED_PRODUCTS * BenchRows.ROUTES_OF_PRODUCT));
    List<ResourceRef> gone = new ArrayList<>();
    deleted.stream().map(BenchRoute::scope).distinct().forEach(gone::add);
    deleted.stream().map(BenchRoute::cluster).distinct().forEach(gone::add);
    long clusters = deleted.stream().map(BenchRoute::cluster).distinct().count();
    EnvoyAdmin envoy = new EnvoyAdmin(stack.envoyAdmin());
    stack.controller().kill();
    stack.rows().deleteProducts(deleted);
    long removed = envoy.clustersRemoved();
    fleet.watch(Event.REMOVED, gone);
    startController();
    long ready = System.nanoTime();
    ConditionWait.becomesTrue(GONE_LIMIT, () -> envoy.clustersRemoved() >= removed + clusters);
    column.addMillis("ready to gone in Envoy, ms", System.nanoTime() - ready);
    long[] arrivals = fleet.await(GONE_LIMIT);
    column.addMillis("ready to gone at the last node, ms", arrivals[arrivals.length - 1] - ready);
    column.check("gone at every node", true, "their scopes and clusters");
    column.check(
        "gone in Envoy's config dump", envoy.lacks(deleted), "routes, scopes, clusters, endpoints");
  }

  private void table(String what) {
    column.table("%,d nodes, %s".formatted(fleet.size(), what));
  }

  private double perNode(long all) {
    return (double) all / fleet.size();
  }
}
