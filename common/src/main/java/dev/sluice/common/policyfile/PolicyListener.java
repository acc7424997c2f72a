package dev.sluice.common.policyfile;

/** Hears which versions of policies come into force and which are refused. */
public interface PolicyListener {
  /** Hears nothing. */
  PolicyListener NONE =
      new PolicyListener() {
        @Override
        public void onActivated(PolicyDocument document) {}

        @Override
        public void onRejected(String kind, String sha256, String why) {}
      };

  /** What decides from now on. */
  void onActivated(PolicyDocument document);

  /** A version that was read and is not used. */
  void onRejected(String kind, String sha256, String why);
}
