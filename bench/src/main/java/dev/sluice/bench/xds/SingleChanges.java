package dev.sluice.bench.xds;

import dev.sluice.bench.xds.client.Event;
import dev.sluice.bench.xds.client.Nodes;
import dev.sluice.bench.xds.client.Traffic;
import dev.sluice.bench.xds.report.Report;
import dev.sluice.e2e.process.ProcessFailedException;
import java.util.List;
import java.util.Random;

/** One route at a time: from COMMIT to a response at one node, and to the new HTTP answer. */
final class SingleChanges {
  private static final int WARM_UP = 20;

  private final Site site;
  private final Nodes observer;
  private final Prefixes prefixes;
  private final Times toResponse = new Times();
  private final Times toServed = new Times();
  private final Times roundTrips = new Times();

  SingleChanges(Site site, Nodes observer, Prefixes prefixes) {
    this.site = site;
    this.observer = observer;
    this.prefixes = prefixes;
  }

  static void measure(
      Site site,
      Nodes observer,
      Prefixes prefixes,
      XdsOptions options,
      List<Target> targets,
      Report report) {
    Random random = new Random(options.seed());
    try (GatewayConnection gateway = new GatewayConnection(site.gatewayPort());
        Report.Sheet sheet =
            report.section(Names.OURS, targets.size(), options.changes() + " single changes")) {
      new SingleChanges(site, observer, prefixes).run(gateway, targets, random, WARM_UP);
      SingleChanges measured = new SingleChanges(site, observer, prefixes);
      Traffic traffic = observer.traffic();
      double controller = site.controller().cpuMillis();
      double envoy = site.envoy().mainThreadCpuMillis();
      measured.run(gateway, targets, random, options.changes());
      double changes = options.changes();
      controller = site.controller().cpuMillis() - controller;
      envoy = site.envoy().mainThreadCpuMillis() - envoy;
      measured.show(sheet);
      sheet.figure(Names.CPU, Times.UNIT, controller / changes);
      sheet.figure("Envoy main thread CPU per change", Times.UNIT, envoy / changes);
      show(sheet, observer.traffic().since(traffic), changes);
      sheet.check("every change was served", true, options.changes() + " of them");
    }
  }

  private void run(GatewayConnection gateway, List<Target> targets, Random random, int changes) {
    for (int i = 0; i < changes; i++) {
      change(gateway, targets.get(random.nextInt(targets.size())));
    }
  }

  private void change(GatewayConnection gateway, Target target) {
    Reply before = gateway.get(target);
    if (before.status() != Reply.OK) {
      throw new ProcessFailedException(
          target.host() + target.path() + " answered " + before.status());
    }
    String prefix = prefixes.next();
    observer.watch(Event.UPSERTED, List.of(target.routes()));
    long committed = site.rows().rewrite(List.of(target), prefix + "x");
    // Asking before any node can know would only take the processors from those who work on it.
    toResponse.add(observer.await(Site.LIMIT)[0] - committed);
    toServed.add(poll(gateway, target, prefix, committed) - committed);
  }

  private long poll(GatewayConnection gateway, Target target, String prefix, long committed) {
    while (true) {
      long asked = System.nanoTime();
      Reply reply = gateway.get(target);
      roundTrips.add(reply.receivedNanos() - asked);
      if (reply.shows(prefix)) {
        return reply.receivedNanos();
      }
      if (reply.receivedNanos() - committed > Site.LIMIT.toNanos()) {
        throw new ProcessFailedException(target.host() + target.path() + " was never served anew");
      }
    }
  }

  private void show(Report.Sheet sheet) {
    sheet.figure(Names.TO_RESPONSE, Times.UNIT, toResponse.all());
    sheet.figure(Names.TO_SERVED, Times.UNIT, toServed.all());
    sheet.figure("one poll by itself (floor)", Times.UNIT, roundTrips.all());
  }

  private static void show(Report.Sheet sheet, Traffic traffic, double changes) {
    sheet.figure("bytes down per change and node", "B", traffic.bytesDown() / changes);
    sheet.figure("bytes up per change and node", "B", traffic.bytesUp() / changes);
    sheet.figure("responses per change and node", "", traffic.responses() / changes);
  }
}
