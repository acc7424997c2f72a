package dev.sluice.bench.load;

/** The processor time of the parts of a measurement, in milliseconds. */
public record CpuUsage(double server, double envoy, double bench) {
  public static final CpuUsage ZERO = new CpuUsage(0, 0, 0);

  public CpuUsage since(CpuUsage before) {
    return new CpuUsage(server - before.server, envoy - before.envoy, bench - before.bench);
  }

  /** A source of the processor time that the parts of a measurement have used so far. */
  public interface CpuMeter {
    /** A meter that always reads zero. */
    CpuMeter NONE = () -> ZERO;

    CpuUsage read();
  }
}
