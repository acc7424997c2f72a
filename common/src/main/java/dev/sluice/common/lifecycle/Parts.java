package dev.sluice.common.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running parts of a server, closed in the reverse order of their start. */
public final class Parts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Parts.class);

  private final Deque<Part> parts = new ArrayDeque<>();

  /** Takes over {@code part} and hands it back. */
  public synchronized <T extends AutoCloseable> T add(String name, T part) {
    parts.push(new Part(name, part));
    return part;
  }

  /** Closes everything; a part that fails to close does not keep the others open. */
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.closeable.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        log.warn("closing {} was interrupted", part.name);
      } catch (Exception e) {
        log.warn("{} did not close well", part.name, e);
      }
    }
  }

  private record Part(String name, AutoCloseable closeable) {}
}
