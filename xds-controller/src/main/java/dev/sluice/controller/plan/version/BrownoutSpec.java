package dev.sluice.controller.plan.version;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The times in which a deprecated version is not served. */
record BrownoutSpec(List<Window> windows) {
  static final BrownoutSpec NONE = new BrownoutSpec(List.of());

  BrownoutSpec {
    windows = List.copyOf(windows);
  }

  /** A time without service. */
  record Window(Instant from, Instant to) {
    Window {
      if (!to.isAfter(from)) {
        throw new IllegalArgumentException(
            "the window from " + from + " ends at " + to + "; it must end later");
      }
    }

    boolean contains(Instant now) {
      return !now.isBefore(from) && now.isBefore(to);
    }
  }

  /** Returns the end of the service gap at a time, if there is one. */
  Optional<Instant> until(Instant now) {
    return windows.stream()
        .filter(window -> window.contains(now))
        .map(Window::to)
        .max(Instant::compareTo);
  }
}
