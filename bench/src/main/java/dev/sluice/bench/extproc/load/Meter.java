package dev.sluice.bench.extproc.load;

/** Tells what the parts have used until now. */
public interface Meter {
  Use read();
}
