package dev.sluice.controller.store.management;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** A repository of what the nodes of a cluster made of a publish. */
public final class DeploymentRepository {
  /** The objects that a publish consists of, as findings name them. */
  private static final String OBJECTS =
      """
      select 'product_publishes/' || d.id from product_publishes d where d.id = ?::uuid
      union all
      select 'gateways/' || d.gateway_id from product_publishes d where d.id = ?::uuid
      union all
      select 'backends/' || b.id from publish_services s
        join backends b on b.api_service_id = s.api_service_id where s.publish_id = ?::uuid
      union all
      select 'routes/' || r.id from publish_services s
        join routes r on r.api_service_id = s.api_service_id where s.publish_id = ?::uuid
      """;

  private final ManagementTransaction rows;

  public DeploymentRepository(ManagementTransaction rows) {
    this.rows = rows;
  }

  /**
   * Returns the cluster of a publish, its active revision, and whether all controllers have passed
   * the last change of the publish on.
   */
  public Optional<ObjectNode> target(String publish) {
    return rows
        .rows(
            """
            select d.id as publish_id, d.status as publish_status, c.id as cluster_id,
              c.name as cluster, c.pinned_revision_id is not null as pinned,
              api_is_seen(d.id) as seen,
              (select r.id from api_revisions r
                where r.cluster_id = c.id and r.status = 'active') as revision
            from product_publishes d join clusters c on c.id = d.cluster_id where d.id = ?::uuid
            """,
            publish)
        .stream()
        .findFirst();
  }

  /** Returns the nodes of the cluster of a publish with their versions and their rejection. */
  public List<ObjectNode> nodes(String publish) {
    return rows.rows(
        """
        select a.id as agent_id, a.node_id as node, a.kind, a.status as connection,
          v.desired, v.acked, v.late, f.object, f.resource, f.reason
        from product_publishes d join agents a on a.cluster_id = d.cluster_id
        left join lateral (
          select left(md5(string_agg(s.type_url || ' ' || s.desired_version, ',' order by s.type_url)), 16)
              as desired,
            left(md5(string_agg(s.type_url || ' ' || s.acked_version, ',' order by s.type_url)), 16) as acked,
            bool_or(s.acked_version is distinct from s.desired_version
              and s.updated_at < now() - interval '30 seconds') as late
          from api_node_states s where s.agent_id = a.id) v on true
        left join lateral (
          select f.object, f.field as resource, f.reason from api_findings f
          where f.source = 'node' and f.node_id = a.node_id and f.object in (%s)
          order by f.created_at desc limit 1) f on true
        where d.id = ?::uuid and a.status <> 'revoked' and a.kind <> 'agent' order by a.node_id
        """
            .formatted(OBJECTS),
        publish,
        publish,
        publish,
        publish,
        publish);
  }

  /** Returns the agents of kind agent with what they have and should have of a publish. */
  public List<ObjectNode> agents(String publish) {
    return rows.rows(
        """
        select a.id as agent_id, a.node_id as node, a.kind, a.status as connection, v.desired,
          v.applied as acked, v.drifted, v.command_status, v.command_hash, v.command_action, v.error,
          v.publish_status
        from api_agent_deployments v join agents a on a.id = v.agent_id
        where v.publish_id = ?::uuid and a.status <> 'revoked' order by a.node_id
        """,
        publish);
  }

  /** Returns the findings on the rows of a publish. */
  public List<ObjectNode> findings(String publish) {
    return rows.rows(
        "select object, field, reason from api_findings where source = 'plan' and object in ("
            + OBJECTS
            + ") order by object, field, reason",
        publish,
        publish,
        publish,
        publish);
  }

  /** Returns the tables and ids of the objects that a publish consists of. */
  public Set<String> objects(String publish) {
    Set<String> objects = new TreeSet<>();
    rows.rows(
            "select o.object from (" + OBJECTS + ") as o(object)",
            publish,
            publish,
            publish,
            publish)
        .forEach(row -> objects.add(row.path("object").asString()));
    return objects;
  }
}
