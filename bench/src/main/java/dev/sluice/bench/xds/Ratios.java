package dev.sluice.bench.xds;

import dev.sluice.bench.xds.peer.Peer;
import dev.sluice.bench.xds.report.Figure;
import dev.sluice.bench.xds.report.Report;
import java.util.List;
import java.util.Optional;

/** What the figures of one run are to each other; these can be compared between machines. */
final class Ratios {
  private static final List<String> BETWEEN_SIZES =
      List.of(Names.TO_SERVED, Names.TO_RESPONSE, Names.CPU);
  private static final List<String> BETWEEN_SERVERS =
      List.of(
          Names.TO_RESPONSE, Names.CPU, Names.TO_LAST_NODE, Names.FLEET_CPU, Names.FLEET_RESIDENT);

  private final Report report;

  Ratios(Report report) {
    this.report = report;
  }

  /** The largest size to the one before it. */
  void ofSizes(List<Integer> sizes) {
    List<Integer> sorted = sizes.stream().sorted().distinct().toList();
    if (sorted.size() < 2) {
      return;
    }
    int large = sorted.getLast();
    int small = sorted.get(sorted.size() - 2);
    String title = "÷ %,d routes (medians)".formatted(small);
    try (Report.Sheet sheet = report.section(Names.OURS, large, title)) {
      for (String name : BETWEEN_SIZES) {
        Optional<Figure> many = report.figure(Names.OURS, large, name);
        Optional<Figure> few = report.figure(Names.OURS, small, name);
        show(sheet, name, many, few);
      }
    }
  }

  /** Each peer to Sluice, at one size. */
  void ofPeers(int routes) {
    for (Peer peer : Peer.values()) {
      try (Report.Sheet sheet =
          report.section(peer.title(), routes, "÷ " + Names.OURS + " (medians)")) {
        for (String name : BETWEEN_SERVERS) {
          Optional<Figure> theirs = report.figure(peer.title(), routes, name);
          show(sheet, name, theirs, report.figure(Names.OURS, routes, name));
        }
      }
    }
  }

  private static void show(
      Report.Sheet sheet, String name, Optional<Figure> above, Optional<Figure> below) {
    if (above.isPresent() && below.isPresent() && below.get().middle() > 0) {
      sheet.figure(name, "×", above.get().middle() / below.get().middle());
    }
  }
}
