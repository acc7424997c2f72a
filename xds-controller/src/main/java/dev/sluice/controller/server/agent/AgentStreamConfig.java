package dev.sluice.controller.server.agent;

import dev.sluice.common.config.ConfigReader;
import java.time.Duration;

/**
 * A configuration of the streams of agents.
 *
 * @param ackTimeout the time after which a command that was not acknowledged is sent again
 * @param resultTimeout the time after which an acknowledged command without a result is sent again
 * @param silence the time after which a stream without a message ends
 */
public record AgentStreamConfig(Duration ackTimeout, Duration resultTimeout, Duration silence) {
  /** The limit of commands in flight per stream. */
  static final int WINDOW = 16;

  private static final Duration LONGEST = Duration.ofHours(1);

  /** Reads the section {@code agents}. */
  public static AgentStreamConfig read(ConfigReader agents) {
    return new AgentStreamConfig(
        timeout(agents, "ack-timeout", Duration.ofSeconds(10)),
        timeout(agents, "result-timeout", Duration.ofMinutes(10)),
        timeout(agents, "silence", Duration.ofSeconds(90)));
  }

  private static Duration timeout(ConfigReader agents, String key, Duration usual) {
    Duration timeout = agents.duration(key, usual);
    if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
      agents.problem(key, "must be 1ms to 1h");
      return usual;
    }
    return timeout;
  }
}
