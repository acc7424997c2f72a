package dev.sluice.common.policyfile;

/** A listener to activated and rejected policy versions. */
public interface PolicyListener {
  /** A listener that does nothing. */
  PolicyListener NONE =
      new PolicyListener() {
        @Override
        public void onActivated(PolicyDocument document) {}

        @Override
        public void onRejected(String kind, String sha256, String why) {}
      };

  /** Reports the policy that is active from now on. */
  void onActivated(PolicyDocument document);

  /** Reports a version that was read and rejected. */
  void onRejected(String kind, String sha256, String why);
}
