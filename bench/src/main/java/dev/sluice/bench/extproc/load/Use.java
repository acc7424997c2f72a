package dev.sluice.bench.extproc.load;

/** Milliseconds of processor time that the parts took. */
public record Use(double server, double envoy, double bench) {
  static final Use NONE = new Use(0, 0, 0);

  Use since(Use before) {
    return new Use(server - before.server, envoy - before.envoy, bench - before.bench);
  }
}
