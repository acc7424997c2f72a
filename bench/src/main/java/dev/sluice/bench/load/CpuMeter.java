package dev.sluice.bench.load;

/** A source of the processor time that the parts of a measurement have used so far. */
public interface CpuMeter {
  /** A meter that always reads zero. */
  CpuMeter NONE = () -> CpuUsage.ZERO;

  CpuUsage read();
}
