package dev.sluice.bench.load;

/** Tells what the parts have used until now. */
public interface Meter {
  Use read();
}
