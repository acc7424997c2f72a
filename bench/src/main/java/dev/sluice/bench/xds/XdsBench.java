package dev.sluice.bench.xds;

import dev.sluice.bench.xds.client.Contents;
import dev.sluice.bench.xds.client.Fleet;
import dev.sluice.bench.xds.report.Report;
import java.io.IOException;
import java.util.List;

/** All sizes, one after the other, and what they are to each other. */
final class XdsBench {
  private final XdsOptions options;
  private final Report report;

  XdsBench(XdsOptions options, Report report) {
    this.options = options;
    this.report = report;
  }

  void run() throws IOException {
    for (int routes : options.sizes()) {
      ours(routes);
    }
  }

  private void ours(int routes) throws IOException {
    report.progress("starting a Sluice for %,d routes".formatted(routes));
    Prefixes prefixes = new Prefixes();
    try (Site site = Site.start(options.controllerJava())) {
      List<Target> targets = new Loading(site, routes).measure(report);
      try (Fleet observer = site.observer(Contents.IGNORED)) {
        observer.connect(site.rows().scopes(), Site.LIMIT);
        SingleChanges.measure(site, observer, prefixes, options, targets, report);
        NewProducts.measure(site, routes, report);
        ManyChanges.measure(site, observer, prefixes, options, targets, report);
      }
    }
  }
}
