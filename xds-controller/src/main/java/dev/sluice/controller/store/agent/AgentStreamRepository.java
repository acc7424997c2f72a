package dev.sluice.controller.store.agent;

import dev.sluice.controller.store.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** A repository of the streams of agents and of the commands that streams send. */
public final class AgentStreamRepository {
  /** The number of times that a command is sent before it has failed. */
  private static final int MOST_ATTEMPTS = 5;

  private static final String GIVE_UP =
      """
      update deploy_commands set status = 'failed', finished_at = now(),
        error = 'The agent did not acknowledge or finish the command.'
      where agent_id = ? and status in ('sent', 'acked') and attempts >= ?
        and next_attempt_at <= now()
      """;

  private static final String CLAIM =
      """
      with due as (
        select c.id from deploy_commands c
        where c.agent_id = ? and c.status in ('queued', 'sent', 'acked')
          and c.next_attempt_at <= now()
          and (c.action = 'withdraw' or exists (select from product_publishes d
            where d.id = c.publish_id and d.cluster_id = ?))
        order by c.created_at, c.id
        limit greatest(0, ? - (select count(*) from deploy_commands f where f.agent_id = ?
          and f.status in ('sent', 'acked') and f.next_attempt_at > now()))
        for update of c skip locked)
      update deploy_commands c set status = 'sent', attempts = c.attempts + 1,
        next_attempt_at = now() + ? * interval '1 millisecond'
      from due where c.id = due.id
      returning c.id, c.publish_id, c.action, c.revision_id, encode(c.desired_hash, 'hex')
      """;

  private final Database database;

  /** A command to send. */
  public record StreamCommand(
      UUID id, UUID publish, boolean deploy, Optional<Long> revision, String hash) {}

  /** The state of a stream in the database. */
  public enum StreamState {
    IDLE,
    COMMANDS_DUE,
    REPLACED,
    REVOKED
  }

  public AgentStreamRepository(Database database) {
    this.database = database;
  }

  /** Makes a stream the only one of its agent, and queues the commands that are not finished. */
  public void open(UUID agent, UUID stream, Optional<String> version, int schemaVersion) {
    database.write(
        "opening a stream of an agent",
        db -> {
          db.execute(
              """
              update agents set status = 'connected', stream_id = ?, version = coalesce(?, version),
                schema_version = ?, first_seen_at = coalesce(first_seen_at, now()),
                last_seen_at = now()
              where id = ? and status <> 'revoked'
              """,
              stream,
              version.orElse(null),
              schemaVersion,
              agent);
          db.execute(
              """
              update clusters c set status = 'active' from agents a
              where a.id = ? and c.id = a.cluster_id and c.status in ('pending', 'inactive')
              """,
              agent);
          db.execute(
              """
              update deploy_commands set status = 'queued', next_attempt_at = now()
              where agent_id = ? and status in ('sent', 'acked')
              """,
              agent);
        });
  }

  /** Marks the agent as disconnected, unless it has opened another stream. */
  public void close(UUID agent, UUID stream) {
    database.write(
        "closing a stream of an agent",
        db ->
            db.execute(
                """
                update agents set stream_id = null,
                  status = case when status = 'connected' then 'disconnected' else status end
                where id = ? and stream_id = ?
                """,
                agent,
                stream));
  }

  /** Returns the state of a stream. */
  public StreamState state(UUID agent, UUID stream) {
    return database.read(
        "reading a stream of an agent",
        db ->
            db.fetchOptional(
                    """
                    select case when stream_id is distinct from ? then 'REPLACED'
                      when exists (select from deploy_commands c where c.agent_id = a.id
                        and c.status in ('queued', 'sent', 'acked') and c.next_attempt_at <= now())
                      then 'COMMANDS_DUE' else 'IDLE' end
                    from agents a where id = ? and status <> 'revoked'
                    """,
                    stream,
                    agent)
                .map(row -> StreamState.valueOf(row.get(0, String.class)))
                .orElse(StreamState.REVOKED));
  }

  /** Marks the agent of an open stream as still connected; must be repeated at an interval. */
  public void confirm(UUID agent, UUID stream) {
    database.write(
        "writing that an agent is there",
        db ->
            db.execute(
                """
                update agents set last_seen_at = now(), status = 'connected'
                where id = ? and stream_id = ? and status <> 'revoked'
                """,
                agent,
                stream));
  }

  /**
   * Claims the commands that are due, so that at most a window of commands is in flight. A command
   * that was sent too often has failed.
   */
  public List<StreamCommand> claim(UUID agent, UUID cluster, int window, Duration ackTimeout) {
    return database.writeReturning(
        "claiming commands of an agent",
        db -> {
          db.execute(GIVE_UP, agent, MOST_ATTEMPTS);
          return db.fetch(CLAIM, agent, cluster, window, agent, ackTimeout.toMillis())
              .map(AgentStreamRepository::command);
        });
  }

  private static StreamCommand command(Record row) {
    @Nullable Long revision = row.get(3, Long.class);
    return new StreamCommand(
        row.get(0, UUID.class),
        row.get(1, UUID.class),
        "deploy".equals(row.get(2, String.class)),
        Optional.ofNullable(revision),
        row.get(4, String.class));
  }

  /** Stores that the agent has received a command and works on it. */
  public void acknowledge(UUID agent, UUID command, Duration resultTimeout) {
    database.write(
        "storing an acknowledgement of an agent",
        db ->
            db.execute(
                """
                update deploy_commands set status = 'acked',
                  next_attempt_at = now() + ? * interval '1 millisecond'
                where id = ? and agent_id = ? and status = 'sent'
                """,
                resultTimeout.toMillis(),
                command,
                agent));
  }

  /**
   * Stores what an agent has of its deployments, and returns how many differ from what was applied.
   */
  public int reportHashes(UUID agent, Map<UUID, byte[]> hashes) {
    if (hashes.isEmpty()) {
      return 0;
    }
    UUID[] publishes = hashes.keySet().toArray(UUID[]::new);
    byte[][] values = Stream.of(publishes).map(hashes::get).toArray(byte[][]::new);
    return database.writeReturning(
        "storing a heartbeat of an agent",
        db ->
            db.execute(
                """
                update agent_deployments s set hash = r.hash, status = 'drifted'
                from unnest(?::uuid[], ?::bytea[]) r(publish_id, hash)
                where s.agent_id = ? and s.publish_id = r.publish_id and s.action = 'deploy'
                  and s.hash <> r.hash
                """,
                publishes,
                values,
                agent));
  }
}
