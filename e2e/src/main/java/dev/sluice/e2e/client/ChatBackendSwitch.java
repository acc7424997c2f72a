package dev.sluice.e2e.client;

import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ProcessFailedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/** A switch of the sample chat traffic between two backends by SQL, with a timer. */
public final class ChatBackendSwitch {
  public static final String SQL =
      "update route_backends rb set weight = case b.name when ? then 100 else 0 end"
          + " from backends b where b.id = rb.backend_id and b.name in ('chat', 'chat-canary')";

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String CHAT =
      "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"ping\"}]}";

  private final EmbeddedDatabase database;
  private final GatewayClient gateway;

  /** Creates a switch. The client must have a token that may use the chat. */
  public ChatBackendSwitch(EmbeddedDatabase database, GatewayClient gateway) {
    this.database = database;
    this.gateway = gateway;
  }

  /** Moves all chat traffic to a backend. */
  public void moveTo(String backend) {
    try (Connection connection = database.connect();
        PreparedStatement update = connection.prepareStatement(SQL)) {
      move(update, backend);
    } catch (SQLException e) {
      throw new ProcessFailedException("the weights could not be changed", e);
    }
  }

  /** Moves the traffic. Returns the time from COMMIT to the end of the backend's first response. */
  public Duration measureMove(String backend) {
    try (Connection connection = database.connect();
        PreparedStatement update = connection.prepareStatement(SQL)) {
      connection.setAutoCommit(false);
      move(update, backend);
      connection.commit();
      return awaitAnswerOf(backend, System.nanoTime());
    } catch (SQLException e) {
      throw new ProcessFailedException("the weights could not be changed", e);
    }
  }

  /** Returns the backend that responds now. */
  public String currentBackend() {
    GatewayResponse answer = gateway.post("/v1/chat/completions", CHAT);
    return answer
        .header("x-upstream")
        .orElseThrow(() -> new ProcessFailedException("chat answered " + answer.status()));
  }

  private Duration awaitAnswerOf(String backend, long committed) {
    while (!currentBackend().equals(backend)) {
      if (System.nanoTime() - committed > LIMIT.toNanos()) {
        throw new ProcessFailedException(
            "no answer of " + backend + " after " + LIMIT.toSeconds() + " s");
      }
    }
    return Duration.ofNanos(System.nanoTime() - committed);
  }

  private static void move(PreparedStatement update, String backend) throws SQLException {
    update.setString(1, backend);
    if (update.executeUpdate() == 0) {
      throw new ProcessFailedException("no route leads to " + backend);
    }
  }
}
