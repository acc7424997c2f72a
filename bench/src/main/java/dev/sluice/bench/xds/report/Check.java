package dev.sluice.bench.xds.report;

/** Something that must hold whatever the figures are. */
public record Check(String name, boolean passed, String detail) {

  String line() {
    String end = detail.isEmpty() ? "" : ": " + detail;
    return (passed ? "  ok      " : "  FAILED  ") + name + end;
  }
}
