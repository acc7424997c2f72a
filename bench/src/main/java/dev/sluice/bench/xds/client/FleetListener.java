package dev.sluice.bench.xds.client;

import io.grpc.Status;

/** Hears what happens at each node, on the threads of their streams. */
interface FleetListener {

  /** The node has said all that it holds. */
  void opened(DeltaNode node);

  /** The stream has ended. */
  void closed(DeltaNode node, Status status);

  /**
   * A resource came.
   *
   * @param number the resource's
   * @param hadIt whether the node had that version already
   */
  void upserted(
      int node, int number, boolean hadIt, DeltaUpdate update, DeltaUpdate.Resource resource);

  void removed(int node, int number, long nanos);

  /** Whether that node has not yet been known to hold everything. */
  boolean expects(int node);

  int expectedScopes();

  void synced(int node);
}
