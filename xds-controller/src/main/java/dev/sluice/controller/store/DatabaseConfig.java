package dev.sluice.controller.store;

import dev.sluice.common.Secret;
import dev.sluice.common.config.ConfigReader;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A configuration of the database: its address, credentials, timeouts and pool size. */
public record DatabaseConfig(
    String url,
    String user,
    Optional<Secret> password,
    int poolSize,
    Duration connectTimeout,
    Duration poll,
    boolean migrateLegacy) {
  private static final Duration SHORTEST_POLL = Duration.ofMillis(10);
  private static final Duration LONGEST_POLL = Duration.ofMinutes(1);
  private static final String OLDEST_SERVER = "15";

  /**
   * The factor from the connect timeout to the login timeout, because a login needs several round
   * trips.
   */
  private static final int LOGIN_ANSWERS = 4;

  /** Reads the section {@code database}. */
  public static DatabaseConfig read(ConfigReader section) {
    String url = section.text("url", "jdbc:postgresql://127.0.0.1:5432/sluice");
    if (!url.startsWith("jdbc:postgresql:")) {
      section.problem("url", "must begin with jdbc:postgresql:");
    }
    Duration poll = section.duration("poll", Duration.ofSeconds(2));
    if (poll.compareTo(SHORTEST_POLL) < 0 || poll.compareTo(LONGEST_POLL) > 0) {
      section.problem("poll", "must be from 10ms to 1m");
    }
    return new DatabaseConfig(
        url,
        section.text("user", "sluice_owner"),
        section.optionalSecret("password"),
        section.integer("pool-size", 4, 1, 100),
        section.duration("connect-timeout", Duration.ofSeconds(5)),
        poll,
        section.flag("migrate-legacy", false));
  }

  /** Returns the address without parameters, for messages. */
  String shownUrl() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  /** Returns a source of single connections of another role, without a short timeout. */
  public DataSource asRole(String other, Optional<Secret> itsPassword, String application) {
    return new DatabaseConfig(
            url, other, itsPassword, poolSize, connectTimeout, poll, migrateLegacy)
        .source(application);
  }

  /** Returns a source of single connections with an application name that the server shows. */
  PGSimpleDataSource source(String application) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(user);
    password.ifPresent(secret -> source.setPassword(secret.reveal()));
    source.setApplicationName(application);
    source.setConnectTimeout(seconds(connectTimeout));
    source.setLoginTimeout(seconds(loginTimeout()));
    source.setTcpKeepAlive(true);
    // Saves two round trips at each login.
    source.setAssumeMinServerVersion(OLDEST_SERVER);
    return source;
  }

  /** Returns the longest time until a connection can be used. */
  Duration loginTimeout() {
    return connectTimeout.multipliedBy(LOGIN_ANSWERS);
  }

  private static int seconds(Duration duration) {
    return Math.toIntExact(Math.max(1, duration.toSeconds()));
  }
}
