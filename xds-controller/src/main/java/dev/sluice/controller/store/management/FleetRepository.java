package dev.sluice.controller.store.management;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.JSONB;
import tools.jackson.databind.node.ObjectNode;

/** A repository of clusters with their nodes, and of how agents join. */
public final class FleetRepository {
  private static final String DRIFTED =
      """
      (exists (select from api_node_states s where s.agent_id = a.id
        and s.acked_version is distinct from s.desired_version
        and s.updated_at < now() - interval '30 seconds')
        or exists (select from api_agent_drift s where s.agent_id = a.id))
      """;

  private final ManagementTransaction rows;

  public FleetRepository(ManagementTransaction rows) {
    this.rows = rows;
  }

  /** Returns the clusters with their revisions and the number of their nodes. */
  public List<ObjectNode> clusters() {
    return rows.rows(
        """
        select c.id, c.name, c.status, c.pinned_revision_id is not null as pinned,
          (select count(*) from api_revisions r where r.cluster_id = c.id) as revisions,
          (select r.id from api_revisions r where r.cluster_id = c.id and r.status = 'active')
            as active_revision,
          (select count(*) from agents a where a.cluster_id = c.id) as agents,
          (select count(*) from agents a where a.cluster_id = c.id and a.status = 'connected' and %s)
            as drifted
        from clusters c order by c.name
        """
            .formatted(DRIFTED));
  }

  /** Returns the number of nodes by cluster, kind and status. */
  public List<ObjectNode> totals() {
    return rows.rows(
        """
        select c.name as cluster, a.kind, a.status, count(*) as count
        from agents a join clusters c on c.id = a.cluster_id
        group by c.name, a.kind, a.status order by c.name, a.kind, a.status
        """);
  }

  /** Returns the first connected nodes that lag behind. */
  public List<ObjectNode> drifted(int most) {
    return rows.rows(
        """
        select a.id as agent_id, a.node_id as node, c.name as cluster
        from agents a join clusters c on c.id = a.cluster_id
        where a.status = 'connected' and %s order by a.node_id limit ?
        """
            .formatted(DRIFTED),
        most);
  }

  /** Returns what a node has and should have, by resource type. */
  public List<ObjectNode> types(String agent) {
    return rows.rows(
        """
        select s.type_url, s.desired_version, s.acked_version, s.nacked_version, s.nack_error,
          s.updated_at
        from api_node_states s where s.agent_id = ?::uuid order by s.type_url
        """,
        agent);
  }

  /** Returns the first publishes that an agent of kind agent has in another form than ordered. */
  public List<ObjectNode> drifts(String agent, int most) {
    return rows.rows(
        """
        select publish_id, applied, updated_at from api_agent_drift
        where agent_id = ?::uuid order by publish_id limit ?
        """,
        agent,
        most);
  }

  /** Returns the objects that a node rejected. */
  public List<ObjectNode> rejections(String node) {
    return rows.rows(
        "select object, field as resource, reason from api_findings where node_id = ? order by 1, 2",
        node);
  }

  /** Stores the digest of a registration token; empty if the cluster does not exist. */
  public Optional<ObjectNode> addToken(String cluster, byte[] tokenHash, String by) {
    return rows.db()
        .fetchOptional(
            """
            insert into registration_tokens (cluster_id, token_hash, created_by)
            select id, ?, ? from clusters where id::text = ?
            returning to_jsonb(registration_tokens) - 'token_hash' as value
            """,
            tokenHash,
            by,
            cluster)
        .map(row -> RowReader.object(row.get(0, JSONB.class)));
  }

  /** Uses a token up and returns its id and cluster; empty if it is not valid. */
  public Optional<ObjectNode> useToken(byte[] tokenHash) {
    return rows.db()
        .fetchOptional(
            """
            update registration_tokens t set used_at = now()
            where token_hash = ? and used_at is null and expires_at > now()
            returning jsonb_build_object('id', id, 'cluster_id', cluster_id,
              'cluster', (select c.name from clusters c where c.id = t.cluster_id)) as value
            """,
            tokenHash)
        .map(row -> RowReader.object(row.get(0, JSONB.class)));
  }

  /** Adds the agent that used a token, and returns its id. */
  public UUID addAgent(ObjectNode token, String name, String kind, Optional<String> version) {
    String cluster = token.path("cluster_id").asString();
    UUID id =
        UUID.fromString(
            rows.insertReturningId(
                "insert into agents (cluster_id, name, kind, node_id, version)"
                    + " values (?::uuid, ?, ?, ?, ?)",
                cluster,
                name,
                kind,
                token.path("cluster").asString() + "/" + name,
                version.orElse(null)));
    int _ =
        rows.execute(
            "update registration_tokens set used_by_agent_id = ? where id = ?::uuid",
            id,
            token.path("id").asString());
    return id;
  }
}
