package dev.sluice.bench.check.load;

import dev.sluice.bench.load.Loop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One server that may go and come back, with the checks that it was asked. */
final class Replica implements CheckConnection.Listener {
  private static final long PAUSE = Duration.ofMillis(100).toNanos();

  private final Loop loop;
  private final int port;
  private final FailoverLoad load;
  private final Map<Integer, Question> open = new LinkedHashMap<>();
  private @Nullable CheckConnection connection;
  private long next = System.nanoTime();

  Replica(Loop loop, int port, FailoverLoad load) {
    this.loop = loop;
    this.port = port;
    this.load = load;
  }

  /** Whether it can be asked now; one that went is tried again after a pause. */
  boolean connected(long now) {
    if (connection == null && now - next >= 0) {
      next = now + PAUSE;
      try {
        connection = new CheckConnection(loop, port, this);
      } catch (UncheckedIOException e) {
        return false;
      }
    }
    return connection != null;
  }

  void ask(Question question) {
    CheckConnection to = connection;
    if (to == null) {
      load.failed(question);
    } else {
      open.put(to.ask(question.message()), question);
    }
  }

  void flush() {
    try {
      if (connection != null) {
        connection.flush();
      }
    } catch (IOException e) {
      lost(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void answered(int stream, boolean allowed) {
    Question question = open.remove(stream);
    if (question != null) {
      load.answered(question, allowed);
    }
  }

  @Override
  public void failed(int stream) {
    Question question = open.remove(stream);
    if (question != null) {
      load.failed(question);
    }
  }

  @Override
  public void lost(String why) {
    close();
    List<Question> left = List.copyOf(open.values());
    open.clear();
    left.forEach(load::failed);
  }

  void close() {
    CheckConnection closed = connection;
    connection = null;
    if (closed != null) {
      closed.close();
    }
  }
}
