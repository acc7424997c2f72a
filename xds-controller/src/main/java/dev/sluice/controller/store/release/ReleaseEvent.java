package dev.sluice.controller.store.release;

import dev.sluice.controller.release.ReleaseChange;

/** A change of a release that was written. */
public record ReleaseEvent(String release, ReleaseChange change) {}
