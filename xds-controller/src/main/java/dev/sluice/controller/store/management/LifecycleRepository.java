package dev.sluice.controller.store.management;

import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** A repository of publishes, subscriptions and credentials in their life cycles. */
public final class LifecycleRepository {
  private final ManagementTransaction rows;

  public LifecycleRepository(ManagementTransaction rows) {
    this.rows = rows;
  }

  /** Returns whether a product has a publish in force. */
  public boolean isPublished(String product) {
    return rows.text(
            "exists (select from product_publishes where product_id = ?::uuid"
                + " and status = 'PUBLISHED')",
            product)
        .filter("true"::equals)
        .isPresent();
  }

  /** Returns what decides whether a publish may be published. */
  public ObjectNode publishFacts(String publish) {
    return rows.rows(
            """
            select p.status as product_status, p.slug, g.status as gateway_status, g.gateway_class,
              c.status as cluster_status, c.name as cluster,
              exists (select from publish_services s where s.publish_id = d.id) as has_service,
              (select count(*) from publish_services s join api_services a on a.id = s.api_service_id
                where s.publish_id = d.id and a.status <> 'active') as inactive_services,
              exists (select from plans l where l.product_id = d.product_id and l.status = 'active'
                and (l.environment is null or l.environment = d.environment)) as has_plan
            from product_publishes d join products p on p.id = d.product_id
              join gateways g on g.id = d.gateway_id join clusters c on c.id = d.cluster_id
            where d.id = ?::uuid
            """,
            publish)
        .getFirst();
  }

  /** Returns the slug of a product and the region of a cluster, the parts of a host name. */
  public Optional<ObjectNode> hostParts(String product, String cluster) {
    return rows
        .rows(
            "select p.slug, c.region from products p, clusters c"
                + " where p.id = ?::uuid and c.id = ?::uuid",
            product,
            cluster)
        .stream()
        .findFirst();
  }

  public void publish(String publish, String by) {
    int _ =
        rows.execute(
            "update product_publishes set status = 'PUBLISHED', published_at = now(),"
                + " published_by = ?, withdrawn_at = null, withdrawn_by = null,"
                + " withdraw_reason = null where id = ?::uuid",
            by,
            publish);
  }

  /** Withdraws a publish and suspends its subscriptions. */
  public void withdraw(String publish, String by, Optional<String> reason) {
    int _ =
        rows.execute(
            "update product_publishes set status = 'WITHDRAWN', withdrawn_at = now(),"
                + " withdrawn_by = ?, withdraw_reason = ? where id = ?::uuid",
            by,
            reason.orElse(null),
            publish);
    int _ =
        rows.execute(
            "update subscriptions set status = 'suspended' where publish_id = ?::uuid"
                + " and status = 'active'",
            publish);
  }

  /** Returns the offer that a subscription is for. */
  public Optional<ObjectNode> offer(String publish, String plan) {
    return rows
        .rows(
            """
            select d.status, d.visibility, d.approval_required or l.approval_required as approval,
              l.status as plan_status, l.product_id = d.product_id
                and coalesce(l.environment = d.environment, true) as fits
            from product_publishes d, plans l where d.id = ?::uuid and l.id = ?::uuid
            """,
            publish,
            plan)
        .stream()
        .findFirst();
  }

  /** Adds a subscription and returns its id. */
  public String subscribe(UUID tenant, String publish, String plan, String by, boolean active) {
    return rows.insertReturningId(
        """
        insert into subscriptions
          (tenant_id, publish_id, plan_id, status, requested_by, decided_at, started_at)
        values (?, ?::uuid, ?::uuid, ?, ?, case when ? then now() end, case when ? then now() end)
        """,
        tenant,
        publish,
        plan,
        active ? "active" : "pending",
        by,
        active,
        active);
  }

  /** Moves a subscription to another status. */
  public void decide(String subscription, String status, String by, Optional<String> reason) {
    int _ =
        rows.execute(
            """
            update subscriptions set status = ?, decided_by = ?, decided_at = now(), reason = ?,
              started_at = case when ? = 'active' then coalesce(started_at, now()) else started_at end,
              ended_at = case when ? in ('rejected', 'cancelled') then now() end
            where id = ?::uuid
            """,
            status,
            by,
            reason.orElse(null),
            status,
            status,
            subscription);
  }

  /** Returns the status of the publish of a subscription. */
  public Optional<String> publishStatus(String subscription) {
    return rows.text(
        "select d.status from subscriptions s join product_publishes d on d.id = s.publish_id"
            + " where s.id = ?::uuid",
        subscription);
  }

  /** Adds an API key and returns the id of its credential. */
  public String issue(ObjectNode credential, String prefix, byte[] secretHash) {
    return rows.insertReturningId(
        """
        insert into credentials
          (subscription_id, client_app_id, tenant_id, kind, prefix, secret_hash, scopes, label,
          expires_at)
        select v.subscription_id, v.client_app_id, api_tenant(), 'apikey', ?, ?,
          coalesce(v.scopes, '{}'), coalesce(v.label, ''), v.expires_at
        from jsonb_populate_record(null::credentials, ?::jsonb) v
        """,
        prefix,
        secretHash,
        credential.toString());
  }

  /** Replaces a credential, which ends after a grace time. */
  public void retire(String credential, String successor, int graceSeconds, String by) {
    int _ =
        graceSeconds == 0
            ? rows.execute(
                "update credentials set status = 'revoked', revoked_at = now(), revoked_by = ?,"
                    + " replaced_by = ?::uuid where id = ?::uuid",
                by,
                successor,
                credential)
            : rows.execute(
                "update credentials set status = 'retiring',"
                    + " retire_at = now() + make_interval(secs => ?), replaced_by = ?::uuid"
                    + " where id = ?::uuid",
                graceSeconds,
                successor,
                credential);
  }

  public void revoke(String credential, String by) {
    int _ =
        rows.execute(
            "update credentials set status = 'revoked', revoked_at = now(), revoked_by = ?"
                + " where id = ?::uuid",
            by,
            credential);
  }
}
