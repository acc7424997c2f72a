package dev.sluice.common.policyfile;

/** Hears which versions of policies come into force and which are refused. */
public interface PolicyNews {
  /** Hears nothing. */
  PolicyNews UNHEARD =
      new PolicyNews() {
        @Override
        public void inForce(PolicyDocument document) {}

        @Override
        public void refused(String kind, String sha256, String why) {}
      };

  /** What decides from now on. */
  void inForce(PolicyDocument document);

  /** A version that was read and is not used. */
  void refused(String kind, String sha256, String why);
}
