package dev.sluice.bench.xds.client;

/** What can happen to a resource at a node. */
public enum Event {
  UPSERTED,
  REMOVED
}
