package dev.sluice.bench.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.bench.check.load.Question;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallsTest {
  private final Calls calls = new Calls(List.of("token"));

  @Test
  void number_isToldByTheId() {
    assertEquals(12_345, Calls.number(Calls.id(12_345)));
    assertEquals(7, Calls.number("corr-" + Calls.id(7)));
    assertEquals(-1, Calls.number("corr-7"));
  }

  /** The first of five has no token. */
  @Test
  void answers_areCountedAndJudged() {
    answer(false);
    answer(true);
    answer(false);
    assertEquals(3, calls.count());
    assertEquals(2, calls.denied());
    assertEquals(1, calls.unexpected().cardinality());
    assertEquals(3, calls.answered().cardinality());
  }

  @Test
  void tally_missing() {
    var once = new BitSet();
    once.set(1, 4);
    var answered = new BitSet();
    answered.set(2, 6);
    assertEquals(2, new Tally(3, once, 0).missing(answered));
  }

  private void answer(boolean allowed) {
    Question question = calls.next();
    calls.answered(question, allowed);
  }
}
