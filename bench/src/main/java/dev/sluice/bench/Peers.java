package dev.sluice.bench;

/** Whether other programs are measured too: where what they need is there, or not at all. */
public enum Peers {
  auto,
  off
}
