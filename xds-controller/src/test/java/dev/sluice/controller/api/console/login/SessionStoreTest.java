package dev.sluice.controller.api.console.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.Secret;
import dev.sluice.controller.api.access.OneTimeToken;
import dev.sluice.controller.api.console.login.PendingLogins.PendingLogin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SessionStoreTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource clock = () -> now;

  private ConsoleSession session(String name) {
    return new ConsoleSession(
        Secret.of("token"), name, Secret.of("csrf"), now.plus(Duration.ofHours(1)));
  }

  @Test
  void find_added_isFoundUntilItsEnd() {
    SessionStore store = new SessionStore(clock);
    ConsoleSession session = session("ada");
    String id = store.add(session).text();
    assertEquals(Optional.of(session), store.find(id));
    assertEquals(Optional.empty(), store.find(id + "x"));
    assertEquals(Optional.empty(), store.find(""));
    now = session.ends();
    assertEquals(Optional.empty(), store.find(id));
  }

  @Test
  void find_removed_isGone() {
    SessionStore store = new SessionStore(clock);
    String id = store.add(session("ada")).text();
    store.remove(id);
    assertEquals(Optional.empty(), store.find(id));
  }

  @Test
  void add_moreThanRoom_staysBounded() {
    SessionStore store = new SessionStore(clock, 10);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      ids.add(store.add(session("user " + i)).text());
    }
    assertTrue(ids.stream().filter(id -> store.find(id).isPresent()).count() <= 10);
  }

  @Test
  void ids_ofSessions_areRandom() {
    SessionStore store = new SessionStore(clock);
    OneTimeToken id = store.add(session("ada"));
    assertEquals(43, id.text().length());
    assertNotEquals(id.text(), store.add(session("ada")).text());
    assertFalse(session("ada").toString().contains("token\""), "a session shows no token");
    assertTrue(session("ada").toString().contains("[redacted]"));
  }

  @Test
  void pendingLogin_taken_isUsedUp() {
    PendingLogins logins = new PendingLogins(clock);
    PendingLogin login =
        new PendingLogin(Secret.of("s"), Secret.of("n"), Secret.of("v"), "/console/fleet");
    String id = logins.add(login).text();
    assertEquals(Optional.of(login), logins.take(id));
    assertEquals(Optional.empty(), logins.take(id));
  }

  @Test
  void pendingLogin_tooOld_isGone() {
    PendingLogins logins = new PendingLogins(clock);
    String id =
        logins
            .add(new PendingLogin(Secret.of("s"), Secret.of("n"), Secret.of("v"), "/console/x"))
            .text();
    now = now.plus(PendingLogins.LONGEST).plusSeconds(1);
    assertEquals(Optional.empty(), logins.take(id));
  }
}
