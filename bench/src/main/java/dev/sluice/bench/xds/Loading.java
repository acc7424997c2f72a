package dev.sluice.bench.xds;

import dev.sluice.bench.xds.report.Report;
import java.util.ArrayList;
import java.util.List;

/** From nothing to everything served: all rows are there, then the controller and Envoy start. */
final class Loading {
  private final Site site;
  private final int routes;

  Loading(Site site, int routes) {
    this.site = site;
    this.routes = routes;
  }

  /** Writes the rows and starts anew; all routes that there are now. */
  List<Target> measure(Report report) {
    try (Report.Sheet sheet = report.section(Names.OURS, routes, "start")) {
      site.killEnvoy();
      site.killController();
      long start = System.nanoTime();
      long committed = site.addProducts(1, routes / Rows.ROUTES_OF_PRODUCT);
      sheet.figure("rows written in one transaction", Times.UNIT, Times.millis(committed - start));
      site.rows().analyze();
      List<Target> targets = site.rows().targets();
      start = System.nanoTime();
      site.startController();
      site.startEnvoy();
      site.awaitController();
      sheet.figure(
          "start to controller ready", Times.UNIT, Times.millis(System.nanoTime() - start));
      Sweep.Times served = new Sweep(site.gatewayPort()).until(onePerProduct(targets), "/g0/");
      sheet.figure(
          "start to 20 products served", Times.UNIT, Times.millis(served.samplesNanos() - start));
      sheet.figure(
          "start to every product seen served",
          Times.UNIT,
          Times.millis(served.allNanos() - start));
      sheet.figure("controller resident", "MiB", site.controller().residentMib());
      sheet.figure("Envoy resident", "MiB", site.envoy().residentMib());
      sheet.check("every product is served", true, "");
      return targets;
    }
  }

  private static List<Target> onePerProduct(List<Target> targets) {
    List<Target> some = new ArrayList<>();
    for (int i = 0; i < targets.size(); i += Rows.ROUTES_OF_PRODUCT) {
      some.add(targets.get(i + i / Rows.ROUTES_OF_PRODUCT % Rows.ROUTES_OF_PRODUCT));
    }
    return some;
  }
}
