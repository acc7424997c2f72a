package dev.sluice.common.ops;

/** What a POST to one path of the ops port does; it says itself who may ask for it. */
@FunctionalInterface
public interface OpsAction {
  /** Called from a thread of its own, which may wait. */
  OpsResponse post(OpsRequest request);
}
