package dev.sluice.controller.resources;

/** Is told what nodes make of objects; called on the update loop, so it must not wait. */
public interface Verdicts {
  /** Heeds nothing. */
  Verdicts NONE =
      new Verdicts() {
        @Override
        public void taken(String cluster, String object) {}

        @Override
        public void refused(
            String cluster, String object, String node, Refusal refusal, boolean everywhere) {}
      };

  /** What is served of an object now was taken as a whole, for the first time. */
  void taken(String cluster, String object);

  /**
   * A node refused a resource of an object.
   *
   * @param everywhere whether all nodes go back to what was good before, or this one stays behind
   */
  void refused(String cluster, String object, String node, Refusal refusal, boolean everywhere);
}
