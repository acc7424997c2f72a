package dev.sluice.controller.release;

/** The next change of a release. */
public sealed interface ReleaseChange {
  /**
   * A wait without any change.
   *
   * @param reason what the release waits for; empty if only for time
   */
  record Wait(String reason) implements ReleaseChange {}

  /** The start of a step, with the new weight of the new backend. */
  record EnterStep(int step, int weight) implements ReleaseChange {}

  /** The end of the last step. */
  record Complete() implements ReleaseChange {}

  /**
   * The end of the release with all traffic at the old backend.
   *
   * @param status rolled back or aborted
   */
  record Return(ReleaseStatus status, String reason) implements ReleaseChange {}
}
