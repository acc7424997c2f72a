package dev.sluice.bench.load;

/** Milliseconds of processor time that the parts took. */
public record Use(double server, double envoy, double bench) {
  public static final Use NONE = new Use(0, 0, 0);

  public Use since(Use before) {
    return new Use(server - before.server, envoy - before.envoy, bench - before.bench);
  }
}
