package dev.sluice.bench.xds;

import dev.sluice.bench.xds.report.Report;
import dev.sluice.e2e.process.ProcessFailedException;
import java.util.Map;
import java.util.TreeMap;

/** Products that were not there before, each in one transaction: from COMMIT to the first 200. */
final class NewProducts {
  private static final int WARM_UP = 3;
  private static final int MEASURED = 20;

  /** How often each new host is asked after its first answer that is not 404. */
  private static final int AFTER = 100;

  private final Site site;
  private final Times toServed = new Times();
  private final Map<Integer, Integer> afterwards = new TreeMap<>();

  private NewProducts(Site site) {
    this.site = site;
  }

  static void measure(Site site, int routes, Report report) {
    int next = routes / Rows.ROUTES_OF_PRODUCT + 1;
    try (GatewayConnection gateway = new GatewayConnection(site.gatewayPort());
        Report.Sheet sheet = report.section(Names.OURS, routes, MEASURED + " new products")) {
      NewProducts warmUp = new NewProducts(site);
      NewProducts measured = new NewProducts(site);
      for (int i = 0; i < WARM_UP + MEASURED; i++) {
        (i < WARM_UP ? warmUp : measured).add(gateway, next + i);
      }
      sheet.figure("COMMIT to first 200", Times.UNIT, measured.toServed.all());
      Map<Integer, Integer> seen = measured.afterwards;
      sheet.check(
          "once not 404, never anything but 200",
          seen.keySet().stream().allMatch(status -> status == Reply.OK),
          "answers by status " + seen);
    }
  }

  private void add(GatewayConnection gateway, int number) {
    String host = "p" + number + ".bench.test";
    long committed = site.addProducts(number, number);
    Reply reply = gateway.get(host, "/r0");
    while (reply.status() == Reply.NOT_FOUND) {
      if (reply.receivedNanos() - committed > Site.LIMIT.toNanos()) {
        throw new ProcessFailedException(host + " was never served");
      }
      reply = gateway.get(host, "/r0");
    }
    count(reply);
    for (int i = 0; i < AFTER; i++) {
      if (reply.status() != Reply.OK) {
        reply = gateway.get(host, "/r0");
        count(reply);
      } else {
        count(gateway.get(host, "/r" + i % Rows.ROUTES_OF_PRODUCT));
      }
    }
    toServed.add(reply.receivedNanos() - committed);
  }

  private void count(Reply reply) {
    afterwards.merge(reply.status(), 1, Integer::sum);
  }
}
