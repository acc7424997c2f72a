package dev.sluice.common.ops;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Whether a server may be given traffic: every part that has registered must be ready. Register the
 * parts before the ops server starts, so that none is overlooked.
 */
public final class Readiness {
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final CopyOnWriteArrayList<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();

  /** The part of that name, made as "starting" when it is new. */
  public synchronized Part part(String name) {
    return parts.computeIfAbsent(name, _ -> new Part());
  }

  /** True when there are parts and all of them are ready. */
  public synchronized boolean ready() {
    return !parts.isEmpty() && parts.values().stream().allMatch(part -> part.state.ready);
  }

  /** Every part with its state, in the order of registration. */
  public synchronized Map<String, State> report() {
    Map<String, State> report = new LinkedHashMap<>();
    parts.forEach((name, part) -> report.put(name, part.told()));
    return report;
  }

  /** Calls {@code listener} with the present answer, and again after each report of a part. */
  public synchronized void onChange(Consumer<Boolean> listener) {
    listeners.add(listener);
    listener.accept(ready());
  }

  /** What one part says of itself. */
  public record State(boolean ready, String note) {}

  /** One part's own voice. */
  public final class Part {
    private volatile State state = new State(false, "starting");
    private volatile Supplier<String> detail = () -> "";

    private Part() {}

    public void ready() {
      ready("ready");
    }

    public void ready(String note) {
      change(new State(true, note));
    }

    public void failed(String reason) {
      change(new State(false, reason));
    }

    /** What stands behind the note whenever somebody asks. */
    public void detail(Supplier<String> text) {
      detail = text;
    }

    private State told() {
      State now = state;
      return new State(now.ready, now.note + detail.get());
    }

    private void change(State next) {
      synchronized (Readiness.this) {
        state = next;
        boolean all = Readiness.this.ready();
        listeners.forEach(listener -> listener.accept(all));
      }
    }
  }
}
