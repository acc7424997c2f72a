package dev.sluice.bench.authz;

import dev.sluice.bench.process.ProcessUsage;
import dev.sluice.e2e.process.ProcessFailure;

/** A running server that answers checks, in a process that is closed with it. */
record AuthzServer(int port, long pid, AutoCloseable process) implements AutoCloseable {

  ProcessUsage usage() {
    return new ProcessUsage(pid);
  }

  @Override
  public void close() {
    try {
      process.close();
    } catch (Exception e) {
      throw new ProcessFailure("a server could not be stopped: " + e.getMessage(), e);
    }
  }
}
