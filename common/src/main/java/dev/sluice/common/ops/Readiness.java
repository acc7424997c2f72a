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
  private final Map<String, Component> components = new LinkedHashMap<>();
  private final CopyOnWriteArrayList<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();

  /** The part of that name, made as "starting" when it is new. */
  public synchronized Component component(String name) {
    return components.computeIfAbsent(name, _ -> new Component());
  }

  /** True when there are parts and all of them are ready. */
  public synchronized boolean ready() {
    return !components.isEmpty() && components.values().stream().allMatch(part -> part.state.ready);
  }

  /** Every part with its state, in the order of registration. */
  public synchronized Map<String, ComponentState> report() {
    Map<String, ComponentState> report = new LinkedHashMap<>();
    components.forEach((name, part) -> report.put(name, part.reported()));
    return report;
  }

  /** Calls {@code listener} with the present answer, and again after each report of a part. */
  public synchronized void onChange(Consumer<Boolean> listener) {
    listeners.add(listener);
    listener.accept(ready());
  }

  /** What one part says of itself. */
  public record ComponentState(boolean ready, String note) {}

  /** One part's own voice. */
  public final class Component {
    private volatile ComponentState state = new ComponentState(false, "starting");
    private volatile Supplier<String> detail = () -> "";

    private Component() {}

    public void ready() {
      ready("ready");
    }

    public void ready(String note) {
      change(new ComponentState(true, note));
    }

    public void failed(String reason) {
      change(new ComponentState(false, reason));
    }

    /** What stands behind the note whenever somebody asks. */
    public void detail(Supplier<String> text) {
      detail = text;
    }

    private ComponentState reported() {
      ComponentState now = state;
      return new ComponentState(now.ready, now.note + detail.get());
    }

    private void change(ComponentState next) {
      synchronized (Readiness.this) {
        state = next;
        boolean all = Readiness.this.ready();
        listeners.forEach(listener -> listener.accept(all));
      }
    }
  }
}
