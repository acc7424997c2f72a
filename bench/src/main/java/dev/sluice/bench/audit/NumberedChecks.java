package dev.sluice.bench.audit;

import dev.sluice.bench.check.fixture.CheckMessages;
import dev.sluice.bench.check.fixture.IssuerAlgorithm;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The numbered checks of a load, with the results of the callers. */
final class NumberedChecks {
  static final String ID_PREFIX = "d0c15104-0000-4000-8000-";
  private static final int WITHOUT = 5;

  private final List<String> tokens;
  private final BitSet answered = new BitSet();
  private final BitSet unexpected = new BitSet();
  private final AtomicInteger count = new AtomicInteger();
  private int sent;
  private int denied;

  /** A check with a number, which is sent until it is answered. */
  record NumberedCheck(int number, CheckRequest request) {}

  /** Creates checks that use the tokens in turn; every fifth check has no token. */
  NumberedChecks(List<String> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  /** Returns the next check, with the current time. */
  NumberedCheck next() {
    int number = sent++;
    String token = isGood(number) ? tokens.get(number % tokens.size()) : "";
    return new NumberedCheck(
        number, CheckMessages.withId(IssuerAlgorithm.ES256, token, id(number), Instant.now()));
  }

  void answered(NumberedCheck check, boolean allowed) {
    int number = check.number();
    answered.set(number);
    count.incrementAndGet();
    denied += allowed ? 0 : 1;
    unexpected.set(number, allowed != isGood(number));
  }

  /** Returns the number of answered checks. Only this method may be called during the load. */
  int count() {
    return count.get();
  }

  BitSet answered() {
    return (BitSet) answered.clone();
  }

  int denied() {
    return denied;
  }

  /** Returns the checks whose result is wrong. */
  BitSet unexpected() {
    return (BitSet) unexpected.clone();
  }

  /** Returns the number in a request id, which may have a prefix; -1 if it has no number. */
  static int number(String id) {
    int name = id.indexOf(ID_PREFIX);
    return name < 0 ? -1 : Integer.parseInt(id.substring(name + ID_PREFIX.length()));
  }

  /** Returns the id of the request with the given number. */
  static String id(int number) {
    return ID_PREFIX + "%012d".formatted(number);
  }

  private static boolean isGood(int number) {
    return number % WITHOUT != 0;
  }
}
