package dev.sluice.bench.extproc;

import dev.sluice.bench.load.ClosedLoad;
import dev.sluice.bench.load.ClosedLoad.Window;
import dev.sluice.bench.load.Exchange;
import dev.sluice.bench.load.Use;
import dev.sluice.bench.rounds.Rounds;
import dev.sluice.bench.rounds.Table;
import java.util.function.ToDoubleFunction;

/** One exchange over and over, on a number of connections. */
final class ClosedScenario {
  private static final double MICROS_PER_MILLI = 1000;
  private static final double BYTES_PER_MB = 1e6;

  private final Run run;

  ClosedScenario(Run run) {
    this.run = run;
  }

  void chat(Exchange exchange) {
    run.report()
        .add(
            new Table<>(Names.CHAT, rounds(Names.CHAT, exchange, 16))
                .figure("requests/s", Window::rate)
                .ratios(Window::rate)
                .figure("server CPU µs per request", Variant::isServer, Window.cpu(Use::server))
                .figure("Envoy CPU µs per request", Window.cpu(Use::envoy))
                .figure("caller and upstream, CPU µs per request", Window.cpu(Use::bench))
                .figure("p50, ms", window -> window.latencies().millis(0.5))
                .figure("p99, ms", window -> window.latencies().millis(0.99))
                .section());
  }

  void alone(Exchange exchange) {
    ToDoubleFunction<Window> p50 = window -> window.latencies().millis(0.5);
    ToDoubleFunction<Window> p99 = window -> window.latencies().millis(0.99);
    run.report()
        .add(
            new Table<>(Names.CHAT_ALONE, rounds(Names.CHAT_ALONE, exchange, 1))
                .figure("p50, ms", p50)
                .figure("p99, ms", p99)
                .added(Variant.PLAIN, Names.ADDED_P50, p50)
                .added(Variant.PLAIN, Names.ADDED_P99, p99)
                .section());
  }

  void bulk(String title, Exchange exchange) {
    run.report()
        .add(
            new Table<>(title, rounds(title, exchange, 4))
                .figure("requests/s", Window::rate)
                .ratios(Window::rate)
                .figure("server CPU µs per request", Variant::isServer, Window.cpu(Use::server))
                .figure("Envoy CPU µs per request", Window.cpu(Use::envoy))
                .section());
  }

  /** {@code events} is how many one answer has. */
  void burst(Exchange exchange, int events) {
    double eventBytes = (double) exchange.answerBytes() / events;
    ToDoubleFunction<Window> rate = window -> window.bytes() / eventBytes / window.seconds();
    run.report()
        .add(
            new Table<>(Names.BURST, rounds(Names.BURST, exchange, 8))
                .figure("events/s", rate)
                .figure("MB/s", window -> window.bytes() / BYTES_PER_MB / window.seconds())
                .ratios(rate)
                .figure(
                    Names.CPU_OF_EVENT,
                    Variant::isServer,
                    window ->
                        window.use().server() * MICROS_PER_MILLI * eventBytes / window.bytes())
                .figure(
                    "Envoy CPU µs per event",
                    window -> window.use().envoy() * MICROS_PER_MILLI * eventBytes / window.bytes())
                .section());
  }

  private Rounds<Variant, Window> rounds(String title, Exchange exchange, int connections) {
    var load = new ClosedLoad(run.loop(), run.upstream(), exchange, connections);
    return run.rounds(
        title,
        (variant, time) -> load.run(run.site().port(variant), time, run.site().meter(variant)));
  }
}
