package dev.sluice.e2e.rows;

import java.security.SecureRandom;
import java.util.Base64;

/** A customer that has subscribed to the publishes of a product, with its credentials. */
public final class CustomerTenant implements AutoCloseable {
  private static final String SUBSCRIBE =
      """
      with tenant as (insert into tenants (slug, name, kind) values (?, 'Test', 'customer') returning id, slug),
        plan as (insert into plans (product_id, name, tier, per_minute, burst)
          select products.id, tenant.slug, 'premium', 6000, 1000 from products, tenant where products.slug = ?
          returning id, product_id)
      insert into subscriptions (tenant_id, publish_id, plan_id, status, requested_by)
      select tenant.id, p.id, plan.id, 'active', 'test'
      from tenant, plan join product_publishes p on p.product_id = plan.product_id where p.status = 'PUBLISHED'
      """;
  private static final String ISSUE =
      """
      insert into credentials (subscription_id, kind, prefix, secret_hash, scopes)
      select subscriptions.id, 'apikey', substr(key, 5, 8), sha256(convert_to(key, 'UTF8')), string_to_array(?, ' ')
      from subscriptions join tenants on tenants.id = subscriptions.tenant_id, (select ?::text as key) k
      where tenants.slug = ?
      """;
  private static final String BIND =
      """
      insert into credentials (subscription_id, kind, oauth_issuer, oauth_client_id)
      select subscriptions.id, 'oauth2', 'default', ?
      from subscriptions join tenants on tenants.id = subscriptions.tenant_id where tenants.slug = ?
      """;
  // While a credential is locked, its usage is not counted.
  private static final String LEAVE =
      """
      select from credentials c join tenants t on t.id = c.tenant_id where t.slug = ? for update of c;
      delete from usage_daily using subscriptions s, tenants t
        where s.id = subscription_id and t.id = s.tenant_id and t.slug = ?;
      delete from credentials using tenants where tenants.id = credentials.tenant_id and slug = ?;
      delete from subscriptions using tenants where tenants.id = subscriptions.tenant_id and slug = ?;
      delete from plans where name = ?;
      delete from token_revocations using tenants where tenants.id = token_revocations.tenant_id and slug = ?;
      delete from tenants where slug = ?
      """;
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SqlClient rows;
  private final String slug;

  public CustomerTenant(SqlClient rows, String slug, String product) {
    this.rows = rows;
    this.slug = slug;
    rows.execute(SUBSCRIBE, slug, product);
  }

  /** Returns a random key that was not issued. */
  public static String randomKey() {
    StringBuilder prefix = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      prefix.append(BASE32.charAt(RANDOM.nextInt(BASE32.length())));
    }
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    return "slk_" + prefix + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** Issues a new key that is in force. */
  public String issueKey(String... scopes) {
    String key = randomKey();
    rows.execute(ISSUE, String.join(" ", scopes), key, slug);
    return key;
  }

  /** Adds a client of the issuer {@code default} to this customer. */
  public void bindClient(String client) {
    rows.execute(BIND, client, slug);
  }

  public void revoke(String key) {
    rows.execute(
        "update credentials set status = 'revoked', revoked_at = now() where prefix = ?",
        key.substring(4, 12));
  }

  public void setStatus(String status) {
    rows.execute("update tenants set status = ? where slug = ?", status, slug);
  }

  /** Returns the id of the tenant. */
  public String id() {
    return rows.query("select id from tenants where slug = ?", slug).getFirst();
  }

  @Override
  public void close() {
    rows.execute(LEAVE, slug, slug, slug, slug, slug, slug, slug);
  }
}
