package dev.sluice.extauthz.identity.issued;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CredentialTableTest {
  private static final CredentialSubscription SUBSCRIPTION =
      new CredentialSubscription("s", "t", "acme", 7, "publish", "plan", true);
  private static final IssuedCredential KEY = key("k1", "aaaaaaaa");
  private static final IssuedCredential CLIENT =
      credential("c1", new CredentialProof.OAuthClient("default", "app"));

  private final CredentialTable table =
      CredentialTable.empty().with(List.of(KEY, CLIENT), List.of());

  @Test
  void find_byPrefixAndByClient() {
    assertEquals("k1", byPrefix(table, "aaaaaaaa"));
    assertEquals("c1", table.byClient("default", "app").orElseThrow().id());
    assertEquals("-", byPrefix(table, "app"));
    assertTrue(table.byClient("other", "app").isEmpty());
    assertEquals("-", byPrefix(CredentialTable.empty(), "aaaaaaaa"));
    assertEquals(2, table.size());
  }

  @Test
  void with_changedPrefix_isFoundByNewPrefix() {
    CredentialTable next = table.with(List.of(key("k1", "bbbbbbbb")), List.of());
    assertEquals("k1", byPrefix(next, "bbbbbbbb"));
    assertEquals("-", byPrefix(next, "aaaaaaaa"));
    assertEquals("k1", byPrefix(table, "aaaaaaaa"), "the table before stays");
  }

  @Test
  void with_reusedPrefix_belongsToNewCredential() {
    CredentialTable next =
        table.with(List.of(key("k2", "aaaaaaaa")), List.of()).with(List.of(), List.of("k1"));
    assertEquals("k2", byPrefix(next, "aaaaaaaa"));
    assertEquals(
        "k2", byPrefix(table.with(List.of(key("k2", "aaaaaaaa")), List.of("k1")), "aaaaaaaa"));
  }

  @Test
  void withRevoked_anyOrder_hidesCredential() {
    CredentialTable early =
        CredentialTable.empty().withRevoked(List.of("k1"), List.of()).with(List.of(KEY), List.of());
    CredentialTable late = table.withRevoked(List.of("k1"), List.of());
    assertEquals("-", byPrefix(early, "aaaaaaaa"));
    assertEquals("-", byPrefix(late, "aaaaaaaa"));
    assertEquals("c1", late.byClient("default", "app").orElseThrow().id());
    assertEquals("k1", byPrefix(late.withRevoked(List.of(), List.of("k1")), "aaaaaaaa"));
  }

  @Test
  void with_randomChanges_equalsRebuiltTable() {
    Random random = new Random(11);
    Map<String, IssuedCredential> expected = new HashMap<>();
    Set<String> revoked = new HashSet<>();
    CredentialTable changing = CredentialTable.empty();
    for (int step = 0; step < 2_000; step++) {
      String id = "k" + random.nextInt(50);
      switch (random.nextInt(4)) {
        case 0 -> {
          expected.remove(id);
          changing = changing.with(List.of(), List.of(id));
        }
        case 1 -> {
          boolean add = random.nextBoolean();
          boolean _ = add ? revoked.add(id) : revoked.remove(id);
          changing =
              changing.withRevoked(add ? List.of(id) : List.of(), add ? List.of() : List.of(id));
        }
        default -> {
          IssuedCredential key = key(id, id + "-" + random.nextInt(3));
          expected.put(id, key);
          changing = changing.with(List.of(key), List.of());
        }
      }
    }
    CredentialTable anew =
        CredentialTable.empty()
            .with(new ArrayList<>(expected.values()), List.of())
            .withRevoked(revoked, List.of());
    assertEquals(anew.size(), changing.size());
    for (int i = 0; i < 150; i++) {
      String prefix = "k" + i / 3 + "-" + i % 3;
      assertEquals(anew.byPrefix(prefix), changing.byPrefix(prefix));
    }
  }

  @Test
  void isValidAt_beforeExpiryOnly() {
    Instant end = Instant.parse("2026-03-01T00:00:00Z");
    IssuedCredential ending =
        new IssuedCredential("k", KEY.proof(), Set.of(), SUBSCRIPTION, "", end);
    assertTrue(ending.isValidAt(end.minusMillis(1)));
    assertFalse(ending.isValidAt(end));
    assertTrue(KEY.isValidAt(Instant.parse("9999-01-01T00:00:00Z")));
  }

  @Test
  void matches_comparesEveryByte() {
    byte[] sha256 = new byte[32];
    ApiKeyDigest digest = new ApiKeyDigest(sha256);
    sha256[31] = 1;
    assertFalse(digest.matches(sha256), "a copy is kept");
    assertTrue(digest.matches(new byte[32]));
    assertThrows(IllegalArgumentException.class, () -> new ApiKeyDigest(new byte[31]));
  }

  private static String byPrefix(CredentialTable table, String prefix) {
    return table.byPrefix(prefix).map(IssuedCredential::id).orElse("-");
  }

  private static IssuedCredential key(String id, String prefix) {
    return credential(id, new CredentialProof.ApiKey(prefix, new ApiKeyDigest(new byte[32])));
  }

  private static IssuedCredential credential(String id, CredentialProof proof) {
    return new IssuedCredential(id, proof, Set.of(), SUBSCRIPTION, "", Instant.MAX);
  }
}
