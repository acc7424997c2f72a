package dev.sluice.bench.xds;

import dev.sluice.bench.xds.client.Fleet;
import dev.sluice.bench.xds.client.ResourceFile;
import dev.sluice.bench.xds.report.Report;
import dev.sluice.e2e.process.GoProgram;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All sizes, one after the other, and what they are to each other. */
final class XdsBench {
  private final XdsOptions options;
  private final Report report;

  XdsBench(XdsOptions options, Report report) {
    this.options = options;
    this.report = report;
  }

  void run() throws IOException {
    Path folder = Files.createTempDirectory("sluice-bench-xds");
    Optional<Peers> peers = peers(folder.resolve("peers.log"));
    for (int routes : options.sizes()) {
      Path resources = folder.resolve("resources-" + routes);
      Peers.Shape shape = ours(routes, resources, folder.resolve("peers.log"));
      if (peers.isPresent()) {
        peers.get().measure(shape);
        new Ratios(report).ofPeers(routes);
      }
      Files.deleteIfExists(resources);
    }
    new Ratios(report).ofSizes(options.sizes());
  }

  private Peers.Shape ours(int routes, Path resources, Path log) throws IOException {
    report.progress("starting a Sluice for %,d routes".formatted(routes));
    Prefixes prefixes = new Prefixes();
    try (Site site = Site.start(options.controllerJava())) {
      List<Target> targets = new Loading(site, routes).measure(report);
      int scopes = site.rows().scopes();
      try (ResourceFile file = new ResourceFile(resources);
          Fleet observer = site.observer(file)) {
        observer.connect(scopes, Site.LIMIT);
        file.finish();
        SingleChanges.measure(site, observer, prefixes, options, targets, report);
        NewProducts.measure(site, routes, report);
        ManyChanges.measure(site, observer, prefixes, options, targets, report);
      }
      if (options.fleetAt(routes)) {
        ManyNodes.measure(site, prefixes, options, targets, report);
      }
      return new Peers.Shape(resources, scopes, targets, log);
    }
  }

  private Optional<Peers> peers(Path log) {
    if (!options.peers()) {
      return Optional.empty();
    }
    try {
      report.progress("building the peers");
      return Optional.of(new Peers(GoProgram.build("bench/peers/xds", log), options, report));
    } catch (MissingPrerequisiteException e) {
      report.note("No peers are measured: " + e.getMessage());
      return Optional.empty();
    }
  }
}
