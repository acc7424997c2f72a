package dev.sluice.controller.ir.route;

/** The handling of events without an id in event streams of a route. */
public enum SseEventIds {
  NONE,
  ADD
}
