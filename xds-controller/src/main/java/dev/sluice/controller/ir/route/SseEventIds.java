package dev.sluice.controller.ir.route;

/** Whether the events of a route's event streams get ids where they have none. */
public enum SseEventIds {
  NONE,
  ADD
}
