package dev.sluice.controller.store.history;

import java.net.InetAddress;
import java.util.Locale;
import org.jooq.DSLContext;

/** A repository of changes by people, each written in the transaction that makes it. */
public final class ChangeEventRepository {
  private static final String INSERT =
      """
      insert into change_events (tenant_id, actor_id, actor_name, actor_role, action, portal,
        resource_type, resource_id, resource_name, client_ip, user_agent, request_method,
        request_path, correlation_id, before, after)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::inet, ?, ?, ?, ?, ?::jsonb, ?::jsonb)
      """;

  private ChangeEventRepository() {}

  /** Adds an event; it is visible if and only if {@code transaction} commits. */
  public static void write(DSLContext transaction, ChangeEvent event) {
    ChangeEvent.Actor actor = event.actor();
    ChangeEvent.Resource resource = event.resource();
    ChangeEvent.Request request = event.request();
    transaction.execute(
        INSERT,
        event.tenantId().orElse(null),
        actor.id(),
        actor.name().orElse(null),
        actor.role().orElse(null),
        event.action().name(),
        event.portal().name().toLowerCase(Locale.ROOT),
        resource.type(),
        resource.id().orElse(null),
        resource.name().orElse(null),
        request.clientIp().map(InetAddress::getHostAddress).orElse(null),
        request.userAgent().orElse(null),
        request.method().orElse(null),
        request.path().orElse(null),
        request.correlationId().orElse(null),
        event.before().orElse(null),
        event.after().orElse(null));
  }
}
