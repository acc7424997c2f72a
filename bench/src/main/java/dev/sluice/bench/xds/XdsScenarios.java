package dev.sluice.bench.xds;

import dev.sluice.bench.load.MeasuredValues;
import dev.sluice.bench.process.ProcessUsage;
import dev.sluice.bench.xds.node.NodeFleet;
import dev.sluice.bench.xds.node.NodeFleet.Event;
import dev.sluice.bench.xds.node.NodeTraffic;
import dev.sluice.bench.xds.node.NodeTraffic.TrafficKind;
import dev.sluice.e2e.process.ProcessFailedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The scenarios of {@code bench xds} at one size. */
record XdsScenarios(XdsStack stack, XdsFigures.Column column, int changes) {
  /** A constant, so that each run changes the same routes. */
  private static final long SEED = 1;

  private static final int WARM_UP_CHANGES = 20;
  private static final int WARM_UP_PRODUCTS = 3;
  private static final int PRODUCTS = 20;
  private static final int MANY_ROUTES = 1000;

  /** The number of requests to each new host after its first response other than 404. */
  private static final int REQUESTS_AFTER = 100;

  /** Writes the rows, starts the controller and Envoy, and returns all routes. */
  List<BenchRoute> start(int routes) {
    column.table("start");
    stack.envoy().kill();
    stack.controller().kill();
    long start = System.nanoTime();
    long committed = stack.addProducts(1, routes / BenchRows.ROUTES_OF_PRODUCT);
    column.addMillis("rows written in one transaction, ms", committed - start);
    stack.rows().analyze();
    List<BenchRoute> all = stack.rows().routes();
    start = System.nanoTime();
    stack.controller().start();
    stack.envoy().start();
    stack.controller().awaitReady();
    column.addMillis("start to controller ready, ms", System.nanoTime() - start);
    RouteSweep.Result served =
        new RouteSweep(stack.gatewayPort()).awaitPrefix(onePerProduct(all), "/g0/");
    column.addMillis("start to 20 products served, ms", served.samplesNanos() - start);
    column.addMillis("start to every product seen served, ms", served.allNanos() - start);
    column.add(
        "controller resident, MiB", new ProcessUsage(stack.controller().pid()).residentMib());
    column.add("Envoy resident, MiB", new ProcessUsage(stack.envoy().pid()).residentMib());
    column.check("every product is served", true, "");
    return all;
  }

