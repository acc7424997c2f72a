package dev.sluice.controller.ir;

/** Whether the events of a route's event streams get ids where they have none. */
public enum SseIds {
  NONE,
  ADD
}
