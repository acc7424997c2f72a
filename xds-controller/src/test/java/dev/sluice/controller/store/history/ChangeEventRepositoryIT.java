package dev.sluice.controller.store.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.testkit.Postgres;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ChangeEventRepositoryIT {
  private static final ChangeEvent EVENT =
      new ChangeEvent(
          Optional.of("tenant-1"),
          new ChangeEvent.Actor("user-1", Optional.of("Kim"), Optional.of("provider-admin")),
          ChangeEvent.Action.UPDATE,
          ChangeEvent.Portal.PROVIDER,
          new ChangeEvent.Resource("route", Optional.of("r-1"), Optional.of("chat")),
          new ChangeEvent.Request(
              Optional.of(InetAddress.ofLiteral("2001:db8::1")),
              Optional.of("agent"),
              Optional.of("PUT"),
              Optional.of("/api/routes/r-1"),
              Optional.of("corr-1")),
          Optional.of("{\"path\": \"/a\"}"),
          Optional.empty());

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @RegisterExtension final Postgres postgres = Postgres.migrated();

  @Test
  void write_isThereWhenItsTransactionCommits() {
    try (Database database = Database.open(postgres.config(), Optional.empty())) {
      assertThrows(
          IllegalStateException.class,
          () ->
              database.write(
                  "changing",
                  db -> {
                    ChangeEventRepository.write(db, EVENT);
                    throw new IllegalStateException("the change fails");
                  }));
      assertEquals(List.of(), postgres.query("select id from change_events"));
      database.write("changing", db -> ChangeEventRepository.write(db, EVENT));
    }
    assertEquals(
        List.of(
            "tenant-1|user-1|Kim|provider-admin|UPDATE|provider|route|r-1|chat|2001:db8::1|agent"
                + "|PUT|/api/routes/r-1|corr-1|{\"path\": \"/a\"}|null|t"),
        postgres.query(
            "select tenant_id, actor_id, actor_name, actor_role, action, portal, resource_type,"
                + " resource_id, resource_name, host(client_ip), user_agent, request_method,"
                + " request_path, correlation_id, before, after, at > now() - interval '1 hour'"
                + " from change_events"));
  }
}
