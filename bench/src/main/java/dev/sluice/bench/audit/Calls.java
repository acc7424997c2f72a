package dev.sluice.bench.audit;

import dev.sluice.bench.check.load.Question;
import dev.sluice.bench.check.request.CheckMessages;
import dev.sluice.bench.check.token.Algorithm;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The checks of a load, each with a number, and what callers saw of them. */
final class Calls {
  private static final String NAME = "d0c15104-0000-4000-8000-";
  private static final int WITHOUT = 5;

  private final List<String> tokens;
  private final BitSet answered = new BitSet();
  private final BitSet unexpected = new BitSet();
  private final AtomicInteger count = new AtomicInteger();
  private int asked;
  private int denied;

  /** Every fifth check has no token; the others take these in turn. */
  Calls(List<String> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  /** The next check, at this moment. */
  Question next() {
    int number = asked++;
    String token = isGood(number) ? tokens.get(number % tokens.size()) : "";
    return new Question(
        number, CheckMessages.named(Algorithm.ES256, token, id(number), Instant.now()));
  }

  void answered(Question question, boolean allowed) {
    int number = question.number();
    answered.set(number);
    count.incrementAndGet();
    denied += allowed ? 0 : 1;
    unexpected.set(number, allowed != isGood(number));
  }

  /** How many were answered, for any thread; all else is for when the load has ended. */
  int count() {
    return count.get();
  }

  BitSet answered() {
    return (BitSet) answered.clone();
  }

  int denied() {
    return denied;
  }

  /** Those that were allowed and should not be, or denied. */
  BitSet unexpected() {
    return (BitSet) unexpected.clone();
  }

  /** The number in a request's id, or behind what is written before it. */
  static int number(String id) {
    int name = id.indexOf(NAME);
    return name < 0 ? -1 : Integer.parseInt(id.substring(name + NAME.length()));
  }

  /** How a request of that number is called. */
  static String id(int number) {
    return NAME + "%012d".formatted(number);
  }

  private static boolean isGood(int number) {
    return number % WITHOUT != 0;
  }
}
