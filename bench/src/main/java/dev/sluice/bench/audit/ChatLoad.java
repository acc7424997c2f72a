package dev.sluice.bench.audit;

import dev.sluice.e2e.client.ConstantRateLoad;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.MixedCallerTraffic;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A load of numbered chats through Envoy at a constant rate, with the results that callers got. */
final class ChatLoad implements AutoCloseable {
  static final String GOOD = "200";
  private static final String PATH = "/v1/chat/completions";
  private static final String BODY =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"ping\"}]}";

  private final GatewayClient client;
  private final AtomicInteger sent = new AtomicInteger();
  private final BitSet passed = new BitSet();
  private final BitSet refused = new BitSet();
  private final ConstantRateLoad load;
  private volatile LoadPhase phase = new LoadPhase("warm-up");

  ChatLoad(SluiceStack stack, int perSecond) {
    client =
        new GatewayClient(stack.ports().http(StackPort.GATEWAY))
            .withBearer(stack.issuer().token("viewer"));
    load = new ConstantRateLoad(List.of("chat"), perSecond, name -> call());
  }

  /** Starts a phase; calls that end from now on belong to it. */
  LoadPhase begin(String title) {
    phase = new LoadPhase(title);
    return phase;
  }

  /** Starts a phase and waits for that long. */
  LoadPhase during(String title, Duration time) {
    LoadPhase begun = begin(title);
    LoadPhase.pause(time);
    return begun;
  }

  /** Returns the numbers of the calls that succeeded. */
  synchronized BitSet passed() {
    return (BitSet) passed.clone();
  }

  /** Returns the numbers of the calls that got a response. */
  synchronized BitSet answered() {
    var all = (BitSet) passed.clone();
    all.or(refused);
    return all;
  }

  @Override
  public void close() {
    load.close();
  }

  private GatewayResponse call() {
    int number = sent.getAndIncrement();
    long start = System.nanoTime();
    try {
      GatewayResponse answer = client.withCorrelation(NumberedChecks.id(number)).post(PATH, BODY);
      String outcome = (answer.status() + " " + answer.errorCode()).strip();
      ended(number, outcome);
      phase.add(outcome, System.nanoTime() - start);
      return answer;
    } catch (UncheckedIOException e) {
      phase.add(MixedCallerTraffic.BROKEN, System.nanoTime() - start);
      throw e;
    }
  }

  private synchronized void ended(int number, String outcome) {
    (outcome.equals(GOOD) ? passed : refused).set(number);
  }
}
