package dev.sluice.common.ops;

/** A handler of a POST to one path of the ops port. It authorizes the client itself. */
@FunctionalInterface
public interface OpsAction {
  /** Handles a request on a thread of its own, which may block. */
  OpsResponse post(OpsRequest request);
}
