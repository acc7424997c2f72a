package dev.sluice.common.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running parts of a server, closed in the reverse order of their start. */
public final class ServerParts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ServerParts.class);

  private final Deque<StartedPart> parts = new ArrayDeque<>();

  /** Takes over {@code part} and hands it back. */
  public synchronized <T extends AutoCloseable> T add(String name, T part) {
    parts.push(new StartedPart(name, part));
    return part;
  }

  /** Closes everything; a part that fails to close does not keep the others open. */
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
        log.warn("{} did not close well", part.name, e);
      }
    }
  }

  private record StartedPart(String name, AutoCloseable closeable) {}
}
