package dev.sluice.common.ops;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The readiness of a server: every registered component must be ready. Components must be
 * registered before the ops server starts, so that none is missing.
 */
public final class Readiness {
  private final Map<String, Component> components = new LinkedHashMap<>();
  private final CopyOnWriteArrayList<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();

  /** Returns the component with this name. A new one is not ready, with the note "starting". */
  public synchronized Component component(String name) {
    return components.computeIfAbsent(name, _ -> new Component());
  }

  /** Returns whether there are components and all of them are ready. */
  public synchronized boolean ready() {
    return !components.isEmpty() && components.values().stream().allMatch(part -> part.state.ready);
  }

  /** Returns the state of each component, in the order of registration. */
  public synchronized Map<String, ComponentState> report() {
    Map<String, ComponentState> report = new LinkedHashMap<>();
    components.forEach((name, part) -> report.put(name, part.reported()));
    return report;
  }

  /** Calls {@code listener} with the current state, and again after each report of a component. */
  public synchronized void onChange(Consumer<Boolean> listener) {
    listeners.add(listener);
    listener.accept(ready());
  }

  /** The state of one component. */
  public record ComponentState(boolean ready, String note) {}

  /** A component of the server that reports its own state. */
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

    /** Sets a supplier of a detail that is appended to the note in each report. */
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
