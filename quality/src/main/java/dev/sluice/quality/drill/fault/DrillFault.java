package dev.sluice.quality.drill.fault;

/** A fault: its cause, its time, and its end. The load flows meanwhile. */
@FunctionalInterface
public interface DrillFault {
  /** Causes the fault and ends it. */
  void run(FaultContext context) throws Exception;
}
