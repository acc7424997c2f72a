package dev.sluice.bench.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.bench.audit.NumberedChecks.NumberedCheck;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberedChecksTest {
  private final NumberedChecks checks = new NumberedChecks(List.of("token"));

  @Test
  void number_idWithPrefix_isParsed() {
    assertEquals(12_345, NumberedChecks.number(NumberedChecks.id(12_345)));
    assertEquals(7, NumberedChecks.number("corr-" + NumberedChecks.id(7)));
    assertEquals(-1, NumberedChecks.number("corr-7"));
  }

  /** The first of every five checks has no token. */
  @Test
  void answered_wrongResult_isUnexpected() {
    answer(false);
    answer(true);
    answer(false);
    assertEquals(3, checks.count());
    assertEquals(2, checks.denied());
    assertEquals(1, checks.unexpected().cardinality());
    assertEquals(3, checks.answered().cardinality());
  }

  @Test
  void missing_requestsWithoutRow_areCounted() {
    var stored = new BitSet();
    stored.set(1, 4);
    var answered = new BitSet();
    answered.set(2, 6);
    assertEquals(2, new RowCoverage(3, stored, 0).missing(answered));
  }

  private void answer(boolean allowed) {
    NumberedCheck check = checks.next();
    checks.answered(check, allowed);
  }
}
