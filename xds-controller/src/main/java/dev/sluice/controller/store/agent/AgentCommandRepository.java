package dev.sluice.controller.store.agent;

import dev.sluice.controller.store.Database;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A repository of the commands of one agent and of what the agent reports. */
public final class AgentCommandRepository {
  private static final String RESULT = "storing a result of an agent";
  private final Database database;

  /**
   * A result of a command.
   *
   * @param applied whether the agent did what the command says
   * @param hash the hash of the deployment that is in force
   * @param resources the applied resources as JSON
   */
  public record CommandResult(
      UUID command,
      boolean applied,
      Optional<byte[]> hash,
      Optional<String> resources,
      Optional<String> error) {}

  public AgentCommandRepository(Database database) {
    this.database = database;
  }

  /** Returns the specification of a publish with its hash, if the publish is in the cluster. */
  public Optional<ObjectNode> spec(UUID cluster, String publish) {
    return database
        .read(
            "reading a deployment",
            db ->
                db.fetchOptional(
                    """
                    select jsonb_build_object('id', d.id, 'status', d.status,
                      'hash', encode(deployment_hash(d.id), 'hex'), 'spec', deployment_spec(d.id))
                    from product_publishes d where d.id::text = ? and d.cluster_id = ?
                    """,
                    publish,
                    cluster))
        .map(AgentCommandRepository::object);
  }

  /** Returns commands that are not superseded, in the order of their ids. */
  public List<ObjectNode> commands(UUID agent, String updatedSince, String after, int limit) {
    return database.read(
        "reading commands of an agent",
        db ->
            db.fetch(
                    """
                    select jsonb_build_object('id', c.id, 'publish_id', c.publish_id,
                      'action', c.action, 'status', c.status, 'revision', c.revision_id,
                      'desired_hash', encode(c.desired_hash, 'hex'), 'updated_at', c.updated_at)
                    from deploy_commands c
                    where c.agent_id = ? and c.status <> 'superseded'
                      and c.updated_at >= ?::timestamptz
                      and c.id > ?::uuid
                    order by c.id limit ?
                    """,
                    agent,
                    updatedSince,
                    after,
                    limit)
                .map(AgentCommandRepository::object));
  }

  /**
   * Stores a result once, and returns the command; empty if it is not one of the agent. What the
   * agent has is stored of a superseded command, too, because it follows from the result.
   */
  public Optional<ObjectNode> finish(UUID agent, CommandResult result) {
    return database.writeReturning(RESULT, db -> finish(db, agent, result));
  }

  private static Optional<ObjectNode> finish(DSLContext db, UUID agent, CommandResult result) {
    String status = result.applied() ? "applied" : "failed";
    byte @Nullable [] hash = result.hash().orElse(null);
    int stored =
        db.execute(
            """
            update deploy_commands set finished_at = now(), applied_hash = ?, error = ?,
              applied_resources = ?::jsonb,
              status = case when status = 'superseded' then status else ? end
            where id = ? and agent_id = ? and finished_at is null
            """,
            hash,
            result.error().orElse(null),
            result.resources().orElse(null),
            status,
            result.command(),
            agent);
    if (stored == 1) {
      db.execute(
          """
          insert into agent_deployments (agent_id, publish_id, action, hash, status, error)
          select agent_id, publish_id, action, coalesce(?::bytea, desired_hash),
            case when action = 'deploy' and ?::bytea <> desired_hash then 'drifted' else 'applied' end,
            error
          from deploy_commands where id = ? and ?
          on conflict (agent_id, publish_id) do update set action = excluded.action,
            hash = excluded.hash, status = excluded.status, error = excluded.error
          """,
          hash,
          hash,
          result.command(),
          result.applied());
    }
    return db.fetchOptional(
            """
            select jsonb_build_object('id', id, 'publish_id', publish_id, 'status', status)
            from deploy_commands where id = ? and agent_id = ?
            """,
            result.command(),
            agent)
        .map(AgentCommandRepository::object);
  }

  /** Returns the bytes of a hash in hexadecimal. */
  public static byte[] hash(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static ObjectNode object(Record row) {
    return (ObjectNode) JsonMapper.shared().readTree(row.get(0, JSONB.class).data());
  }
}
