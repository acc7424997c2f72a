package dev.sluice.bench.authz;

import dev.sluice.bench.ProcessUse;
import dev.sluice.e2e.process.ProcessFailedException;

/**
 * A running server that answers checks.
 *
 * @param process ends with it
 */
record Server(int port, long pid, AutoCloseable process) implements AutoCloseable {

  ProcessUse use() {
    return new ProcessUse(pid);
  }

  @Override
  public void close() {
    try {
      process.close();
    } catch (Exception e) {
      throw new ProcessFailedException("a server could not be stopped: " + e.getMessage(), e);
    }
  }
}
