package dev.sluice.extauthz.identity.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sluice.extauthz.identity.revocation.RevocationTable.RevocationEntry;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevocationTableTest {
  private static final long UNDATED = Long.MIN_VALUE;
  private static final long NOON = 1_772_366_400L;

  @Test
  void isTokenRevoked_byTokenId() {
    RevocationTable table =
        with(new RevocationTarget.SingleToken("corp", "jti-1"), RevocationTable.ALWAYS);
    assertTrue(table.isTokenRevoked("corp", "jti-1", "u", "t", NOON));
    assertFalse(table.isTokenRevoked("corp", "jti-2", "u", "t", NOON));
    assertFalse(table.isTokenRevoked("other", "jti-1", "u", "t", NOON));
    assertFalse(table.isTokenRevoked("corp", "", "jti-1", "jti-1", NOON));
  }

  @Test
  void isTokenRevoked_bySubjectAndIssueTime() {
    RevocationTable table = with(new RevocationTarget.AllOfSubject("corp", "u"), NOON * 1000 + 500);
    assertTrue(table.isTokenRevoked("corp", "", "u", "t", NOON), "begun seconds count as before");
    assertFalse(table.isTokenRevoked("corp", "", "u", "t", NOON + 1));
    assertTrue(table.isTokenRevoked("corp", "", "u", "t", UNDATED), "who knows when");
    assertFalse(table.isTokenRevoked("corp", "", "v", "t", NOON));
    assertFalse(table.isTokenRevoked("other", "", "u", "t", NOON));
  }

  @Test
  void isTokenRevoked_byIssuer() {
    RevocationTable table = with(new RevocationTarget.AllOfIssuer("corp"), NOON * 1000);
    assertTrue(table.isTokenRevoked("corp", "j", "u", "t", NOON - 1));
    assertFalse(table.isTokenRevoked("corp", "j", "u", "t", NOON));
    assertFalse(table.isTokenRevoked("other", "j", "u", "t", NOON - 1));
  }

  @Test
  void isTenantRevoked_byEachName() {
    RevocationTarget tenant = new RevocationTarget.AllOfTenant(Set.of("id", "acme", "7"));
    RevocationTable all = with(tenant, RevocationTable.ALWAYS);
    for (String name : List.of("id", "acme", "7")) {
      assertTrue(all.isTenantRevoked(name));
      assertTrue(all.isTokenRevoked("any", "", "u", name, NOON));
    }
    assertFalse(all.isTenantRevoked("other"));
    RevocationTable old = with(tenant, NOON * 1000);
    assertFalse(old.isTenantRevoked("id"));
    assertTrue(old.isTokenRevoked("any", "", "u", "7", NOON - 1));
    assertFalse(old.isTokenRevoked("any", "", "u", "7", NOON));
  }

  @Test
  void with_twoOfOneTarget_untilBothAreRemoved() {
    RevocationTarget user = new RevocationTarget.AllOfSubject("corp", "u");
    RevocationTable both =
        RevocationTable.empty()
            .with(
                List.of(
                    new RevocationEntry("r1", user, NOON * 1000),
                    new RevocationEntry("r2", user, RevocationTable.ALWAYS)),
                List.of());
    assertTrue(both.isTokenRevoked("corp", "", "u", "t", NOON + 9));
    RevocationTable first = both.with(List.of(), List.of("r2"));
    assertFalse(first.isTokenRevoked("corp", "", "u", "t", NOON + 9));
    assertTrue(first.isTokenRevoked("corp", "", "u", "t", NOON - 9));
    RevocationTable none = first.with(List.of(), List.of("r1", "unknown"));
    assertFalse(none.isTokenRevoked("corp", "", "u", "t", NOON - 9));
    assertEquals(0, none.size());
    assertEquals(2, both.size(), "the table before stays");
  }

  @Test
  void with_changedTarget_replacesTheOldOne() {
    RevocationTable table =
        with(new RevocationTarget.SingleToken("corp", "a"), RevocationTable.ALWAYS)
            .with(
                List.of(
                    new RevocationEntry(
                        "r",
                        new RevocationTarget.SingleToken("corp", "b"),
                        RevocationTable.ALWAYS)),
                List.of());
    assertFalse(table.isTokenRevoked("corp", "a", "u", "t", NOON));
    assertTrue(table.isTokenRevoked("corp", "b", "u", "t", NOON));
    assertEquals(1, table.size());
  }

  @Test
  void isTokenRevoked_largeTable_allocatesNothing() {
    List<RevocationEntry> entries = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      entries.add(
          new RevocationEntry(
              "r" + i, new RevocationTarget.SingleToken("corp", "j" + i), RevocationTable.ALWAYS));
    }
    entries.add(
        new RevocationEntry(
            "u", new RevocationTarget.AllOfSubject("corp", "mallory"), RevocationTable.ALWAYS));
    entries.add(
        new RevocationEntry(
            "t", new RevocationTarget.AllOfTenant(Set.of("gone")), RevocationTable.ALWAYS));
    RevocationTable table = RevocationTable.empty().with(entries, List.of());
    assertEquals(0, lookUp(table, 1000));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    int reached = lookUp(table, 100_000);
    long made = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(0, reached);
    assertTrue(made < 100_000, made + " bytes for 100,000 look-ups");
  }

  private static int lookUp(RevocationTable table, int times) {
    int reached = 0;
    for (int i = 0; i < times; i++) {
      if (table.isTokenRevoked("corp", "good", "alice", "acme", NOON)
          || table.isTenantRevoked("acme")) {
        reached++;
      }
    }
    return reached;
  }

  private static RevocationTable with(RevocationTarget target, long before) {
    return RevocationTable.empty()
        .with(List.of(new RevocationEntry("r", target, before)), List.of());
  }
}