  private static List<BenchRoute> onePerProduct(List<BenchRoute> all) {
    List<BenchRoute> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += BenchRows.ROUTES_OF_PRODUCT) {
      some.add(all.get(i + i / BenchRows.ROUTES_OF_PRODUCT % BenchRows.ROUTES_OF_PRODUCT));
    }
    return some;
  }

  /** The times of single changes, measured from the COMMIT. */
  private record ChangeTimes(
      MeasuredValues toResponse, MeasuredValues toServed, MeasuredValues polls) {
    ChangeTimes() {
      this(new MeasuredValues(), new MeasuredValues(), new MeasuredValues());
    }
  }

  /** Measures changes of one route: until one node has it, and until a response shows it. */
  void singleChanges(NodeFleet observer, List<BenchRoute> all) {
    singleChanges(observer, all, changes + " single changes");
  }

  /** Measures single changes again, with policies of every kind on some routes. */
  void singleChangesWithPolicies(NodeFleet observer, List<BenchRoute> all, int policies) {
    int products = all.size() / BenchRows.ROUTES_OF_PRODUCT;
    stack.rows().addPolicies(BenchPolicies.spread(policies, products));
    singleChanges(
        observer,
        all.stream().filter(route -> !route.path().endsWith(BenchPolicies.ROUTE)).toList(),
        changes + " single changes, " + policies + " policies");
    List<String> findings = stack.rows().policyFindings();
    column.check("every policy is served", findings.isEmpty(), findings.toString());
    stack.rows().deletePolicies();
  }

  private void singleChanges(NodeFleet observer, List<BenchRoute> all, String title) {
    column.table(title);
    var random = new Random(SEED);
    try (var gateway = new GatewayConnection(stack.gatewayPort())) {
      change(WARM_UP_CHANGES, random, gateway, observer, all);
      NodeTraffic before = observer.traffic();
      var controller = new ProcessUsage(stack.controller().pid());
      var envoy = new ProcessUsage(stack.envoy().pid());
      double controllerMillis = controller.cpuMillis();
      double envoyMillis = envoy.mainThreadCpuMillis();
      ChangeTimes times = change(changes, random, gateway, observer, all);
      NodeTraffic traffic = observer.traffic().since(before);
      double count = changes;
      controllerMillis = controller.cpuMillis() - controllerMillis;
      envoyMillis = envoy.mainThreadCpuMillis() - envoyMillis;
      column.addMillis(XdsFigures.TO_RESPONSE, times.toResponse);
      column.addMillis(XdsFigures.TO_SERVED, times.toServed);
      column.addMillis("one poll by itself (floor), ms", times.polls);
      column.add(XdsFigures.CPU, controllerMillis / count);
      column.add("Envoy main thread CPU per change, ms", envoyMillis / count);
      column.add("bytes down per change and node", traffic.get(TrafficKind.BYTES_DOWN) / count);
      column.add("bytes up per change and node", traffic.get(TrafficKind.BYTES_UP) / count);
      column.add("responses per change and node", traffic.get(TrafficKind.RESPONSES) / count);
      column.check("every change was served", true, changes + " of them");
    }
  }

  private ChangeTimes change(
      int count,
      Random random,
      GatewayConnection gateway,
      NodeFleet observer,
      List<BenchRoute> all) {
    var times = new ChangeTimes();
    for (int i = 0; i < count; i++) {
      BenchRoute route = all.get(random.nextInt(all.size()));
      GatewayConnection.Reply before = gateway.get(route);
      if (before.status() != GatewayConnection.Reply.OK) {
        throw new ProcessFailedException(route.url() + " answered " + before.status());
      }
      String prefix = stack.nextPrefix();
      observer.watch(Event.UPSERTED, List.of(route.routes()));
      long committed = stack.rows().rewrite(List.of(route), prefix + "x");
      // Earlier polls would only use the servers' processor time.
      times.toResponse.add(observer.await(XdsStack.LIMIT)[0] - committed);
      times.toServed.add(poll(gateway, route, prefix, committed, times.polls) - committed);
    }
    return times;
  }

  private static long poll(
      GatewayConnection gateway,
      BenchRoute route,
      String prefix,
      long committed,
      MeasuredValues polls) {
    while (true) {
      long sent = System.nanoTime();
      GatewayConnection.Reply reply = gateway.get(route);
      polls.add(reply.receivedNanos() - sent);
      if (reply.shows(prefix)) {
        return reply.receivedNanos();
      }
      if (reply.receivedNanos() - committed > XdsStack.LIMIT.toNanos()) {
        throw new ProcessFailedException(route.url() + " was never served with its change");
      }
    }
  }

  /** Measures new products, one per transaction: until the first 200. */
  void newProducts(int routes) {
    column.table(PRODUCTS + " new products");
    int first = routes / BenchRows.ROUTES_OF_PRODUCT + 1;
    var toServed = new MeasuredValues();
    Map<Integer, Integer> statuses = new TreeMap<>();
    try (var gateway = new GatewayConnection(stack.gatewayPort())) {
      for (int i = 0; i < WARM_UP_PRODUCTS; i++) {
        addProduct(gateway, first + i, new TreeMap<>());
      }
      for (int i = WARM_UP_PRODUCTS; i < WARM_UP_PRODUCTS + PRODUCTS; i++) {
        toServed.add(addProduct(gateway, first + i, statuses));
      }
    }
    column.addMillis("COMMIT to first 200, ms", toServed);
    column.check(
        "once not 404, never anything but 200",
        statuses.keySet().stream().allMatch(status -> status == GatewayConnection.Reply.OK),
        "responses by status " + statuses);
  }

  /** Adds a product and returns the nanoseconds from the COMMIT to the first 200. */
  private long addProduct(GatewayConnection gateway, int number, Map<Integer, Integer> statuses) {
    String host = "p" + number + ".bench.test";
    long committed = stack.addProducts(number, number);
    GatewayConnection.Reply reply = gateway.get(host, "/r0");
    while (reply.status() == GatewayConnection.Reply.NOT_FOUND) {
      if (reply.receivedNanos() - committed > XdsStack.LIMIT.toNanos()) {
        throw new ProcessFailedException(host + " was never served");
      }
      reply = gateway.get(host, "/r0");
    }
    statuses.merge(reply.status(), 1, Integer::sum);
    for (int i = 0; i < REQUESTS_AFTER; i++) {
      boolean served = reply.status() == GatewayConnection.Reply.OK;
      GatewayConnection.Reply next =
          gateway.get(host, served ? "/r" + i % BenchRows.ROUTES_OF_PRODUCT : "/r0");
      statuses.merge(next.status(), 1, Integer::sum);
      reply = served ? reply : next;
    }
    return reply.receivedNanos() - committed;
  }

  /** Measures a change of a thousand routes: until one node has them, and all are served. */
  void manyChanges(NodeFleet observer, List<BenchRoute> all) {
    List<BenchRoute> some = new ArrayList<>(all);
    Collections.shuffle(some, new Random(SEED));
    List<BenchRoute> changed = some.subList(0, Math.min(MANY_ROUTES, some.size()));
    column.table("%,d routes in one transaction".formatted(changed.size()));
    var sweep = new RouteSweep(stack.gatewayPort());
    // The first sweep opens Envoy's connections to all upstreams.
    String first = stack.nextPrefix();
    stack.rows().rewrite(changed, first + "x");
    sweep.awaitPrefix(changed, first);

    String prefix = stack.nextPrefix();
    observer.watch(Event.UPSERTED, changed.stream().map(BenchRoute::routes).distinct().toList());
    NodeTraffic before = observer.traffic();
    long committed = stack.rows().rewrite(changed, prefix + "x");
    RouteSweep.Result served = sweep.awaitPrefix(changed, prefix);
    long response = observer.await(XdsStack.LIMIT)[0];
    NodeTraffic traffic = observer.traffic().since(before);
    column.addMillis("COMMIT to the last response, ms", response - committed);
    column.addMillis("COMMIT to 20 of them served, ms", served.samplesNanos() - committed);
    column.addMillis("COMMIT to all seen served, ms", served.allNanos() - committed);
    column.add("responses per node", (double) traffic.get(TrafficKind.RESPONSES));
    column.add("bytes down per node", (double) traffic.get(TrafficKind.BYTES_DOWN));
    column.check("all are served", true, changed.size() + " of them");
  }

  /** Measures many nodes: single changes, a restart, and a restart after deletions. */
  void manyNodes(int nodes, List<BenchRoute> all) {
    try (NodeFleet fleet = stack.fleet(nodes)) {
      new FleetScenarios(stack, fleet, all, column).run(new Random(SEED));
    }
  }
}
