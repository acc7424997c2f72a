package dev.sluice.extauthz.identity.revoked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sluice.extauthz.identity.revoked.RevocationTable.Entry;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevocationTableTest {
  private static final long UNDATED = Long.MIN_VALUE;
  private static final long NOON = 1_772_366_400L;

  @Test
  void reachesToken_byItsIdAlone() {
    RevocationTable table = with(new Target.Token("corp", "jti-1"), RevocationTable.ALWAYS);
    assertTrue(table.reachesToken("corp", "jti-1", "u", "t", NOON));
    assertFalse(table.reachesToken("corp", "jti-2", "u", "t", NOON));
    assertFalse(table.reachesToken("other", "jti-1", "u", "t", NOON));
    assertFalse(table.reachesToken("corp", "", "jti-1", "jti-1", NOON));
  }

  @Test
  void reachesToken_ofASubject_bySecondOfIssue() {
    RevocationTable table = with(new Target.Subject("corp", "u"), NOON * 1000 + 500);
    assertTrue(table.reachesToken("corp", "", "u", "t", NOON), "begun seconds count as before");
    assertFalse(table.reachesToken("corp", "", "u", "t", NOON + 1));
    assertTrue(table.reachesToken("corp", "", "u", "t", UNDATED), "who knows when");
    assertFalse(table.reachesToken("corp", "", "v", "t", NOON));
    assertFalse(table.reachesToken("other", "", "u", "t", NOON));
  }

  @Test
  void reachesToken_ofAnIssuer() {
    RevocationTable table = with(new Target.Issuer("corp"), NOON * 1000);
    assertTrue(table.reachesToken("corp", "j", "u", "t", NOON - 1));
    assertFalse(table.reachesToken("corp", "j", "u", "t", NOON));
    assertFalse(table.reachesToken("other", "j", "u", "t", NOON - 1));
  }

  @Test
  void reachesTenant_byEachName_unlessOnlyOldTokensAreMeant() {
    Target tenant = new Target.Tenant(Set.of("id", "acme", "7"));
    RevocationTable all = with(tenant, RevocationTable.ALWAYS);
    for (String name : List.of("id", "acme", "7")) {
      assertTrue(all.reachesTenant(name));
      assertTrue(all.reachesToken("any", "", "u", name, NOON));
    }
    assertFalse(all.reachesTenant("other"));
    RevocationTable old = with(tenant, NOON * 1000);
    assertFalse(old.reachesTenant("id"));
    assertTrue(old.reachesToken("any", "", "u", "7", NOON - 1));
    assertFalse(old.reachesToken("any", "", "u", "7", NOON));
  }

  @Test
  void with_twoOfOneThing_untilBothAreGone() {
    Target user = new Target.Subject("corp", "u");
    RevocationTable both =
        RevocationTable.empty()
            .with(
                List.of(
                    new Entry("r1", user, NOON * 1000),
                    new Entry("r2", user, RevocationTable.ALWAYS)),
                List.of());
    assertTrue(both.reachesToken("corp", "", "u", "t", NOON + 9));
    RevocationTable first = both.with(List.of(), List.of("r2"));
    assertFalse(first.reachesToken("corp", "", "u", "t", NOON + 9));
    assertTrue(first.reachesToken("corp", "", "u", "t", NOON - 9));
    RevocationTable none = first.with(List.of(), List.of("r1", "unknown"));
    assertFalse(none.reachesToken("corp", "", "u", "t", NOON - 9));
    assertEquals(0, none.size());
    assertEquals(2, both.size(), "the table before stays");
  }

  @Test
  void with_oneThatIsAboutSomethingElseNow() {
    RevocationTable table =
        with(new Target.Token("corp", "a"), RevocationTable.ALWAYS)
            .with(
                List.of(new Entry("r", new Target.Token("corp", "b"), RevocationTable.ALWAYS)),
                List.of());
    assertFalse(table.reachesToken("corp", "a", "u", "t", NOON));
    assertTrue(table.reachesToken("corp", "b", "u", "t", NOON));
    assertEquals(1, table.size());
  }

  @Test
  void reachesToken_amongManyMakesNothing() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      entries.add(new Entry("r" + i, new Target.Token("corp", "j" + i), RevocationTable.ALWAYS));
    }
    entries.add(new Entry("u", new Target.Subject("corp", "mallory"), RevocationTable.ALWAYS));
    entries.add(new Entry("t", new Target.Tenant(Set.of("gone")), RevocationTable.ALWAYS));
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
      if (table.reachesToken("corp", "good", "alice", "acme", NOON)
          || table.reachesTenant("acme")) {
        reached++;
      }
    }
    return reached;
  }

  private static RevocationTable with(Target target, long before) {
    return RevocationTable.empty().with(List.of(new Entry("r", target, before)), List.of());
  }
}
