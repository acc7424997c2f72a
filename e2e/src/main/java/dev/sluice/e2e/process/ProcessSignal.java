package dev.sluice.e2e.process;

import java.io.IOException;

/** A sender of signals to processes. */
final class ProcessSignal {
  private ProcessSignal() {}

  /** Sends a process a signal by its name, such as {@code TERM} or {@code STOP}. */
  static void send(String signal, long pid, String process) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new ProcessFailedException("no " + signal + " for " + process, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
