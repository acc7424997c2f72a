package dev.sluice.controller.store.agent;

import dev.sluice.controller.store.Database;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;

/**
 * A reconciler of commands: it compares what each agent has with what the rows define, and adds the
 * commands that are missing. It has no memory, so that a change by any means leads to commands.
 */
public final class CommandReconciler {
  /** The limit of open commands per agent; others follow when these are finished. */
  public static final int MOST_OPEN = 1_000;

  private static final String DESIRED =
      """
      create temporary table desired on commit drop as
      with hashes as materialized (
        select d.id, d.cluster_id, deployment_hash(d.id) as hash from product_publishes d
        where d.status = 'PUBLISHED' and d.cluster_id in
          (select cluster_id from agents where kind = 'agent' and status <> 'revoked')),
      deployed as (
        select agent_id, publish_id from agent_deployments where action = 'deploy'
        union
        select agent_id, publish_id from deploy_commands
        where action = 'deploy' and status in ('sent', 'acked'))
      select a.id as agent_id, h.id as publish_id, 'deploy' as action, h.hash, a.cluster_id
      from agents a join hashes h on h.cluster_id = a.cluster_id
      where a.kind = 'agent' and a.status <> 'revoked'
      union all
      select a.id, s.publish_id, 'withdraw', sha256(''), a.cluster_id
      from deployed s join agents a on a.id = s.agent_id
      where a.kind = 'agent' and a.status <> 'revoked' and not exists
        (select from hashes h where h.id = s.publish_id and h.cluster_id = a.cluster_id)
      """;

  /** Commands of revoked agents and of publishes that nobody deployed have no desired row. */
  private static final String SUPERSEDE =
      """
      update deploy_commands c set status = 'superseded'
      where c.status in ('queued', 'sent', 'acked') and not exists (
        select from desired d where (d.agent_id, d.publish_id, d.action, d.hash)
          = (c.agent_id, c.publish_id, c.action, c.desired_hash))
      """;

  /** An agent that corrected a drift itself needs no command. */
  private static final String CORRECTED =
      """
      update agent_deployments s set status = 'applied' from desired d
      where s.status = 'drifted' and (d.agent_id, d.publish_id, d.action, d.hash)
        = (s.agent_id, s.publish_id, s.action, s.hash)
      """;

  private static final String INSERT =
      """
      insert into deploy_commands (id, agent_id, publish_id, revision_id, action, desired_hash)
      select gen_random_uuid(), n.agent_id, n.publish_id,
        (select r.id from config_revisions r where r.cluster_id = n.cluster_id and r.status = 'active'),
        n.action, n.hash
      from (
        select d.*, row_number() over (partition by d.agent_id order by d.publish_id) as place
        from desired d
        left join agent_deployments s on (s.agent_id, s.publish_id) = (d.agent_id, d.publish_id)
        where (s.agent_id is null or (s.action, s.hash) is distinct from (d.action, d.hash))
          and not exists (select from deploy_commands c
            where (c.agent_id, c.publish_id) = (d.agent_id, d.publish_id)
              and (c.status in ('queued', 'sent', 'acked')
                or (c.status = 'failed' or c.applied_hash <> c.desired_hash)
                and (c.action, c.desired_hash) = (d.action, d.hash)
                and c.finished_at > now() - interval '1 minute'))) n
      where n.place <= ? - (select count(*) from deploy_commands c
        where c.agent_id = n.agent_id and c.status in ('queued', 'sent', 'acked'))
      """;

  private final Database database;

  public CommandReconciler(Database database) {
    this.database = database;
  }

  /** Supersedes and adds commands, and returns the number of new ones. */
  public int reconcile() {
    return database.writeReturning("writing commands of agents", CommandReconciler::reconcile);
  }

  private static int reconcile(DSLContext db) {
    // One controller at a time, whichever leads.
    db.execute("select pg_advisory_xact_lock(hashtext('sluice-deploy-commands'))");
    if (db.fetch("select id from agents where kind = 'agent' limit 1").isEmpty()) {
      return 0;
    }
    db.execute(DESIRED);
    db.execute("create index on desired (agent_id, publish_id)");
    db.execute("analyze desired");
    db.execute(SUPERSEDE);
    db.execute(CORRECTED);
    int added = db.execute(INSERT, MOST_OPEN);
    db.execute("delete from deploy_commands where finished_at < now() - interval '30 days'");
    return added;
  }

  /** Returns the number of open commands by cluster. */
  public Map<String, Long> depths() {
    Map<String, Long> depths = new TreeMap<>();
    database
        .read(
            "counting commands of agents",
            db ->
                db.fetch(
                    """
                    select l.name, count(c.id) from agents a join clusters l on l.id = a.cluster_id
                    left join deploy_commands c on c.agent_id = a.id
                      and c.status in ('queued', 'sent', 'acked')
                    where a.kind = 'agent' group by l.name
                    """))
        .forEach(row -> depths.put(row.get(0, String.class), row.get(1, Long.class)));
    return depths;
  }
}
