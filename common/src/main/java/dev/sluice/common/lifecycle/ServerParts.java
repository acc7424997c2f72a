package dev.sluice.common.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a server, which are closed in the reverse order of their start. */
public final class ServerParts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServerParts.class);

  private final Deque<StartedPart> parts = new ArrayDeque<>();

  /** Adds a part that will be closed, and returns it. */
  public synchronized <T extends AutoCloseable> T add(String name, T part) {
    parts.push(new StartedPart(name, part));
    return part;
  }

  /** Closes all parts, also if closing one of them fails. */
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      StartedPart part = parts.pop();
      try {
        part.closeable.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        log.warn("closing {} was interrupted", part.name);
      } catch (Exception e) {
        log.warn("failed to close {}", part.name, e);
      }
    }
  }

  private record StartedPart(String name, AutoCloseable closeable) {}
}
